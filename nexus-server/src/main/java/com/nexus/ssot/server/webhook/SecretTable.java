package com.nexus.ssot.server.webhook;

import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sealed secrets of webhooks. Thread-safe. */
@Component
class SecretTable {
  private final JdbcClient jdbc;

  SecretTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A sealed secret.
   *
   * @param revision the webhook's, that brought it
   */
  record Row(int revision, Envelope.Sealed sealed) {}

  /** Those that sign at a time, newest first. */
  List<Row> live(UUID webhookId, Instant now) {
    return jdbc.sql(
            """
            select revision, nonce, ciphertext from webhook_secret
            where webhook_id = ? and (until is null or until > ?)
            order by revision desc
            """)
        .param(webhookId)
        .param(Columns.of(now))
        .query((row, n) ->
            new Row(
                row.getInt("revision"),
                new Envelope.Sealed(row.getBytes("nonce"), row.getBytes("ciphertext"))))
        .list();
  }

  void insert(Writes writes, UUID webhookId, Row secret) {
    writes.add(
        "insert into webhook_secret (webhook_id, revision, nonce, ciphertext) values (?, ?, ?, ?)",
        webhookId,
        secret.revision(),
        secret.sealed().nonce(),
        secret.sealed().ciphertext());
  }

  /** Lets the newest sign until a time, and ends the others. */
  void end(Writes writes, UUID webhookId, Instant until) {
    writes.add("delete from webhook_secret where webhook_id = ? and until is not null", webhookId);
    writes.add(
        "update webhook_secret set until = ? where webhook_id = ?", Columns.of(until), webhookId);
  }

  void delete(Writes writes, UUID webhookId) {
    writes.add("delete from webhook_secret where webhook_id = ?", webhookId);
  }
}
