package com.nexus.ssot.server.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Opens sessions beside the pool of connections, with the pool's login. Thread-safe. */
public final class Sessions {
  private final String url;
  private final Properties properties = new Properties();

  private Sessions(HikariDataSource pool) {
    this.url = pool.getJdbcUrl();
    properties.putAll(pool.getDataSourceProperties());
    if (pool.getUsername() != null) {
      properties.setProperty("user", pool.getUsername());
    }
    if (pool.getPassword() != null) {
      properties.setProperty("password", pool.getPassword());
    }
    properties.setProperty("connectTimeout", "10");
    // A database host that vanished without a word must be noticed.
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
  }

  /** Sessions on the database of a pool. */
  public static Sessions of(DataSource pool) {
    try {
      return new Sessions(pool.unwrap(HikariDataSource.class));
    } catch (SQLException e) {
      throw new IllegalArgumentException("not a pool of connections", e);
    }
  }

  /** A new session; the caller closes it. */
  public Session open() {
    try {
      return new Session(
          new SingleConnectionDataSource(DriverManager.getConnection(url, properties), true));
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the database cannot be reached", e);
    }
  }
}
