package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subjects of a database, opened with a key that a test chooses. */
public final class TestSubjects {
  private TestSubjects() {}

  /** With this key-encryption key of 32 bytes. */
  public static Subjects with(JdbcClient jdbc, byte[] keyEncryptionKey) {
    return new Subjects(new SubjectTable(jdbc), new Envelope(keyEncryptionKey), () -> 1);
  }
}
