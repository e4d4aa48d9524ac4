package com.nexus.ssot.server.db;

import com.nexus.ssot.server.base.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Sends the writes of a running transaction together: many statements, one round trip.
 *
 * <p>The PostgreSQL driver sends the statements of a multi-statement string one after the other
 * without waiting in between, each prepared and bound by itself; that is what makes this one round
 * trip.
 */
final class WriteBatch implements Writes {
  /** Keeps the text of one round trip, and the driver's statement cache, within bounds. */
  private static final int MOST_STATEMENTS = 48;

  private final DataSource dataSource;
  private final SQLExceptionTranslator translator;
  private final List<String> statements = new ArrayList<>();
  private final List<@Nullable Object> parameters = new ArrayList<>();

  WriteBatch(DataSource dataSource, SQLExceptionTranslator translator) {
    this.dataSource = dataSource;
    this.translator = translator;
  }

  @Override
  public void add(String sql, @Nullable Object... values) {
    if (statements.size() == MOST_STATEMENTS) {
      flush();
    }
    statements.add(sql);
    for (Object value : values) {
      parameters.add(value);
    }
  }

  /** Sends what is left together with the end of the transaction. */
  void commit() {
    if (statements.isEmpty()) {
      return;
    }
    statements.add("commit");
    try {
      flush();
    } catch (DataAccessException e) {
      throw UnknownCommit.isLost(SqlFaults.sqlState(e)) ? new UnknownCommit(e) : e;
    }
  }

  @Override
  public void flush() {
    if (statements.isEmpty()) {
      return;
    }
    String sql = String.join(";", statements);
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      statement.execute();
    } catch (SQLException e) {
      DataAccessException translated = translator.translate("write batch", sql, e);
      throw translated != null ? translated : new IllegalStateException(e);
    } finally {
      statements.clear();
      parameters.clear();
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
