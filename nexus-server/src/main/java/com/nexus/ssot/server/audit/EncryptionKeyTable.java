package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that wrap data keys, by their fingerprints. Thread-safe. */
final class EncryptionKeyTable {
  private final JdbcClient jdbc;

  EncryptionKeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A key by the order in which it came into use. */
  record Known(int version, Instant firstUsedAt) {}

  Optional<Known> find(String fingerprint) {
    return jdbc.sql("select version, first_used_at from encryption_key where fingerprint = ?")
        .param(fingerprint)
        .query((row, n) ->
            new Known(
                row.getInt("version"),
                row.getObject("first_used_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  int newest() {
    return jdbc.sql("select coalesce(max(version), 0) from encryption_key")
        .query(Integer.class)
        .single();
  }

  void insert(Writes writes, int version, String fingerprint, Instant at) {
    writes.add(
        "insert into encryption_key (version, fingerprint, first_used_at) values (?, ?, ?)",
        version,
        fingerprint,
        at.atOffset(ZoneOffset.UTC));
  }
}
