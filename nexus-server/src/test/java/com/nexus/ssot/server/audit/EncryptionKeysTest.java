package com.nexus.ssot.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server whose encryption key is replaced, on one data folder. */
class EncryptionKeysTest {
  private static final String OLD = key(1);
  private static final String NEW = key(2);
  private static final String WRONG = key(3);

  /** Nobody listens there. */
  private static final String WEBHOOK =
      """
      {"name": "kept", "url": "http://127.0.0.1:1025/", "events": ["*"]}
      """;

  @TempDir Path data;
  private final ApiKey adminKey = ApiKey.generate();

  @Test
  void aNewKeyTakesOverWhatTheOldOneWrapped() {
    UUID subject;
    byte[] before;
    try (Running old = start(OLD, null)) {
      assertThat(old.server.post("/api/webhooks", WEBHOOK).status()).isEqualTo(201);
      subject = old.anySubject();
      before = old.wrapped(subject);
      assertThat(old.health()).contains("\"encryption_key\":{\"status\":\"ok\"");
    }
    assertThatThrownBy(() -> start(NEW, null))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("not the one this database was made with");
    assertThatThrownBy(() -> start(NEW, WRONG)).isInstanceOf(Fault.class);
    try (Running both = start(OLD, NEW)) {
      assertThat(both.wrapped(subject)).isEqualTo(before);
      assertThat(both.versions()).as("the next key is not in use yet").isEqualTo(1);
    }
    try (Running next = start(NEW, OLD)) {
      next.awaitRewrapped();
      assertThat(next.wrapped(subject)).isNotEqualTo(before);
      assertThat(next.server.bean(Subjects.class).keyOf(subject)).isNotNull();
      assertThat(next.health()).contains("\"encryption_key\":{\"status\":\"ok\"");
      assertThat(next.versions()).isEqualTo(2);
    }
    try (Running alone = start(NEW, null)) {
      assertThat(alone.server.get("/api/whoami").status()).isEqualTo(200);
      // Signed with a secret that was sealed under the old one, or it would not come so far.
      assertThat(alone.server.post("/api/webhooks/kept/test", null).text()).contains("UNREACHABLE");
      assertThat(alone.server.bean(Subjects.class).keyOf(subject)).isNotNull();
    }
    assertThatThrownBy(() -> start(OLD, null)).isInstanceOf(Fault.class);
  }

  @Test
  void whatACrashLeftHalfDoneIsOpenMeanwhileAndDoneByTheNextStart() {
    Map<UUID, byte[]> before;
    try (Running old = start(OLD, null)) {
      for (int i = 0; i < 10; i++) {
        old.server.post("/api/users", "{\"username\": \"crash-" + i + "\"}");
      }
      before = old.allWrapped();
    }
    assertThat(before).hasSizeGreaterThan(10);
    try (Running next = start(NEW, OLD)) {
      next.awaitRewrapped();
      // As if it had ended after some of them.
      before.entrySet().stream().skip(4).forEach(one -> next.putBack(one.getKey(), one.getValue()));
      assertThat(next.health()).contains("still wrapped under an earlier key");
    }
    try (Running again = start(NEW, OLD)) {
      before
          .keySet()
          .forEach(
              subject -> assertThat(again.server.bean(Subjects.class).keyOf(subject)).isNotNull());
      again.awaitRewrapped();
      assertThat(again.versions()).isEqualTo(2);
    }
    try (Running alone = start(NEW, null)) {
      before
          .keySet()
          .forEach(
              subject -> assertThat(alone.server.bean(Subjects.class).keyOf(subject)).isNotNull());
    }
  }

  @Test
  void aGeneratedKeyIsReplacedByRenamingItsFile() throws IOException {
    Path file = data.resolve("keys/audit-encryption-key");
    try (Running old = start(null, null)) {
      assertThat(old.versions()).isEqualTo(1);
    }
    Files.move(file, file.resolveSibling("audit-encryption-key.previous"));
    try (Running next = start(null, null)) {
      next.awaitRewrapped();
      assertThat(next.versions()).isEqualTo(2);
    }
    Files.delete(file.resolveSibling("audit-encryption-key.previous"));
    start(null, null).close();
  }

  private Running start(@Nullable String key, @Nullable String other) {
    Map<String, String> settings = new HashMap<>();
    if (key != null) {
      settings.put("AUDIT_ENCRYPTION_KEY", key);
    }
    if (other != null) {
      settings.put("AUDIT_ENCRYPTION_KEY_PREVIOUS", other);
    }
    return new Running(TestServer.start(data, adminKey, settings));
  }

  private record Running(TestServer server) implements AutoCloseable {

    private JdbcClient sql() {
      return server.bean(JdbcClient.class);
    }

    UUID anySubject() {
      return sql()
          .sql("select subject from audit_subject order by created_at, subject limit 1")
          .query(UUID.class)
          .single();
    }

    byte[] wrapped(UUID subject) {
      return sql()
          .sql("select wrapped_dek from audit_subject where subject = ?")
          .param(subject)
          .query(byte[].class)
          .single();
    }

    Map<UUID, byte[]> allWrapped() {
      Map<UUID, byte[]> all = new HashMap<>();
      sql()
          .sql("select subject, wrapped_dek from audit_subject")
          .query(row -> {
            all.put(row.getObject(1, UUID.class), row.getBytes(2));
          });
      return all;
    }

    void putBack(UUID subject, byte[] wrapped) {
      sql()
          .sql("update audit_subject set wrapped_dek = ?, kek_version = 1 where subject = ?")
          .param(wrapped)
          .param(subject)
          .update();
    }

    int versions() {
      return sql().sql("select count(*) from encryption_key").query(Integer.class).single();
    }

    String health() {
      return server.get("/health").text();
    }

    void awaitRewrapped() {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (sql().sql("select min(kek_version) from audit_subject").query(Integer.class).single()
          < 2) {
        assertThat(System.nanoTime()).as("everything is wrapped anew").isLessThan(deadline);
        LockSupport.parkNanos(10_000_000);
      }
    }

    @Override
    public void close() {
      server.stop();
    }
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
