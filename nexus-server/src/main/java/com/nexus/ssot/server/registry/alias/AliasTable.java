package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases as writes see them: what is locked, what leads where, and the rows. Thread-safe. */
@Component
class AliasTable {
  private final JdbcClient jdbc;

  AliasTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Everything a write must know, in one round trip. The alias is locked against other writes, what
   * it leads to against deletion.
   *
   * @param target key of what it will lead to; null when that is an address or stays as it is
   * @param successor key of its successor; null for none
   */
  Situation situation(
      String contextKey, String key, @Nullable String target, @Nullable String successor) {
    Situation.Builder found = new Situation.Builder();
    jdbc.sql(
            """
            with existing as (
              select a from alias a
              where a.context_key = :context and a.key = :key for no key update),
            target as (
              select a from alias a
              where a.context_key = :context and a.key = cast(:target as text)
                and a.key <> :key and a.deleted_at is null for key share),
            successor as (
              select a from alias a
              where a.context_key = :context and a.key = cast(:successor as text)
                and a.key <> :key and a.deleted_at is null for key share),
            anchor_target as (
              select n.anchor_id as name from anchor n
              where n.key = cast(:target as text) and n.deleted_at is null for key share),
            endpoint_target as (
              select p.name from endpoint p
              where p.key = cast(:target as text) and p.deleted_at is null for key share)
            select 'EXISTING' as part, null as found, (a).* from existing
            union all select 'TARGET', null, (a).* from target
            union all select 'SUCCESSOR', null, (a).* from successor
            union all select 'ANCHOR', name, (null::alias).* from anchor_target
            union all select 'ENDPOINT', name, (null::alias).* from endpoint_target
            """)
        .param("context", contextKey)
        .param("key", key)
        .param("target", target)
        .param("successor", successor)
        .query((row, n) -> add(row, found))
        .list();
    return found.build();
  }

  private static boolean add(ResultSet row, Situation.Builder found) throws SQLException {
    switch (Columns.text(row, "part")) {
      case "EXISTING" -> found.existing(AliasRow.read(row));
      case "TARGET" -> found.target(AliasRow.read(row));
      case "SUCCESSOR" -> found.successor(AliasRow.read(row));
      case "ANCHOR" -> found.target(TargetKind.ANCHOR, Columns.text(row, "found"));
      default -> found.target(TargetKind.ENDPOINT, Columns.text(row, "found"));
    }
    return true;
  }

  /** Who owns an alias; null when nobody does, or there is none. */
  @Nullable String ownerOf(String contextKey, String key) {
    return jdbc.sql("select a.owner from alias a where a.context_key = ? and a.key = ?")
        .param(contextKey)
        .param(key)
        .query((row, n) -> Optional.ofNullable(row.getString("owner")))
        .optional()
        .flatMap(owner -> owner)
        .orElse(null);
  }

  /** The alias, deleted or not, locked also against others that want to lead to it. */
  Optional<Alias> lockAlone(String contextKey, String key) {
    return jdbc.sql(
            "select a.* from alias a where a.context_key = :context and a.key = :key for update")
        .param("context", contextKey)
        .param("key", key)
        .query((row, n) -> AliasRow.read(row))
        .optional();
  }

