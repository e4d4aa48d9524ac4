package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks through the whole registry for what contradicts each other. Each kind of conflict is one
 * part of one statement, so that all of it is about one moment. Thread-safe.
 */
@Component
class SweepTable {
  private static final long LOCK = 0x4e78_7373_6f74_0002L;

  /** An alias that resolves, or will without being changed. */
  private static final String IN_USE =
      " a.deleted_at is null and a.is_active and coalesce(a.expires_at, 'infinity') > :now ";

  /** Kinds of objects whose open changes are compared. */
  private static final String GOVERNED = "('alias', 'anchor', 'endpoint', 'service', 'context')";

  private static final String CHANGES =
      """
      select '%1$s' as type, q.context_key, coalesce(x.name, q.context_key) as context,
        q.object_key as alias, null as owner,
        concat_ws(' ', '%1$s', q.object_type, q.context_key, q.%2$s, q.first_id, q.change_id)
          as claimed,
        jsonb_build_object('object_type', 'change', 'id', q.first_id, 'key', q.object_key,
          'context', coalesce(x.name, q.context_key), 'revision', q.first_revision) as first,
        jsonb_build_object('object_type', 'change', 'id', q.change_id, 'key', q.object_key,
          'context', coalesce(x.name, q.context_key), 'revision', q.revision) as second
      from (
        select t.object_type, t.object_key, t.object_id, c.id as change_id, c.revision,
          case t.object_type when 'context' then t.object_key else t.context_key end as context_key,
          first_value(c.id) over w as first_id, first_value(c.revision) over w as first_revision,
          row_number() over w as n
        from change c join change_target t on t.change_id = c.id
        where c.is_open and t.base_revision %3$s 0 and t.object_type in %4$s
        window w as (partition by t.object_type, t.context_key, t.%2$s
          order by c.proposed_at, c.id)) q
      left join context x on x.key = q.context_key
      where q.n > 1
      """;

  private static final String CROSS_CONTEXT =
      """
      select 'CROSS_CONTEXT', b.context_key, b.context, b.shown, b.owner,
        'CROSS_CONTEXT ' || f.id || ' ' || b.id, %s, %s
      from (
        select a.id, first_value(a.id) over w as first_id, row_number() over w as n
        from alias a
        where :across and a.deleted_at is null and a.key in (
          select a.key from alias a where :across and a.deleted_at is null
          group by a.key having count(*) > 1)
        window w as (partition by a.key order by a.created_at, a.id)) q
      join alias f on f.id = q.first_id
      join alias b on b.id = q.id
      where q.n > 1
      """
          .formatted(alias("f"), alias("b"));

  /** Told once for a circle, by its member with the smallest id. */
  private static final String CYCLE =
      """
      select 'CYCLE', a.context_key, a.context, a.shown, a.owner,
        'CYCLE ' || a.id || ' ' || b.id, %s, %s
      from (
        with recursive edge as materialized (
          select a.id, a.context_key, a.key, a.target_key from alias a
          where a.target_kind = 'ALIAS' and %s),
        walk (id, context_key, key, next, n) as (
          select e.id, e.context_key, e.key, e.target_key, 1 from edge e
          union all
          select w.id, w.context_key, w.key, e.target_key, w.n + 1
          from walk w join edge e on e.context_key = w.context_key and e.key = w.next
          where w.next <> w.key and e.id > w.id and w.n < 1000)
        select w.id from walk w where w.next = w.key) q
      join alias a on a.id = q.id
      join alias b on b.context_key = a.context_key and b.key = a.target_key
      """
          .formatted(alias("a"), alias("b"), IN_USE);

  private static final String EXPIRED_IN_USE =
      """
      select 'EXPIRED_IN_USE', t.context_key, t.context, t.shown, t.owner,
        'EXPIRED_IN_USE ' || t.id || ' ' || a.id, %s, %s
      from alias a
      join alias t on t.context_key = a.context_key and t.key = a.target_key
      where a.target_kind = 'ALIAS' and %s
        and t.deleted_at is null and t.is_active and t.expires_at <= :now
      """
          .formatted(alias("t"), alias("a"), IN_USE);

  private static final String SHADOWS =
      """
      select 'SHADOWS_ENDPOINT', a.context_key, a.context, a.shown, a.owner,
        'SHADOWS_ENDPOINT ' || a.id || ' ' || t.id, %2$s,
        jsonb_build_object('object_type', '%1$s', 'id', t.id, 'key', t.%3$s,
          'revision', t.revision)
      from alias a join %1$s t on t.key = a.key and t.deleted_at is null
      where %4$s and not (a.target_kind in ('ANCHOR', 'ENDPOINT') and a.target_key = a.key)
      """;

  private static final String OWNER_GONE =
      """
      select 'OWNER_GONE', a.context_key, a.context, a.shown, null,
        'OWNER_GONE ' || a.id || ' ' || a.owner, %s,
        jsonb_build_object('object_type', 'owner', 'key', a.owner, 'says', o.says)
      from alias a
      join (
        select w.owner, case when h.key is not null then 'disabled'
            when t.key is not null then 'deleted' else 'unknown' end as says
        from (
          select d.owner, replace(lower(d.owner collate "default"), '_', '-') as key
          from (select distinct a.owner from alias a
            where a.deleted_at is null and a.owner is not null) d) w
        left join team t on t.key = w.key
        left join person h on h.key = w.key
        left join principal p on p.id = h.principal_id
        where (t.key is null or t.deleted_at is not null)
          and (h.key is null or p.disabled_at is not null)) o on o.owner = a.owner
      where %s
      """
          .formatted(alias("a"), IN_USE);

