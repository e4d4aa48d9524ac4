package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases as readers see them: lists, ways, and what was. Thread-safe. */
@Component
class AliasViewTable {
  private final JdbcClient jdbc;

  AliasViewTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The alias, deleted or not. */
  Optional<Alias> find(String contextKey, String key) {
    return jdbc.sql("select a.* from alias a where a.context_key = ? and a.key = ?")
        .param(contextKey)
        .param(key)
        .query((row, n) -> AliasRow.read(row))
        .optional();
  }

  /**
   * These aliases and every alias on their ways, deleted ones too.
   *
   * @param most how many aliases a way can have
   */
  List<Alias> ways(String contextKey, Collection<String> keys, int most) {
    return jdbc.sql(
            """
            with recursive hop (key, next, n) as (
              select a.key, case a.target_kind when 'ALIAS' then a.target_key end, 1
              from alias a where a.context_key = :context and a.key = any(:keys)
              union
              select a.key, case a.target_kind when 'ALIAS' then a.target_key end, n + 1
              from hop join alias a on a.context_key = :context and a.key = hop.next
              where hop.n < :most)
            select a.* from (select distinct key from hop) h
            join alias a on a.context_key = :context and a.key = h.key
            """)
        .param("context", contextKey)
        .param("keys", keys.toArray(String[]::new))
        .param("most", most)
        .query((row, n) -> AliasRow.read(row))
        .list();
  }

  /** The alias as it was at a time; nothing before it was made. */
  Optional<Alias> at(String contextKey, String key, Instant time) {
    Optional<Alias> current = find(contextKey, key);
    if (current.isEmpty() || !current.get().updatedAt().isAfter(time)) {
      return current;
    }
    return jdbc.sql(
            """
            select h.body::text as body from alias_history h
            where h.context_key = :context and h.key = :key and h.valid_from <= :time
            order by h.valid_from desc, h.id desc, h.revision desc limit 1
            """)
        .param("context", contextKey)
        .param("key", key)
        .param("time", Columns.of(time))
        .query((row, n) -> body(row))
        .optional();
  }

  /** The alias as the feed left it at an index; nothing before it was made. */
  Optional<Alias> atIndex(String contextKey, String key, long index) {
    Optional<Alias> current = find(contextKey, key);
    if (current.isEmpty()) {
      return current;
    }
    Optional<Version> version = versionAt(contextKey, key, index);
    if (version.isEmpty()
        || version.get().equals(new Version(current.get().id(), current.get().revision()))) {
      return version.isEmpty() ? Optional.empty() : current;
    }
    return jdbc.sql("select body::text as body from alias_history where id = ? and revision = ?")
        .param(version.get().id())
        .param(version.get().revision())
        .query((row, n) -> body(row))
        .optional();
  }

  /** A revision of one of the aliases that have had a name, one after the other. */
  private record Version(UUID id, int revision) {}

  /** The last revision of a name whose event is not behind an index. */
  private Optional<Version> versionAt(String contextKey, String key, long index) {
    // An event's id begins with the millisecond in which its change was applied, so the primary key
    // finds the few events that can be meant.
    return jdbc.sql(
            """
            select r.id, r.revision
            from (
              select a.id, a.revision, a.change_id, a.updated_at as since
              from alias a where a.context_key = :context and a.key = :key
              union all
              select h.id, h.revision, h.change_id, h.valid_from
              from alias_history h where h.context_key = :context and h.key = :key) r
            join change c on c.id = r.change_id
            cross join lateral (
              select lpad(to_hex(cast(floor(extract(epoch from c.applied_at) * 1000) as bigint)),
                12, '0') as hex) ms
            where exists (
              select from audit_event e
              where e.event_id between cast(ms.hex || repeat('0', 20) as uuid)
                  and cast(ms.hex || repeat('f', 20) as uuid)
                and e.object_id = r.id and e.object_type = 'alias' and e.outcome = 'success'
                and cast(e.leaf::jsonb ->> 'object_version' as integer) = r.revision
                and (select l.leaf_index from audit_leaf l where l.event_id = e.event_id) <= :index)
            order by r.since desc, r.id desc, r.revision desc limit 1
            """)
        .param("context", contextKey)
        .param("key", key)
        .param("index", index)
        .query((row, n) -> new Version(Columns.uuid(row, "id"), row.getInt("revision")))
        .optional();
  }

  private static Alias body(ResultSet row) throws SQLException {
    return Json.stored().readValue(Columns.text(row, "body"), Alias.class);
  }

  /**
   * Revisions of an alias, newest first.
   *
   * @param below only revisions with a lower number
   */
  List<Revision> history(Alias current, int below, int limit) {
    return jdbc.sql(
            """
            select revision, change_id, changed_by, valid_from, valid_to, body::text as body
            from alias_history where id = :id and revision < :below
            union all
            select revision, change_id, updated_by, updated_at, null, cast(:current as text)
            from alias where id = :id and revision = :revision and revision < :below
            order by revision desc limit :limit
            """)
        .param("id", current.id())
        .param("below", below)
        .param("revision", current.revision())
        .param("current", Json.tree(current).toString())
        .param("limit", limit)
        .query((row, n) -> revision(row))
        .list();
  }

  /** Revisions of an alias that had a name before, newest first. */
  List<Revision> formerHistory(String contextKey, String key, UUID id, int below, int limit) {
    return jdbc.sql(
            """
            select revision, change_id, changed_by, valid_from, valid_to, body::text as body
            from alias_history
            where id = :id and context_key = :context and key = :key and revision < :below
            order by revision desc limit :limit
            """)
        .param("id", id)
        .param("context", contextKey)
        .param("key", key)
        .param("below", below)
        .param("limit", limit)
        .query((row, n) -> revision(row))
        .list();
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(
        row.getInt("revision"),
        Columns.uuid(row, "change_id"),
        Columns.uuid(row, "changed_by").toString(),
        Columns.instant(row, "valid_from"),
        Columns.instantOrNull(row, "valid_to"),
        Json.stored().readTree(Columns.text(row, "body")));
  }

  /** A page; the transaction's plans must be made for the values at hand. */
  List<Alias> list(Keyset keyset) {
    jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)").query(row -> {});
    return keyset
        .query(jdbc, "select a.* from alias a")
        .query((row, n) -> AliasRow.read(row))
        .list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from alias a");
  }

  /** Keys of all contexts, deleted ones too. */
  List<String> contextKeys() {
    return jdbc.sql("select c.key from context c order by c.key").query(String.class).list();
  }

  /** Whether the target of an alias that leads to a name stands. */
  boolean targetStands(Alias alias) {
    String table =
        switch (alias.targetKind()) {
          case ANCHOR -> "anchor";
          case ENDPOINT -> "endpoint";
          case ALIAS, URL -> "";
        };
    return table.isEmpty()
        || jdbc.sql(
                    "select count(*) from %s t where t.key = ? and t.deleted_at is null"
                        .formatted(table))
                .param(AliasRow.targetKey(alias))
                .query(Integer.class)
                .single()
            > 0;
  }

  /** When the act was done that has an index of the feed. */
  Optional<Instant> timeOf(long index) {
    return jdbc.sql(
            """
            select cast(e.leaf::jsonb ->> 'at' as timestamptz) as at
            from audit_leaf l join audit_event e using (event_id, recorded_at)
            where l.leaf_index = ?
            """)
        .param(index)
        .query((row, n) -> Columns.instant(row, "at"))
        .optional();
  }
}
