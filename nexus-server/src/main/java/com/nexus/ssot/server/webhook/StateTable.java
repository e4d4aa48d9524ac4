package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookPause;
import com.nexus.ssot.model.api.WebhookStatus;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each webhook has come, and which server works for it. A server works for one as long as
 * it holds its lease; each lease has a number, and what is written under an earlier one does not
 * count. Leases go by the database's clock. Thread-safe.
 */
@Component
class StateTable {
  /** How long a lease lasts without being renewed. */
  static final int LEASE_SECONDS = 25;

  private static final String RENEWED = "lease_until = now() + make_interval(secs => 25)";

  private final JdbcClient jdbc;

  StateTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The right to work for a webhook. */
  record Lease(UUID webhookId, long version) {}

  /**
   * Where a webhook stands.
   *
   * @param nextIndex the place in the log that comes next
   * @param attempts that failed for the event there
   * @param nextAttemptAt when it may be tried again; null when nothing failed
   * @param deadInARow how many events in a row could not be delivered
   */
  record Progress(long nextIndex, int attempts, @Nullable Instant nextAttemptAt, int deadInARow) {}

  void insert(Writes writes, UUID webhookId, long nextIndex) {
    writes.add(
        "insert into webhook_state (webhook_id, next_index) values (?, ?)", webhookId, nextIndex);
  }

  /** Takes away everything about how a webhook was told. */
  void delete(Writes writes, UUID webhookId) {
    writes.add("delete from webhook_attempt where webhook_id = ?", webhookId);
    writes.add("delete from webhook_dead_letter where webhook_id = ?", webhookId);
    writes.add("delete from webhook_state where webhook_id = ?", webhookId);
  }

  /**
   * Webhooks for which there is something to do and nobody does it, locked; those that waited
   * longest first. Each with the lease that {@link #take} gives.
   *
   * @param head the place in the log behind the newest event that may be told of
   */
  List<Lease> due(long head, Instant now, int limit) {
    return jdbc.sql(
            """
            select s.webhook_id, s.lease_version + 1 as version
            from webhook_state s join webhook w on w.id = s.webhook_id
            where w.active and w.deleted_at is null and s.paused_at is null
              and (s.lease_until is null or s.lease_until < now())
              and ((s.attempts = 0 and s.next_index < :head)
                or (s.attempts > 0 and s.next_attempt_at <= :now)
                or exists (select from webhook_dead_letter d
                  where d.webhook_id = s.webhook_id and d.replay_at is not null))
            order by s.lease_until nulls first, s.next_index
            limit :limit
            for update of s skip locked
            """)
        .param("head", head)
        .param("now", Columns.of(now))
        .param("limit", limit)
        .query((row, n) -> new Lease(Columns.uuid(row, "webhook_id"), row.getLong("version")))
        .list();
  }

  void take(Writes writes, Lease lease, UUID server) {
    writes.add(
        "update webhook_state set lease_owner = ?, lease_version = ?, %s where webhook_id = ?"
            .formatted(RENEWED),
        server,
        lease.version(),
        lease.webhookId());
  }

  /** Gives a lease back; whoever has the next one by now keeps it. */
  void release(Writes writes, Lease lease) {
    writes.add(
        """
        update webhook_state set lease_owner = null, lease_until = null
        where webhook_id = ? and lease_version = ?
        """,
        lease.webhookId(),
        lease.version());
  }

  /** Gives all leases of a server back, so that what it still does no longer counts. */
  void releaseAll(Writes writes, UUID server) {
    writes.add(
        """
        update webhook_state
        set lease_owner = null, lease_until = null, lease_version = lease_version + 1
        where lease_owner = ?
        """,
        server);
  }

  /** Where a webhook stands; empty when the lease is lost, or nothing may be sent. */
  Optional<Progress> progress(Lease lease) {
    return jdbc.sql(
            """
            select s.* from webhook_state s join webhook w on w.id = s.webhook_id
            where s.webhook_id = ? and s.lease_version = ? and s.lease_until > now()
              and s.paused_at is null and w.active and w.deleted_at is null
            """)
        .param(lease.webhookId())
        .param(lease.version())
        .query(StateTable::progress)
        .optional();
  }

