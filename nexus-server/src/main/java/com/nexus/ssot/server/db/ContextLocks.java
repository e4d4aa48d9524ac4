package com.nexus.ssot.server.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    held().forget(contextKey);
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
      held().keep(contextKeys);
    }
  }

  /**
   * Reads something about a context, once in a transaction that holds the context's lock: what was
   * read under the lock stays as it is. Without the lock it is read each time.
   *
   * @param read must say the same for the same context, whoever asks; null for what is not there,
   *     which is not kept
   */
  public <T> @Nullable T read(
      Class<T> type, String contextKey, Supplier<? extends @Nullable T> read) {
    Held held = (Held) TransactionSynchronizationManager.getResource(this);
    return held == null ? read.get() : held.read(type, contextKey, read);
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
    held().keep(contextKeys);
  }

  private Held held() {
    Held held = (Held) TransactionSynchronizationManager.getResource(this);
    return held != null ? held : bound(new Held());
  }

  private Held bound(Held held) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new IllegalStateException("a lock outside a transaction ends at once");
    }
    TransactionSynchronizationManager.bindResource(this, held);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(ContextLocks.this);
          }
        });
    return held;
  }

  /** The contexts whose locks a transaction holds shared, with what it read about them. */
  private static final class Held {
    private final Map<String, Map<Class<?>, Object>> known = new HashMap<>();

    void keep(Collection<String> contextKeys) {
      contextKeys.forEach(key -> known.putIfAbsent(key, new HashMap<>()));
    }

    void forget(String contextKey) {
      known.remove(contextKey);
    }

    <T> @Nullable T read(Class<T> type, String contextKey, Supplier<? extends @Nullable T> read) {
      Map<Class<?>, Object> about = known.get(contextKey);
      if (about == null) {
        return read.get();
      }
      Object value = about.get(type);
      if (value == null) {
        T fresh = read.get();
        if (fresh != null) {
          about.put(type, fresh);
        }
        return fresh;
      }
      return type.cast(value);
    }
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
