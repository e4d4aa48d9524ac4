package com.nexus.ssot.server.expiry;

import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases that are about to expire or have, and who was told of it. Thread-safe. */
@Component
class ExpiryTable {
  private static final long LOCK = 0x4e78_7373_6f74_0003L;

  private final JdbcClient jdbc;

  ExpiryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An alias of which there is something to tell.
   *
   * @param days the warning that its expiry is nearest to; 0 when it has expired
   * @param since when it got this expiry
   */
  record Due(
      UUID id,
      String alias,
      String context,
      @Nullable String owner,
      @Nullable String successor,
      int revision,
      Instant expires,
      int days,
      Instant since) {

    /** Whether the moment of the warning came while the alias had this expiry. */
    boolean isTold() {
      return expires.minus(Duration.ofDays(days)).isAfter(since);
    }
  }

  /** Whether this transaction is the only one that tells; held until it ends. */
  boolean tryToLead() {
    return jdbc.sql("select pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /** Aliases in use whose nearest warning was not looked at yet, those that expire first. */
  List<Due> due(Instant now, int most) {
    return jdbc.sql(
            """
            select a.id, a.shown, a.context, a.owner, a.successor, a.revision, a.expires_at, n.days,
              coalesce((
                select max(h.valid_to) from alias_history h
                where h.id = a.id
                  and cast(h.body ->> 'expires_at' as timestamptz) is distinct from a.expires_at),
              a.created_at) as since
            from alias a
            cross join lateral (
              select case when a.expires_at <= :now then 0 when a.expires_at <= :day then 1
                when a.expires_at <= :week then 7 else 14 end as days) n
            left join alias_warning w on w.alias_id = a.id and w.expires_at = a.expires_at
            where coalesce(a.expires_at, 'infinity') <= :fortnight
              and a.deleted_at is null and a.is_active
              and (w.alias_id is null or w.days > n.days)
            order by coalesce(a.expires_at, 'infinity'), a.id
            limit :most
            """)
        .param("now", Columns.of(now))
        .param("day", Columns.of(now.plus(Duration.ofDays(1))))
        .param("week", Columns.of(now.plus(Duration.ofDays(7))))
        .param("fortnight", Columns.of(now.plus(Duration.ofDays(14))))
        .param("most", most)
        .query((row, n) ->
            new Due(
                Columns.uuid(row, "id"),
                Columns.text(row, "shown"),
                Columns.text(row, "context"),
                row.getString("owner"),
                row.getString("successor"),
                row.getInt("revision"),
                Columns.instant(row, "expires_at"),
                row.getInt("days"),
                Columns.instant(row, "since")))
        .list();
  }

  /** Remembers that this was looked at. */
  static void done(Due due, Instant now, Writes writes) {
    writes.add(
        """
        insert into alias_warning (alias_id, expires_at, days, told_at) values (?, ?, ?, ?)
        on conflict (alias_id) do update set expires_at = excluded.expires_at,
          days = excluded.days, told_at = excluded.told_at
        """,
        due.id(),
        Columns.of(due.expires()),
        due.days(),
        Columns.of(now));
  }

  /** People who may act: of this name, or in a live team of it. */
  List<UUID> people(Collection<String> keys) {
    return jdbc.sql(
            """
            select h.principal_id as id from person h join principal p on p.id = h.principal_id
            where h.key = any(cast(:keys as text[])) and p.disabled_at is null
            union
            select m.principal_id from team t
            join team_member m on m.team_id = t.id join principal p on p.id = m.principal_id
            where t.key = any(cast(:keys as text[])) and t.deleted_at is null
              and p.kind = 'HUMAN' and p.disabled_at is null
            order by 1
            """)
        .param("keys", keys.toArray(String[]::new))
        .query(UUID.class)
        .list();
  }
}
