package com.nexus.ssot.server.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks by name that last until the running transaction ends. A write in a context holds the
 * context's lock shared, a change of the context's rules holds it alone, so a rule that was read
 * under the lock still holds at commit. Thread-safe.
 *
 * <p>A lock is taken by a statement of its own, before what it protects is read: a statement that
 * waits for a lock still sees the data as it was before the wait.
 */
@Component
public final class ContextLocks {
  private final JdbcClient jdbc;

  /** Locks in the database that the client talks to. */
  public ContextLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** For a change of the context with this key, or of its rules: nobody else writes in it. */
  public void alone(String contextKey) {
    take(
        "select pg_advisory_xact_lock(l.n) from unnest(cast(? as bigint[])) l(n)",
        new long[] {numberOf("context/" + contextKey)});
  }

  /** For writes in these contexts: their rules stay as they are. */
  public void shared(Collection<String> contextKeys) {
    if (!contextKeys.isEmpty()) {
      take(
          "select pg_advisory_xact_lock_shared(l.n) from unnest(cast(? as bigint[])) l(n)",
          numbersOf(contextKeys));
    }
  }

  /**
   * Holds a request alone, so that its repetition waits, and the contexts shared.
   *
   * @param request a name of the request; null when it has none
   */
  public void request(@Nullable String request, Collection<String> contextKeys) {
    if (request == null) {
      shared(contextKeys);
      return;
    }
    jdbc.sql(
            """
            select pg_advisory_xact_lock(cast(? as bigint)), null
            union all
            select null, pg_advisory_xact_lock_shared(l.n) from unnest(cast(? as bigint[])) l(n)
            """)
        .param(numberOf("request/" + request))
        .param(numbersOf(contextKeys))
        .query(row -> {});
  }

  private void take(String sql, long[] numbers) {
    jdbc.sql(sql).param(numbers).query(row -> {});
  }

  /** In one order for everybody, so that nobody waits in a circle. */
  private static long[] numbersOf(Collection<String> contextKeys) {
    return contextKeys.stream().mapToLong(key -> numberOf("context/" + key)).sorted().toArray();
  }

  private static long numberOf(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
