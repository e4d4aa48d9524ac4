package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.db.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what an import must know of many aliases at once. Thread-safe. */
@Component
class ImportTable {
  private final JdbcClient jdbc;

  ImportTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An alias that has a name an import would like to use.
   *
   * @param targetKey key of what it leads to
   */
  record Claim(
      String shown, TargetKind targetKind, String targetKey, String canonical, boolean deleted) {}

  /** Aliases of a context with one of these keys, deleted ones too, by key. */
  Map<String, Claim> claims(String contextKey, Collection<String> keys) {
    Map<String, Claim> claims = new HashMap<>();
    jdbc.sql(
            """
            select a.key, a.shown, a.target_kind, a.target_key, a.canonical, a.deleted_at
            from alias a where a.context_key = ? and a.key = any(cast(? as text[]))
            """)
        .param(contextKey)
        .param(keys.toArray(String[]::new))
        .query(row -> {
          claims.put(
              Columns.text(row, "key"),
              new Claim(
                  Columns.text(row, "shown"),
                  TargetKind.valueOf(Columns.text(row, "target_kind")),
                  Columns.text(row, "target_key"),
                  Columns.text(row, "canonical"),
                  row.getObject("deleted_at") != null));
        });
    return claims;
  }

  /** Keys of the aliases of a context that changes make which wait for people. */
  Set<String> waiting(String contextKey) {
    Set<String> keys = new TreeSet<>();
    jdbc.sql(
            """
            select o.op ->> 'object_key' as alias, o.op ->> 'context' as context
            from change c cross join lateral jsonb_array_elements(c.operations) o(op)
            where c.is_open and c.contexts @> array[cast(? as text)]
              and o.op ->> 'kind' = 'alias.create'
            """)
        .param(contextKey)
        .query(row -> {
          if (Name.of(Columns.text(row, "context")).key().equals(contextKey)) {
            keys.add(Name.of(Columns.text(row, "alias")).key());
          }
        });
    return keys;
  }

  /** Which of these keys are live aliases in another context. */
  Set<String> elsewhere(String contextKey, Collection<String> keys) {
    return new TreeSet<>(
        jdbc.sql(
                """
                select distinct a.key from alias a
                where a.key = any(cast(? as text[])) and a.context_key <> ?
                  and a.deleted_at is null
                """)
            .param(keys.toArray(String[]::new))
            .param(contextKey)
            .query(String.class)
            .list());
  }
}
