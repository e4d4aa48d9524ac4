package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.db.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads every alias, for whoever answers from memory. Thread-safe. */
@Component
public class AliasStreamTable {
  /** Rows that are in memory at once. */
  private static final int FETCH = 5000;

  private final JdbcClient jdbc;
  private final Transactions transactions;

  AliasStreamTable(JdbcClient jdbc, Transactions transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * What is needed to say what a name means.
   *
   * @param alias the name as shown
   * @param aliasOfAlias whether {@code canonical} names another alias of the same context
   * @param active whether it is in use: neither switched off nor deleted
   */
  public record Row(
      UUID id,
      int revision,
      String contextKey,
      String alias,
      String canonical,
      boolean aliasOfAlias,
      @Nullable Instant validFrom,
      @Nullable Instant expiresAt,
      @Nullable Instant deprecatedAt,
      @Nullable Instant sunsetAt,
      @Nullable String successor,
      boolean active) {}

  /**
   * Reads every alias, deleted ones too, a few at a time and in no order. Joins the transaction
   * that runs, so that other reads can see the same state.
   */
  public void stream(Consumer<Row> consumer) {
    transactions.read(() -> {
      jdbc.sql(
              """
              select a.id, a.revision, a.context_key, a.shown, a.canonical,
                a.target_kind = 'ALIAS' as alias_of_alias, a.valid_from, a.expires_at,
                a.deprecated_at, a.sunset_at, a.successor,
                a.is_active and a.deleted_at is null as active
              from alias a
              """)
          .withFetchSize(FETCH)
          .query((RowCallbackHandler) row -> consumer.accept(read(row)));
      return true;
    });
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        Columns.uuid(row, "id"),
        row.getInt("revision"),
        Columns.text(row, "context_key"),
        Columns.text(row, "shown"),
        Columns.text(row, "canonical"),
        row.getBoolean("alias_of_alias"),
        Columns.instantOrNull(row, "valid_from"),
        Columns.instantOrNull(row, "expires_at"),
        Columns.instantOrNull(row, "deprecated_at"),
        Columns.instantOrNull(row, "sunset_at"),
        row.getString("successor"),
        row.getBoolean("active"));
  }
}
