package com.nexus.ssot.server.db;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The files of an embedded PostgreSQL and the programs that work on them. Only the holder of the
 * data folder's lock may use it.
 */
final class Cluster {
  private static final int ATTEMPTS = 3;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final PostgresBinaries binaries;
  private final Path path;
  private final byte[] key;

  /**
   * @param key what the passwords of the roles come from
   */
  Cluster(PostgresBinaries binaries, Path path, byte[] key) {
    this.binaries = binaries;
    this.path = path;
    this.key = key.clone();
  }

  /** Makes the files beside their place and moves them, so that a kill leaves nothing half. */
  void create() throws IOException {
    Path fresh = path.resolveSibling("postgres.new");
    PostgresBinaries.delete(fresh);
    List<String> options =
        List.of(
            "--pgdata=" + fresh,
            "--username=postgres",
            "--auth=reject",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions");
    PostgresFaults.require(
        Command.run(binaries.program("initdb"), options, ""), "The database cannot be created");
    single(
        fresh,
        "postgres",
        """
        create role nexus_owner login password '%s'
        create role nexus_app login password '%s'
        create database nexus owner nexus_owner
        revoke all on database nexus from public
        grant connect, temporary on database nexus to nexus_app
        """
            .formatted(password("nexus_owner"), password("nexus_app")));
    single(
        fresh,
        "nexus",
        """
        alter default privileges for role nexus_owner grant select, insert, update, delete on tables to nexus_app
        alter default privileges for role nexus_owner grant usage, select on sequences to nexus_app
        grant usage on schema public to nexus_app
        """);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Runs statements, one a line, as superuser without a server. */
  private void single(Path files, String database, String statements) {
    List<String> options =
        List.of(
            "--single",
            "-D",
            files.toString(),
            "-c",
            "exit_on_error=on",
            "-c",
            "log_min_error_statement=panic",
            database);
    PostgresFaults.require(
        Command.run(binaries.program("postgres"), options, statements),
        "The database cannot be prepared");
  }

  /** Refuses files of another major version. */
  void requireReadable() throws IOException {
    String version = Files.readString(path.resolve("PG_VERSION")).strip();
    if (!version.equals(Integer.toString(binaries.major()))) {
      throw PostgresFaults.otherMajor(path, version, binaries.major());
    }
  }

  /** Starts the server on a free port, which it returns. */
  int launch() throws IOException {
    Files.writeString(path.resolve("pg_hba.conf"), PostgresConf.access());
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Files.writeString(
          path.resolve("postgresql.conf"), PostgresConf.server(port, PostgresConf.memory()));
      Optional<String> refusal = started();
      if (refusal.isEmpty()) {
        return port;
      }
      if (attempt == ATTEMPTS || !refusal.get().contains("Address already in use")) {
        throw PostgresFaults.failed("The embedded database does not start", refusal.get());
      }
    }
  }

  /** Starts the server again as it was; tells why not if it does not. */
  Optional<String> relaunch() {
    try {
      Postmaster.forgetStranger(path);
      return started();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  boolean isRunning() {
    return Postmaster.of(path).isPresent();
  }

  /** The last lines that the server wrote, for whoever must find out why it ended. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read: " + e.getMessage();
    }
  }

  private Path log() {
    return path.resolve("start.log");
  }

  /** Starts the server; what it said if it did not. */
  private Optional<String> started() throws IOException {
    Files.deleteIfExists(log());
    List<String> options =
        List.of(
            "start", "--pgdata=" + path, "--log=" + log(), "--wait", "--timeout=120", "--silent");
    Command.Result result = Command.run(binaries.program("pg_ctl"), options, "");
    if (result.ok()) {
      return Optional.empty();
    }
    return Optional.of(Files.exists(log()) ? Files.readString(log()) : result.output());
  }

  /** Stops the server; nothing happens if there is none. */
  void stop() {
    if (Postmaster.of(path).isEmpty()) {
      return;
    }
    List<String> options =
        List.of("stop", "--pgdata=" + path, "--mode=fast", "--wait", "--timeout=60", "--silent");
    PostgresFaults.require(
        Command.run(binaries.program("pg_ctl"), options, ""),
        "The embedded database cannot be stopped");
  }

  /** Stops the server that outlived a killed one of ours. */
  void stopOrphan(Consumer<String> progress) throws IOException {
    Postmaster.forgetStranger(path);
    Postmaster.of(path)
        .ifPresent(orphan -> {
          progress.accept(
              "Stopping the database that a killed server left running (process "
                  + orphan.pid()
                  + ")");
          stop();
        });
  }

  /** The password of a role. */
  String password(String role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(("nexus/database/" + role).getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
