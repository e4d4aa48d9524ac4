package com.nexus.ssot.server.db;

import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/** A process of its own that opens a database, stores a row, says so, and waits to be killed. */
final class DoomedServer {
  private DoomedServer() {}

  public static void main(String[] arguments) throws Exception {
    Path dataDir = Path.of(arguments[0]);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(dataDir, settings(dataDir).cacheDir(), line -> {});
    try (Connection connection = Database.login(postgres.owner());
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (word text)");
      statement.execute("insert into kept values ('acknowledged')");
    }
    System.out.println("stored");
    Thread.currentThread().join();
  }

  static ServerSettings settings(Path dataDir) {
    return ServerSettings.load(
        Map.of("NEXUS_DATA_DIR", dataDir.toString(), "NEXUS_CONFIG_DIR", dataDir.toString()),
        dataDir,
        Map.of());
  }
}
