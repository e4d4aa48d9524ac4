package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Writes;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pseudonyms and their wrapped data keys. Thread-safe. */
final class SubjectTable {
  private static final int KEK_VERSION = 1;

  private final JdbcClient jdbc;

  SubjectTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Writes writes, UUID subject, UUID principalId, byte[] wrappedKey) {
    writes.add(
        """
        insert into audit_subject (subject, principal_id, wrapped_dek, kek_version)
        values (?, ?, ?, ?)
        """,
        subject,
        principalId,
        wrappedKey,
        KEK_VERSION);
  }

  byte[] wrappedKey(UUID subject) {
    return jdbc.sql("select wrapped_dek from audit_subject where subject = ?")
        .param(subject)
        .query(byte[].class)
        .single();
  }
}
