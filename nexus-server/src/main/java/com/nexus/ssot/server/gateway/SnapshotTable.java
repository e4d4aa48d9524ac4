package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.AliasRoute;
import com.nexus.ssot.gateway.ContextRoute;
import com.nexus.ssot.gateway.GatewayChange;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the data plane must know, a row at a time. Thread-safe. */
@Component
class SnapshotTable {
  private static final int ROWS_A_TURN = 5_000;

  private final JdbcClient jdbc;

  SnapshotTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every context, deleted ones included. */
  void contexts(Consumer<GatewayChange> each) {
    jdbc.sql("select id, revision, key, name, is_public, fallback, deleted_at from context")
        .query((RowCallbackHandler) row -> each.accept(context(row)));
  }

  /**
   * Every alias, deleted ones included. Must run in a transaction, so that rows come as they are
   * read and not all at once.
   */
  void aliases(Consumer<GatewayChange> each) {
    jdbc.sql(
            """
            select id, revision, context_key, shown, canonical, target_kind = 'ALIAS' as chained,
              valid_from, expires_at, deprecated_at, sunset_at, successor,
              is_active and deleted_at is null as in_use
            from alias
            """)
        .withFetchSize(ROWS_A_TURN)
        .query((RowCallbackHandler) row -> each.accept(alias(row)));
  }

  private static ContextRoute context(ResultSet row) throws SQLException {
    return new ContextRoute(
        Columns.uuid(row, "id"),
        row.getInt("revision"),
        row.getString("key"),
        row.getString("name"),
        row.getBoolean("is_public"),
        row.getBoolean("fallback"),
        row.getObject("deleted_at") != null);
  }

  private static AliasRoute alias(ResultSet row) throws SQLException {
    return new AliasRoute(
        Columns.uuid(row, "id"),
        row.getInt("revision"),
        row.getString("context_key"),
        row.getString("shown"),
        row.getString("canonical"),
        row.getBoolean("chained"),
        Columns.instantOrNull(row, "valid_from"),
        Columns.instantOrNull(row, "expires_at"),
        Columns.instantOrNull(row, "deprecated_at"),
        Columns.instantOrNull(row, "sunset_at"),
        row.getString("successor"),
        row.getBoolean("in_use"));
  }
}
