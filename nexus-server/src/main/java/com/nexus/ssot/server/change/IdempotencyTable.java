package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which request with an idempotency key became which change. Thread-safe. */
@Component
final class IdempotencyTable {
  private final JdbcClient jdbc;

  IdempotencyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An earlier request.
   *
   * @param requestHash SHA-256 of what was asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by whoever reads it
  record Earlier(byte[] requestHash, UUID changeId) {}

  Optional<Earlier> find(UUID principalId, String key) {
    return jdbc.sql(
            "select request_hash, change_id from idempotency where principal_id = ? and key = ?")
        .param(principalId)
        .param(key)
        .query((row, n) -> new Earlier(row.getBytes(1), row.getObject(2, UUID.class)))
        .optional();
  }

  void insert(
      Writes writes, UUID principalId, String key, byte[] requestHash, UUID changeId, Instant at) {
    writes.add(
        """
        insert into idempotency (principal_id, key, request_hash, change_id, created_at)
        values (?, ?, ?, ?, ?)
        """,
        principalId,
        key,
        requestHash,
        changeId,
        at.atOffset(ZoneOffset.UTC));
  }

  void deleteBefore(Writes writes, Instant time) {
    writes.add("delete from idempotency where created_at < ?", time.atOffset(ZoneOffset.UTC));
  }
}
