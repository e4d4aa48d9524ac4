package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.DeadLetter;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of attempts, and what could not be delivered. Thread-safe. */
@Component
class AttemptTable {
  /** How many attempts of each webhook are remembered. */
  static final int REMEMBERED = 200;

  private final JdbcClient jdbc;

  AttemptTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Remembers an attempt, and forgets the oldest. */
  void insert(Writes writes, UUID webhookId, WebhookAttempt attempt) {
    writes.add(
        """
        insert into webhook_attempt (webhook_id, at, event_id, leaf_index, action, attempt, outcome,
          status, millis)
        values (?, ?, ?, cast(? as bigint), ?, ?, ?, cast(? as integer), ?)
        """,
        webhookId,
        Columns.of(attempt.at()),
        attempt.eventId(),
        attempt.index(),
        attempt.action(),
        attempt.attempt(),
        attempt.outcome().name(),
        attempt.status(),
        attempt.millis());
    writes.add(
        """
        delete from webhook_attempt where webhook_id = ? and number <= (
          select number from webhook_attempt where webhook_id = ?
          order by number desc offset ? limit 1)
        """,
        webhookId,
        webhookId,
        REMEMBERED);
  }

  /** An attempt with its number, by which they are in order. */
  record Numbered(long number, WebhookAttempt attempt) {}

  /**
   * Attempts, latest first.
   *
   * @param before only those with a lower number
   */
  List<Numbered> list(UUID webhookId, long before, int limit) {
    return jdbc.sql(
            """
            select a.* from webhook_attempt a
            where a.webhook_id = ? and a.number < ? order by a.number desc limit ?
            """)
        .param(webhookId)
        .param(before)
        .param(limit)
        .query(AttemptTable::attempt)
        .list();
  }

  /** Keeps an event that could not be delivered. */
  void bury(Writes writes, UUID webhookId, DeadLetter letter) {
    writes.add(
        """
        insert into webhook_dead_letter (id, webhook_id, event_id, leaf_index, action, attempts,
          outcome, status, failed_at)
        values (?, ?, ?, ?, ?, ?, ?, cast(? as integer), ?)
        on conflict (webhook_id, event_id) do update set attempts = excluded.attempts,
          outcome = excluded.outcome, status = excluded.status, failed_at = excluded.failed_at
        """,
        letter.id(),
        webhookId,
        letter.eventId(),
        letter.index(),
        letter.action(),
        letter.attempts(),
        letter.outcome().name(),
        letter.status(),
        Columns.of(letter.failedAt()));
  }

  /**
   * Dead letters in the order of the log.
   *
   * @param after only those behind this place
   */
  List<DeadLetter> letters(UUID webhookId, long after, int limit) {
    return jdbc.sql(
            """
            select d.* from webhook_dead_letter d
            where d.webhook_id = ? and d.leaf_index > ? order by d.leaf_index limit ?
            """)
        .param(webhookId)
        .param(after)
        .param(limit)
        .query(AttemptTable::letter)
        .list();
  }

  int countLetters(UUID webhookId) {
    return jdbc.sql("select count(*) from webhook_dead_letter where webhook_id = ?")
        .param(webhookId)
        .query(Integer.class)
        .single();
  }

  Optional<DeadLetter> letter(UUID webhookId, UUID id) {
    return jdbc.sql("select * from webhook_dead_letter where webhook_id = ? and id = ?")
        .param(webhookId)
        .param(id)
        .query(AttemptTable::letter)
        .optional();
  }

  /** The oldest that somebody asked to send again. */
  Optional<DeadLetter> nextReplay(UUID webhookId) {
    return jdbc.sql(
            """
            select * from webhook_dead_letter
            where webhook_id = ? and replay_at is not null order by leaf_index limit 1
            """)
        .param(webhookId)
        .query(AttemptTable::letter)
        .optional();
  }

  /**
   * Asks for dead letters to be sent again.
   *
   * @param id which one; null for all
   */
  void replay(Writes writes, UUID webhookId, @Nullable UUID id, Instant at) {
    writes.add(
        """
        update webhook_dead_letter set replay_at = ?
        where webhook_id = ? and (cast(? as uuid) is null or id = cast(? as uuid))
        """,
        Columns.of(at),
        webhookId,
        id,
        id);
  }

  /** One was taken at last. */
  void dig(Writes writes, UUID id) {
    writes.add("delete from webhook_dead_letter where id = ?", id);
  }

  /** One was sent again in vain; the others of the webhook are not sent now either. */
  void replayFailed(Writes writes, UUID webhookId, UUID id, WebhookAttempt attempt) {
    writes.add("update webhook_dead_letter set replay_at = null where webhook_id = ?", webhookId);
    writes.add(
        """
        update webhook_dead_letter set attempts = ?, outcome = ?, status = cast(? as integer),
          failed_at = ?
        where id = ?
        """,
        attempt.attempt(),
        attempt.outcome().name(),
        attempt.status(),
        Columns.of(attempt.at()),
        id);
  }

  private static Numbered attempt(ResultSet row, int number) throws SQLException {
    return new Numbered(row.getLong("number"), read(row));
  }

  private static WebhookAttempt read(ResultSet row) throws SQLException {
    return new WebhookAttempt(
        Columns.instant(row, "at"),
        Columns.uuid(row, "event_id"),
        row.getObject("leaf_index", Long.class),
        Columns.text(row, "action"),
        row.getInt("attempt"),
        WebhookOutcome.valueOf(Columns.text(row, "outcome")),
        row.getObject("status", Integer.class),
        row.getInt("millis"));
  }

  private static DeadLetter letter(ResultSet row, int number) throws SQLException {
    return new DeadLetter(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "event_id"),
        row.getLong("leaf_index"),
        Columns.text(row, "action"),
        row.getInt("attempts"),
        WebhookOutcome.valueOf(Columns.text(row, "outcome")),
        row.getObject("status", Integer.class),
        Columns.instant(row, "failed_at"),
        Columns.instantOrNull(row, "replay_at"));
  }
}