  /** Locks the row for what is to be written under a lease; false when the lease is lost. */
  boolean holds(Lease lease) {
    return jdbc.sql(
            """
            select s.webhook_id from webhook_state s
            where s.webhook_id = ? and s.lease_version = ? for update
            """)
        .param(lease.webhookId())
        .param(lease.version())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  void renew(Writes writes, Lease lease) {
    writes.add(
        "update webhook_state set %s where webhook_id = ? and lease_version = ?".formatted(RENEWED),
        lease.webhookId(),
        lease.version());
  }

  /** All before a place is done, without anything having been sent. */
  void skip(Writes writes, Lease lease, long nextIndex) {
    advance(writes, lease, nextIndex);
  }

  /** All before a place is done; the last of it was taken at a time. */
  void delivered(Writes writes, Lease lease, long nextIndex, Instant at) {
    advance(writes, lease, nextIndex);
    taken(writes, lease, at);
  }

  /** The receiver took something. */
  void taken(Writes writes, Lease lease, Instant at) {
    writes.add(
        "update webhook_state set delivered_at = ?, dead_in_a_row = 0 where webhook_id = ?",
        Columns.of(at),
        lease.webhookId());
  }

  /** All before a place is done; the last of it could not be delivered. */
  void dead(Writes writes, Lease lease, long nextIndex) {
    advance(writes, lease, nextIndex);
    writes.add(
        "update webhook_state set dead_in_a_row = dead_in_a_row + 1 where webhook_id = ?",
        lease.webhookId());
  }

  private static void advance(Writes writes, Lease lease, long nextIndex) {
    writes.add(
        """
        update webhook_state set next_index = ?, attempts = 0, next_attempt_at = null, %s
        where webhook_id = ?
        """
            .formatted(RENEWED),
        nextIndex,
        lease.webhookId());
  }

  /** The event at a place could not be delivered, so and so often. */
  void failed(Writes writes, Lease lease, long index, int attempts, Instant next) {
    writes.add(
        """
        update webhook_state set next_index = ?, attempts = ?, next_attempt_at = ?
        where webhook_id = ?
        """,
        index,
        attempts,
        Columns.of(next),
        lease.webhookId());
  }

  /** Sends nothing more until somebody resumes it; what comes next stays next. */
  void pause(Writes writes, UUID webhookId, Instant at, WebhookPause because) {
    writes.add(
        """
        update webhook_state
        set paused_at = ?, paused_because = ?, attempts = 0, next_attempt_at = null
        where webhook_id = ?
        """,
        Columns.of(at),
        because.name(),
        webhookId);
  }

  /** Goes on at once with what comes next, also when it only waited to try again. */
  void resume(Writes writes, UUID webhookId) {
    writes.add(
        """
        update webhook_state set paused_at = null, paused_because = null, dead_in_a_row = 0,
          attempts = 0, next_attempt_at = null
        where webhook_id = ?
        """,
        webhookId);
  }

  /**
   * How far a webhook has come.
   *
   * @param head the place in the log behind the newest event
   */
  WebhookStatus status(UUID webhookId, long head) {
    return jdbc.sql(
            """
            select s.*, (select count(*) from webhook_dead_letter d
              where d.webhook_id = s.webhook_id) as dead_letters
            from webhook_state s where s.webhook_id = ?
            """)
        .param(webhookId)
        .query((row, n) -> status(row, head))
        .single();
  }

  /** Places of the log that lie before each active webhook, by its name. */
  Map<String, Long> lags(long head) {
    Map<String, Long> lags = new LinkedHashMap<>();
    jdbc.sql(
            """
            select w.name, s.next_index from webhook_state s join webhook w on w.id = s.webhook_id
            where w.active and w.deleted_at is null order by w.name
            """)
        .query(row -> {
          lags.put(Columns.text(row, "name"), Math.max(0, head - row.getLong("next_index")));
        });
    return lags;
  }

  /** Names of webhooks that are paused. */
  List<String> paused() {
    return jdbc.sql(
            """
            select w.name from webhook_state s join webhook w on w.id = s.webhook_id
            where w.deleted_at is null and s.paused_at is not null order by w.name
            """)
        .query(String.class)
        .list();
  }

  private static Progress progress(ResultSet row, int number) throws SQLException {
    return new Progress(
        row.getLong("next_index"),
        row.getInt("attempts"),
        Columns.instantOrNull(row, "next_attempt_at"),
        row.getInt("dead_in_a_row"));
  }

  private static WebhookStatus status(ResultSet row, long head) throws SQLException {
    String because = row.getString("paused_because");
    return new WebhookStatus(
        row.getLong("next_index"),
        Math.max(0, head - row.getLong("next_index")),
        row.getInt("attempts"),
        Columns.instantOrNull(row, "next_attempt_at"),
        Columns.instantOrNull(row, "delivered_at"),
        row.getInt("dead_letters"),
        Columns.instantOrNull(row, "paused_at"),
        because == null ? null : WebhookPause.valueOf(because));
  }
}
