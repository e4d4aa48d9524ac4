package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.db.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the live aliases by which callers come to an anchor. Thread-safe. */
@Component
class LeadTable {
  private static final int MOST = 10_000;

  private final JdbcClient jdbc;

  LeadTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The aliases that lead to an anchor, its endpoints, or other such aliases. */
  Leads of(Anchor anchor) {
    return new Leads(
        jdbc.sql(
                """
                with recursive lead (context_key, key, method, path) as (
                  (select a.context_key, a.key, cast(null as text), cast(null as text)
                  from alias a
                  where a.target_kind = 'ANCHOR' and a.target_key = :key and a.deleted_at is null
                  union
                  select a.context_key, a.key, e.method, e.path
                  from endpoint e
                  join alias a on a.target_kind = 'ENDPOINT' and a.target_key = e.key
                    and a.deleted_at is null
                  where e.anchor_id = :id and e.deleted_at is null)
                  union
                  select a.context_key, a.key, l.method, l.path
                  from lead l
                  join alias a on a.target_kind = 'ALIAS' and a.target_key = l.key
                    and a.context_key = l.context_key and a.deleted_at is null)
                select l.context_key, a.context, a.shown, l.method, l.path
                from lead l join alias a on a.context_key = l.context_key and a.key = l.key
                order by l.context_key, l.key, l.method, l.path limit :most
                """)
            .param("key", Name.of(anchor.anchorId()).key())
            .param("id", anchor.id())
            .param("most", MOST)
            .query((row, n) ->
                new Leads.Lead(
                    Columns.text(row, "context_key"),
                    Columns.text(row, "context"),
                    Columns.text(row, "shown"),
                    row.getString("method"),
                    row.getString("path")))
            .list());
  }
}