  /**
   * Lets one transaction at a time tie aliases of a context to each other: two that are each right
   * could make a circle together.
   */
  void lockChains(String contextKey) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('alias chains of ' || :context, 0))")
        .param("context", contextKey)
        .query(row -> {});
  }

  /** Lets one transaction at a time write a name that must be the only one in all contexts. */
  void lockName(String key) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('alias everywhere ' || :key, 0))")
        .param("key", key)
        .query(row -> {});
  }

  /** Keys of the other contexts that have a live alias of this name. */
  List<String> contextsWith(String key, String otherThan) {
    return jdbc.sql(
            """
            select a.context_key from alias a
            where a.key = :key and a.context_key <> :context and a.deleted_at is null
            order by a.context_key limit 10
            """)
        .param("key", key)
        .param("context", otherThan)
        .query(String.class)
        .list();
  }

  /**
   * The aliases on the way from one alias, itself first, by name as shown; ends where it meets
   * another or after {@code most}.
   */
  List<String> chain(String contextKey, String from, String meets, int most) {
    return jdbc.sql(
            """
            with recursive hop (key, shown, next, n) as (
              select a.key, a.shown, case a.target_kind when 'ALIAS' then a.target_key end, 1
              from alias a
              where a.context_key = :context and a.key = :from and a.deleted_at is null
              union all
              select a.key, a.shown, case a.target_kind when 'ALIAS' then a.target_key end, n + 1
              from hop join alias a on a.context_key = :context and a.key = hop.next
              where hop.key <> :meets and hop.n < :most and a.deleted_at is null)
            select shown from hop order by n
            """)
        .param("context", contextKey)
        .param("from", from)
        .param("meets", meets)
        .param("most", most)
        .query(String.class)
        .list();
  }

  /**
   * How many aliases, one after the other, lead to this one at most; not counted beyond a limit,
   * nor through the alias itself, which is about to lead elsewhere.
   */
  int hopsTo(String contextKey, String key, int limit) {
    return jdbc.sql(
            """
            with recursive up (key, n) as (
              select cast(:key as text) collate "C", 0
              union
              select a.key, n + 1
              from up join alias a on a.context_key = :context and a.target_kind = 'ALIAS'
                and a.target_key = up.key and a.deleted_at is null and a.key <> :key
              where n < :limit)
            select max(n) from up
            """)
        .param("context", contextKey)
        .param("key", key)
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Names of up to ten aliases that would be left without a target. */
  List<String> leadingTo(String contextKey, String key, Instant now) {
    return jdbc.sql(
            """
            select a.shown from alias a
            where a.target_kind = 'ALIAS' and a.target_key = :key and a.context_key = :context
              and a.deleted_at is null and a.is_active
              and (a.expires_at is null or a.expires_at > :now)
            order by a.key limit 10
            """)
        .param("context", contextKey)
        .param("key", key)
        .param("now", Columns.of(now))
        .query(String.class)
        .list();
  }

  static void insert(Alias alias, Actor by, Writes writes) {
    writes.add(
        """
        insert into alias (canonical, target_kind, target_key, type, description, owner, labels,
          valid_from, expires_at, successor, deprecated_at, sunset_at, is_active, revision,
          updated_at, updated_by, change_id, deleted_at,
          id, context_key, context, key, shown, created_at, created_by)
        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values(
            alias,
            by,
            alias.id(),
            Name.of(alias.context()).key(),
            alias.context(),
            Name.of(alias.alias()).key(),
            alias.alias(),
            Columns.of(alias.createdAt()),
            UUID.fromString(alias.createdBy())));
  }

  /** Changes the row, and keeps what it was. */
  static void replace(Alias before, Alias after, Actor by, Writes writes) {
    writes.add(
        """
        insert into alias_history (id, revision, context_key, key, body, valid_from, valid_to,
          change_id, changed_by)
        select id, revision, context_key, key, ?::jsonb, updated_at, ?, change_id, updated_by
        from alias where id = ?
        """,
        Json.tree(before).toString(),
        Columns.of(after.updatedAt()),
        after.id());
    writes.add(
        """
        update alias set canonical = ?, target_kind = ?, target_key = ?, type = ?,
          description = ?, owner = ?, labels = ?::jsonb, valid_from = ?, expires_at = ?,
          successor = ?, deprecated_at = ?, sunset_at = ?, is_active = ?, revision = ?,
          updated_at = ?, updated_by = ?, change_id = ?, deleted_at = ?
        where id = ?
        """,
        values(after, by, after.id()));
  }

  /** Takes the row of an alias away that nobody has a claim to any more, and keeps what it was. */
  static void release(Alias alias, Instant now, Writes writes) {
    writes.add(
        """
        insert into alias_history (id, revision, context_key, key, body, valid_from, valid_to,
          change_id, changed_by)
        select id, revision, context_key, key, ?::jsonb, updated_at, ?, change_id, updated_by
        from alias where id = ?
        """,
        Json.tree(alias).toString(),
        Columns.of(now),
        alias.id());
    writes.add("delete from alias where id = ?", alias.id());
  }

  /**
   * Since when an alias is deprecated so that callers could know: not before it was said.
   *
   * @param deprecatedAt since when it says so
   */
  Instant deprecatedSince(UUID id, Instant deprecatedAt) {
    return jdbc.sql(
            """
            select greatest(cast(:said as timestamptz), max(h.valid_to)) as since
            from alias_history h
            where h.id = :id
              and coalesce(cast(h.body ->> 'deprecated_at' as timestamptz), 'infinity') > h.valid_to
            """)
        .param("id", id)
        .param("said", Columns.of(deprecatedAt))
        .query((row, n) -> Columns.instant(row, "since"))
        .single();
  }

  private static @Nullable Object[] values(Alias alias, Actor by, Object... more) {
    @Nullable Object[] changing = AliasRow.changing(alias, by);
    @Nullable Object[] all = Arrays.copyOf(changing, changing.length + more.length);
    System.arraycopy(more, 0, all, changing.length, more.length);
    return all;
  }
}
