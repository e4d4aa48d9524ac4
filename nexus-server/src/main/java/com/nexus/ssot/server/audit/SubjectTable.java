package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pseudonyms and their wrapped data keys. Thread-safe. */
final class SubjectTable {
  private final JdbcClient jdbc;

  SubjectTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param principalId null for a key that belongs to nobody
   */
  void insert(
      Writes writes, UUID subject, @Nullable UUID principalId, byte[] wrappedKey, int keyVersion) {
    writes.add(
        """
        insert into audit_subject (subject, principal_id, wrapped_dek, kek_version)
        values (?, cast(? as uuid), ?, ?)
        """,
        subject,
        principalId,
        wrappedKey,
        keyVersion);
  }

  void destroyLoose(Writes writes, UUID subject, Instant at) {
    writes.add(
        """
        update audit_subject set wrapped_dek = null, destroyed_at = ?
        where subject = ? and principal_id is null and wrapped_dek is not null
        """,
        at.atOffset(ZoneOffset.UTC),
        subject);
  }

  /** A data key as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Wrapped(UUID subject, byte[] key) {}

  /** One of the data keys; empty in a new database. */
  Optional<Wrapped> any() {
    return jdbc.sql(
            """
            select subject, wrapped_dek from audit_subject where wrapped_dek is not null
            order by kek_version desc, subject limit 1
            """)
        .query((row, n) ->
            new Wrapped(row.getObject("subject", UUID.class), row.getBytes("wrapped_dek")))
        .optional();
  }

  /**
   * Some of the data keys wrapped under an earlier key, locked; those that others hold are left.
   */
  List<Wrapped> wrappedBefore(int keyVersion, int limit) {
    return jdbc.sql(
            """
            select subject, wrapped_dek from audit_subject
            where kek_version < ? and wrapped_dek is not null
            order by kek_version, subject
            limit ?
            for update skip locked
            """)
        .param(keyVersion)
        .param(limit)
        .query((row, n) ->
            new Wrapped(row.getObject("subject", UUID.class), row.getBytes("wrapped_dek")))
        .list();
  }

  void rewrap(Writes writes, Wrapped fresh, int keyVersion) {
    writes.add(
        "update audit_subject set wrapped_dek = ?, kek_version = ? where subject = ?",
        fresh.key(),
        keyVersion,
        fresh.subject());
  }

  /** How many data keys are still wrapped under an earlier key. */
  long countBefore(int keyVersion) {
    return jdbc.sql(
            """
            select count(*) from audit_subject where kek_version < ? and wrapped_dek is not null
            """)
        .param(keyVersion)
        .query(Long.class)
        .single();
  }

  byte[] wrappedKey(UUID subject) {
    return jdbc.sql("select wrapped_dek from audit_subject where subject = ?")
        .param(subject)
        .query(byte[].class)
        .single();
  }
}
