package com.nexus.ssot.server.db;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.KeyFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The PostgreSQL that the server brings along: its data stands in the data folder and outlives
 * restarts. Listens on this machine only, on a free port. Nobody can log in as its superuser; the
 * tables belong to {@code nexus_owner}, and the server works as {@code nexus_app}.
 */
final class EmbeddedPostgres implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final DataFolder folder;
  private final PostgresBinaries binaries;
  private final Path cluster;
  private final int port;
  private final byte[] key;

  private EmbeddedPostgres(
      DataFolder folder, PostgresBinaries binaries, Path cluster, int port, byte[] key) {
    this.folder = folder;
    this.binaries = binaries;
    this.cluster = cluster;
    this.port = port;
    this.key = key;
  }

  /** Starts the database, and makes it first if there is none. */
  static EmbeddedPostgres start(Path dataDir, Path cacheDir, Consumer<String> progress) {
    DataFolder folder = DataFolder.lock(dataDir);
    try {
      Command.requireUnprivileged();
      PostgresBinaries binaries = PostgresBinaries.unpacked(cacheDir, progress);
      byte[] key = new KeyFolder(dataDir).key("database-key");
      Path cluster = dataDir.resolve("postgres");
      if (Files.exists(cluster)) {
        requireSameMajor(cluster, binaries.major());
        stopOrphan(binaries, cluster, progress);
      } else {
        progress.accept("Creating the database in " + cluster + " (only once)");
        create(binaries, cluster, key);
      }
      return new EmbeddedPostgres(folder, binaries, cluster, launch(binaries, cluster), key);
    } catch (IOException e) {
      folder.close();
      throw DataFolder.unusable(dataDir, e);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  /** How the migrations log in. */
  ConnectionTarget owner() {
    return new ConnectionTarget(url(), "nexus_owner", password(key, "nexus_owner"));
  }

  /** How the server logs in. */
  ConnectionTarget app() {
    return new ConnectionTarget(url(), "nexus_app", password(key, "nexus_app"));
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/nexus";
  }

  @Override
  public void close() {
    try {
      stop(binaries, cluster);
    } finally {
      folder.close();
    }
  }

  /** Made beside the target and moved when it is complete, so that a kill leaves nothing half. */
  private static void create(PostgresBinaries binaries, Path cluster, byte[] key)
      throws IOException {
    Path fresh = cluster.resolveSibling("postgres.new");
    PostgresBinaries.delete(fresh);
    require(
        Command.run(
            binaries.program("initdb"),
            List.of(
                "--pgdata=" + fresh,
                "--username=postgres",
                "--auth=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"),
            ""),
        "The database cannot be created");
    single(
        binaries,
        fresh,
        "postgres",
        """
        create role nexus_owner login password '%s'
        create role nexus_app login password '%s'
        create database nexus owner nexus_owner
        revoke all on database nexus from public
        grant connect, temporary on database nexus to nexus_app
        """
            .formatted(password(key, "nexus_owner"), password(key, "nexus_app")));
    single(
        binaries,
        fresh,
        "nexus",
        """
        alter default privileges for role nexus_owner grant select, insert, update, delete on tables to nexus_app
        alter default privileges for role nexus_owner grant usage, select on sequences to nexus_app
        grant usage on schema public to nexus_app
        """);
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Runs statements, one a line, as superuser without a server. */
  private static void single(
      PostgresBinaries binaries, Path cluster, String database, String statements) {
    require(
        Command.run(
            binaries.program("postgres"),
            List.of(
                "--single",
                "-D",
                cluster.toString(),
                "-c",
                "exit_on_error=on",
                "-c",
                "log_min_error_statement=panic",
                database),
            statements),
        "The database cannot be prepared");
  }

  private static int launch(PostgresBinaries binaries, Path cluster) throws IOException {
    Files.writeString(cluster.resolve("pg_hba.conf"), PostgresConf.access());
    Path log = cluster.resolve("start.log");
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Files.writeString(
          cluster.resolve("postgresql.conf"), PostgresConf.server(port, PostgresConf.memory()));
      Files.deleteIfExists(log);
      Command.Result result =
          Command.run(
              binaries.program("pg_ctl"),
              List.of(
                  "start",
                  "--pgdata=" + cluster,
                  "--log=" + log,
                  "--wait",
                  "--timeout=120",
                  "--silent"),
              "");
      if (result.ok()) {
        return port;
      }
      String said = Files.exists(log) ? Files.readString(log) : result.output();
      if (attempt == ATTEMPTS || !said.contains("Address already in use")) {
        throw notStarted("The embedded database does not start", said);
      }
    }
  }

  private static void stopOrphan(PostgresBinaries binaries, Path cluster, Consumer<String> progress)
      throws IOException {
    Postmaster.forgetStranger(cluster);
    Postmaster.of(cluster)
        .ifPresent(orphan -> {
          progress.accept(
              "Stopping the database that a killed server left running (process "
                  + orphan.pid()
                  + ")");
          stop(binaries, cluster);
        });
  }

  private static void stop(PostgresBinaries binaries, Path cluster) {
    if (Postmaster.of(cluster).isEmpty()) {
      return;
    }
    require(
        Command.run(
            binaries.program("pg_ctl"),
            List.of(
                "stop", "--pgdata=" + cluster, "--mode=fast", "--wait", "--timeout=60", "--silent"),
            ""),
        "The embedded database cannot be stopped");
  }

  static void requireSameMajor(Path cluster, int major) throws IOException {
    String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
    if (!version.equals(Integer.toString(major))) {
      throw Fault.of(
          FaultCode.DATABASE_VERSION,
          "The data in " + cluster + " was written by PostgreSQL " + version + ", not " + major,
          List.of(
              Cause.at(
                  cluster.toString(),
                  "One major version of PostgreSQL does not read the files of another.",
                  "Export with the version of Nexus that wrote the data and import with this one,"
                      + " or set NEXUS_DATA_DIR to another folder.")));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static String password(byte[] key, String role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(("nexus/database/" + role).getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(Command.Result result, String failure) {
    if (!result.ok()) {
      throw notStarted(failure, result.output());
    }
  }

  static Fault notStarted(String failure, String said) {
    String reason = lastError(said);
    return Fault.of(
        said.contains("No space left on device")
            ? FaultCode.STORAGE_FULL
            : FaultCode.DATABASE_START,
        failure + ": " + reason,
        List.of(
            Cause.at(
                "NEXUS_DATA_DIR",
                "PostgreSQL says: " + reason,
                said.contains("No space left on device")
                    ? "Free space on the disk of the data folder, or move the folder."
                    : "Mend what it says, or set DATABASE_URL to a PostgreSQL of your own.")));
  }

  /** The line that says what went wrong, without its time and process number. */
  private static String lastError(String said) {
    List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.stream()
        .filter(line -> line.contains("FATAL:") || line.contains("error:"))
        .findFirst()
        .or(() ->
            lines.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(lines.getLast()))
        .map(line -> line.replaceFirst("^.*?(FATAL|error): *", ""))
        .orElse("it said nothing");
  }
}
