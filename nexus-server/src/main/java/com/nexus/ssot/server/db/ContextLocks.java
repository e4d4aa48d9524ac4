package com.nexus.ssot.server.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
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
  private static final String SHARED =
      "select pg_advisory_xact_lock_shared(l.n) from unnest(cast(? as bigint[])) l(n)";
  private static final String ALONE = "select pg_advisory_xact_lock(cast(? as bigint))";

  private final JdbcTemplate jdbc;
  private final ObjectProvider<ContextRead<?>> reads;

  /**
   * Locks in a database.
   *
   * @param reads what is wanted to be known about every context that is locked
   */
  public ContextLocks(DataSource dataSource, ObjectProvider<ContextRead<?>> reads) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.reads = reads;
  }

  /** For a change of the context with this key, or of its rules: nobody else writes in it. */
  public void alone(String contextKey) {
    alone(List.of(contextKey));
  }

  /** The same for several contexts at once, in the order in which everybody takes them. */
  public void alone(Collection<String> contextKeys) {
    contextKeys.forEach(held()::forget);
    take(
        "select pg_advisory_xact_lock(l.n) from unnest(cast(? as bigint[])) l(n)",
        numbersOf(contextKeys));
  }

  /** For writes in these contexts: their rules stay as they are. */
  public void shared(Collection<String> contextKeys) {
    Held held = (Held) TransactionSynchronizationManager.getResource(this);
    List<String> wanted =
        contextKeys.stream().filter(key -> held == null || !held.holds(key)).toList();
    if (!wanted.isEmpty()) {
      hold(List.of(SHARED), List.of(numbersOf(wanted)), wanted);
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
    hold(
        List.of(ALONE, SHARED),
        List.of(numberOf("request/" + request), numbersOf(contextKeys)),
        contextKeys);
  }

  /** Takes locks and then reads about the contexts, in one round trip. */
  private void hold(List<String> locks, List<?> numbers, Collection<String> contextKeys) {
    Held held = held();
    held.keep(contextKeys);
    List<ContextRead<?>> wanted = contextKeys.isEmpty() ? List.of() : reads.stream().toList();
    List<String> statements = new ArrayList<>(locks);
    wanted.forEach(read -> statements.add(read.query()));
    // The driver sends them one after the other without waiting, each with a snapshot of its own.
    jdbc.execute(
        String.join(";", statements),
        (PreparedStatementCallback<Boolean>)
            statement -> {
              int parameter = 0;
              for (Object number : numbers) {
                statement.setObject(++parameter, number);
              }
              String[] keys = contextKeys.toArray(String[]::new);
              for (int i = 0; i < wanted.size(); i++) {
                statement.setObject(++parameter, keys);
              }
              statement.execute();
              for (int i = 1; i < locks.size(); i++) {
                statement.getMoreResults();
              }
              for (ContextRead<?> read : wanted) {
                statement.getMoreResults();
                held.know(read, statement.getResultSet());
              }
              return true;
            });
  }

  /** For a transaction that takes a part of itself back, and locks and readings with it. */
  public void partTakenBack() {
    held().forgetAll();
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

    boolean holds(String contextKey) {
      return known.containsKey(contextKey);
    }

    void know(ContextRead<?> read, ResultSet rows) throws SQLException {
      while (rows.next()) {
        Map<Class<?>, Object> about = known.get(read.contextKey(rows));
        if (about != null) {
          about.putIfAbsent(read.type(), read.read(rows));
        }
      }
    }

    void forget(String contextKey) {
      known.remove(contextKey);
    }

    void forgetAll() {
      known.clear();
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
    jdbc.query(sql, row -> {}, numbers);
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
