package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sealed secrets behind one-time codes, and which codes are used up. Thread-safe. */
@Component
final class TotpTable {
  private final JdbcClient jdbc;

  TotpTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A sealed secret.
   *
   * @param lastStep codes of this step and earlier ones are used up
   */
  record Seed(Envelope.Sealed sealed, long lastStep) {}

  boolean isSetUp(UUID principalId) {
    return jdbc.sql("select exists (select from totp where principal_id = ? and confirmed)")
        .param(principalId)
        .query(Boolean.class)
        .single();
  }

  /** A secret, held until the end of the transaction, so that a code is taken once. */
  Optional<Seed> lock(UUID principalId, boolean confirmed) {
    return jdbc.sql(
            """
            select nonce, ciphertext, last_step from totp
            where principal_id = ? and confirmed = ? for update
            """)
        .param(principalId)
        .param(confirmed)
        .query((row, n) ->
            new Seed(
                new Envelope.Sealed(row.getBytes("nonce"), row.getBytes("ciphertext")),
                row.getLong("last_step")))
        .optional();
  }

  /** Puts a secret that waits for its first code in place of another such. */
  void propose(Writes writes, UUID principalId, Envelope.Sealed sealed, Instant at) {
    writes.add(
        """
        insert into totp (principal_id, confirmed, nonce, ciphertext, last_step, made_at)
        values (?, false, ?, ?, 0, ?)
        on conflict (principal_id, confirmed) do update
          set nonce = excluded.nonce, ciphertext = excluded.ciphertext, last_step = 0,
            made_at = excluded.made_at
        """,
        principalId,
        sealed.nonce(),
        sealed.ciphertext(),
        at.atOffset(ZoneOffset.UTC));
  }

  /** Puts the secret that waits in place of the one in use. */
  void confirm(Writes writes, UUID principalId, long step) {
    writes.add("delete from totp where principal_id = ? and confirmed", principalId);
    writes.add(
        "update totp set confirmed = true, last_step = ? where principal_id = ?",
        step,
        principalId);
  }

  void used(Writes writes, UUID principalId, long step) {
    writes.add(
        "update totp set last_step = ? where principal_id = ? and confirmed", step, principalId);
  }

  void remove(Writes writes, UUID principalId) {
    writes.add("delete from totp where principal_id = ?", principalId);
  }
}
