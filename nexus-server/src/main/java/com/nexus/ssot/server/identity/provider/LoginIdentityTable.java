package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom the people of login providers stand for. Thread-safe. */
@Component
final class LoginIdentityTable {
  private final JdbcClient jdbc;

  LoginIdentityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<UUID> find(String issuer, String subject) {
    return jdbc.sql("select principal_id from identity where issuer = ? and subject = ?")
        .param(issuer)
        .param(subject)
        .query(UUID.class)
        .optional();
  }

  /** Adds one. Fails with {@code DuplicateKeyException} when it stands for somebody already. */
  void insert(Writes writes, String issuer, String subject, UUID principalId, Instant at) {
    writes.add(
        "insert into identity (issuer, subject, principal_id, created_at) values (?, ?, ?, ?)",
        issuer,
        subject,
        principalId,
        at.atOffset(ZoneOffset.UTC));
  }
}