  private static final String LOOK_ALIKE =
      """
      select 'LOOK_ALIKE', b.context_key, b.context, b.shown, b.owner,
        'LOOK_ALIKE ' || f.id || ' ' || b.id, %s, %s
      from (
        select s.id, first_value(s.id) over w as first_id, row_number() over w as n
        from (
          select a.id, a.context_key, a.created_at, name_skeleton(a.key) as skeleton
          from alias a where %s) s
        window w as (partition by s.context_key, s.skeleton order by s.created_at, s.id)) q
      join alias f on f.id = q.first_id
      join alias b on b.id = q.id
      where q.n > 1
        and (f.target_kind, f.target_key) <> (b.target_kind, b.target_key)
        and not (b.target_kind = 'ALIAS' and b.target_key = f.key)
        and not (f.target_kind = 'ALIAS' and f.target_key = b.key)
      """
          .formatted(alias("f"), alias("b"), IN_USE);

  /** What stands and is not known, and what is known and stands no more. */
  private static final String DIFFERENCES =
      """
      with found as materialized (%s),
      known as materialized (
        select c.id, c.claimed from conflict c where c.state <> 'RESOLVED')
      select k.id, f.* from found f full join known k on k.claimed = f.claimed collate "C"
      where k.id is null or f.claimed is null
      order by k.id, f.claimed
      limit :most
      """
          .formatted(
              String.join(
                  " union all ",
                  CHANGES.formatted("DUPLICATE_CLAIM", "object_key", "=", GOVERNED),
                  CHANGES.formatted("COMPETING_CHANGES", "object_id", ">", GOVERNED),
                  CROSS_CONTEXT,
                  CYCLE,
                  dangling("anchor", "", "null", ""),
                  dangling("endpoint", "", "null", ""),
                  dangling(
                      "alias",
                      "and t.context_key = a.context_key",
                      "a.context",
                      "or not t.is_active"),
                  EXPIRED_IN_USE,
                  SHADOWS.formatted("endpoint", alias("a"), "name", IN_USE),
                  SHADOWS.formatted("anchor", alias("a"), "anchor_id", IN_USE),
                  OWNER_GONE,
                  LOOK_ALIKE));

  private final JdbcClient jdbc;

  SweepTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What has changed since the last time.
   *
   * @param fresh conflicts that were not there
   * @param gone ids of conflicts that are no more
   */
  record Differences(List<StoredConflict> fresh, List<UUID> gone) {
    int size() {
      return fresh.size() + gone.size();
    }
  }

  private static String alias(String row) {
    return """
    jsonb_build_object('object_type', 'alias', 'id', %1$s.id, 'key', %1$s.shown,
      'context', %1$s.context, 'revision', %1$s.revision, 'says', %1$s.canonical)\
    """
        .formatted(row);
  }

  /** What an alias leads to has no row, is deleted, or, where it is an alias, is switched off. */
  private static String dangling(String table, String where, String context, String alsoIf) {
    return """
    select 'DANGLING', a.context_key, a.context, a.shown, a.owner,
      'DANGLING ' || a.id || ' %1$s ' || a.target_key, %2$s,
      jsonb_build_object('object_type', '%1$s', 'id', t.id, 'key', a.canonical,
        'context', %5$s, 'revision', t.revision, 'says',
        case when t.id is null then 'missing' when t.deleted_at is not null then 'deleted'
          else 'switched off' end)
    from alias a left join %1$s t on t.key = a.target_key %3$s
    where a.target_kind = upper('%1$s') and %4$s
      and (t.id is null or t.deleted_at is not null %6$s)
    """
        .formatted(table, alias("a"), where, IN_USE, context, alsoIf);
  }

  /** Whether this transaction is the only one that looks; held until it ends. */
  boolean tryToLead() {
    return jdbc.sql("select pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /**
   * Compares what stands with what is known.
   *
   * @param across whether a name stands for one thing in all contexts
   * @param most how many differences are told
   */
  Differences differences(Instant now, boolean across, int most) {
    // Looking through a large registry may take longer than a request may.
    jdbc.sql(
            """
            select set_config('statement_timeout', '10min', true),
              set_config('work_mem', '64MB', true)
            """)
        .query(row -> {});
    List<StoredConflict> fresh = new ArrayList<>();
    List<UUID> gone = new ArrayList<>();
    jdbc.sql(DIFFERENCES)
        .param("now", Columns.of(now))
        .param("across", across)
        .param("most", most)
        .query(row -> {
          UUID known = row.getObject("id", UUID.class);
          if (known == null) {
            fresh.add(read(row, now));
          } else {
            gone.add(known);
          }
        });
    return new Differences(fresh, gone);
  }

  private static StoredConflict read(ResultSet row, Instant now) throws SQLException {
    Conflict conflict =
        new Conflict(
            Ids.at(now),
            ConflictType.valueOf(Columns.text(row, "type")),
            row.getString("context"),
            Columns.text(row, "alias"),
            ConflictState.OPEN,
            row.getString("owner"),
            now,
            now,
            1,
            null,
            null,
            null,
            null);
    String claims = "[" + Columns.text(row, "first") + "," + Columns.text(row, "second") + "]";
    return new StoredConflict(
        conflict,
        row.getString("context_key"),
        Columns.text(row, "claimed"),
        ConflictTable.claims(claims));
  }
}
