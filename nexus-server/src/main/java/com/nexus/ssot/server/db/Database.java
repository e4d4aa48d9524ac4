package com.nexus.ssot.server.db;

import com.nexus.ssot.server.settings.DatabaseSettings;
import com.nexus.ssot.server.settings.ServerSettings;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The opened database: migrated, with its pool of connections. Thread-safe. */
public final class Database implements AutoCloseable {
  private static final int POOL_SIZE = 16;
  private static final long WAIT_MILLIS = 5_000;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final @Nullable EmbeddedPostgres embedded;

  private Database(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {
    this.pool = pool;
    this.embedded = embedded;
  }

  /**
   * Starts the embedded database or reaches the external one, migrates it and opens the pool.
   *
   * @param progress hears of what takes long
   */
  public static Database open(ServerSettings settings, Consumer<String> progress) {
    return switch (settings.database()) {
      case DatabaseSettings.Embedded() -> {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(settings.dataDir(), settings.cacheDir(), progress);
        try {
          Migrations.run(postgres.owner(), progress);
          yield new Database(pool(postgres.app(), settings), postgres);
        } catch (RuntimeException | Error e) {
          postgres.close();
          throw e;
        }
      }
      case DatabaseSettings.External(String url, String user, String password) -> {
        ConnectionTarget target = new ConnectionTarget(url, user, password);
        Migrations.run(target, progress);
        yield new Database(pool(target, settings), null);
      }
    };
  }

  /** Connections for the server's work. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Whether the server works as a role that does not own the tables, so that the database itself
   * keeps it from changing what was written for good.
   */
  public boolean separated() {
    return embedded != null;
  }

  @Override
  public void close() {
    try {
      pool.close();
    } finally {
      if (embedded != null) {
        embedded.close();
      }
    }
  }

  /** One connection outside the pool. */
  static Connection login(ConnectionTarget target) throws SQLException {
    Properties properties = new Properties();
    if (target.user() != null) {
      properties.setProperty("user", target.user());
    }
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "15");
    return DriverManager.getConnection(target.url(), properties);
  }

  private static HikariDataSource pool(ConnectionTarget target, ServerSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("nexus");
    config.setJdbcUrl(target.url());
    config.setUsername(target.user());
    config.setPassword(target.password());
    config.setMaximumPoolSize(POOL_SIZE);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.addDataSourceProperty("ApplicationName", "nexus");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "10");
    // A database that vanished without a word ends no statement by itself.
    config.addDataSourceProperty(
        "socketTimeout", Long.toString(settings.statementTimeout().plus(SILENCE).toSeconds()));
    // The few statements of the hot paths are prepared on the server from their second use.
    config.addDataSourceProperty("prepareThreshold", "2");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty(
        "options", "-c statement_timeout=" + settings.statementTimeout().toMillis());
    // The driver would otherwise set the time zone of this machine.
    config.setConnectionInitSql("set time zone 'UTC'");
    return new HikariDataSource(config);
  }
}
