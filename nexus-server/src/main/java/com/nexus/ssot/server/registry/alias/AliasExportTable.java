package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads all aliases, deleted ones too. Thread-safe. */
@Component
public class AliasExportTable {
  private static final int FETCHED = 2_000;

  private final JdbcClient jdbc;

  AliasExportTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Aliases of a context with a key behind one, in order of their keys. */
  public List<Alias> behind(String contextKey, String key, int limit) {
    return jdbc.sql(
            """
            select a.* from alias a where a.context_key = ? and a.key > ?
            order by a.key limit ?
            """)
        .param(contextKey)
        .param(key)
        .param(limit)
        .query((row, n) -> AliasRow.read(row))
        .list();
  }

  /**
   * Every alias that is not deleted, those of one key together, without holding them all in memory;
   * for a running transaction.
   */
  public void each(Consumer<Alias> take) {
    jdbc.sql("select a.* from alias a where a.deleted_at is null order by a.key, a.id")
        .withFetchSize(FETCHED)
        .query(row -> {
          take.accept(AliasRow.read(row));
        });
  }

  /** The alias with this key, deleted or not. */
  public Optional<Alias> find(String contextKey, String key) {
    return jdbc.sql("select a.* from alias a where a.context_key = ? and a.key = ?")
        .param(contextKey)
        .param(key)
        .query((row, n) -> AliasRow.read(row))
        .optional();
  }
}
