package com.nexus.ssot.server.db;

import com.nexus.ssot.server.settings.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The PostgreSQL that the server brings along: its data stands in the data folder and outlives
 * restarts. Listens on this machine only, on a free port. Nobody can log in as its superuser; the
 * tables belong to {@code nexus_owner}, and the server works as {@code nexus_app}.
 */
final class EmbeddedPostgres implements AutoCloseable {
  private static final String KEY = "database-key";

  private final DataFolder folder;
  private final Cluster cluster;
  private final int port;
  private final Repeated keeper;

  private EmbeddedPostgres(DataFolder folder, Cluster cluster, int port) {
    this.folder = folder;
    this.cluster = cluster;
    this.port = port;
    this.keeper = PostgresKeeper.keep(cluster);
  }

  /** Starts the database, and makes it first if there is none. */
  static EmbeddedPostgres start(Path dataDir, Path cacheDir, Consumer<String> progress) {
    DataFolder folder = DataFolder.lock(dataDir);
    try {
      Command.requireUnprivileged();
      PostgresBinaries binaries = PostgresBinaries.unpacked(cacheDir, progress);
      Path path = dataDir.resolve("postgres");
      boolean exists = Files.exists(path);
      KeyFolder keys = new KeyFolder(dataDir);
      if (exists && !keys.has(KEY)) {
        throw PostgresFaults.keyLost(dataDir.resolve("keys").resolve(KEY));
      }
      Cluster cluster = new Cluster(binaries, path, keys.key(KEY));
      if (exists) {
        cluster.requireReadable();
        cluster.stopOrphan(progress);
      } else {
        progress.accept("Creating the database in " + path + " (only once)");
        cluster.create();
      }
      return new EmbeddedPostgres(folder, cluster, cluster.launch());
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
    return target("nexus_owner");
  }

  /** How the server logs in. */
  ConnectionTarget app() {
    return target("nexus_app");
  }

  private ConnectionTarget target(String role) {
    return new ConnectionTarget(
        "jdbc:postgresql://127.0.0.1:" + port + "/nexus", role, cluster.password(role));
  }

  @Override
  public void close() {
    try {
      keeper.close();
      cluster.stop();
    } finally {
      folder.close();
    }
  }
}
