package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations, by their hash. Thread-safe. */
@Component
final class InvitationTable {
  private final JdbcClient jdbc;

  InvitationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds an invitation in place of an earlier one of the same person. */
  void put(Writes writes, byte[] hash, UUID principalId, UUID by, Instant at, Instant expiresAt) {
    writes.add(
        """
        insert into login_token (hash, principal_id, invited_by, made_at, expires_at)
        values (?, ?, ?, ?, ?)
        on conflict (principal_id) do update
          set hash = excluded.hash, invited_by = excluded.invited_by, made_at = excluded.made_at,
            expires_at = excluded.expires_at
        """,
        hash,
        principalId,
        by,
        at.atOffset(ZoneOffset.UTC),
        expiresAt.atOffset(ZoneOffset.UTC));
  }

  /** Who is invited by it; held until the end of the transaction, so that it is used once. */
  Optional<UUID> lock(byte[] hash, Instant now) {
    return jdbc.sql(
            "select principal_id from login_token where hash = ? and expires_at > ? for update")
        .param(hash)
        .param(now.atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .optional();
  }

  /** Who is invited by it. */
  Optional<UUID> find(byte[] hash, Instant now) {
    return jdbc.sql("select principal_id from login_token where hash = ? and expires_at > ?")
        .param(hash)
        .param(now.atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .optional();
  }

  void removeUnlessBy(Writes writes, UUID principalId, UUID by) {
    writes.add(
        "delete from login_token where principal_id = ? and invited_by <> ?", principalId, by);
  }

  void remove(Writes writes, UUID principalId) {
    writes.add("delete from login_token where principal_id = ?", principalId);
  }
}
