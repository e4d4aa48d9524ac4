package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Remembers when keys were used, and writes it down at most once a minute for each, beside the
 * requests. Thread-safe.
 */
@Component
public final class LastUse implements AutoCloseable {
  private static final Duration EXACT_TO = Duration.ofMinutes(1);

  private final KeyTable keys;
  private final Transactions transactions;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private final Repeated writing;

  LastUse(KeyTable keys, Transactions transactions) {
    this.keys = keys;
    this.transactions = transactions;
    this.writing = Repeated.start("last-use-of-keys", EXACT_TO, this::write);
  }

  /** Remembers that a key was used. */
  public void of(String keyId, Instant at) {
    Instant known = used.get(keyId);
    if (known == null || known.plus(EXACT_TO).isBefore(at)) {
      used.put(keyId, at);
    }
  }

  /** Writes down what was not yet written. */
  public void write() {
    Map<String, Instant> fresh = Map.copyOf(used);
    if (fresh.isEmpty()) {
      return;
    }
    transactions.write(writes -> {
      // In order of the keys, so that two servers do not wait for each other in a circle.
      fresh.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> keys.used(writes, entry.getKey(), entry.getValue()));
      return true;
    });
    fresh.forEach(used::remove);
  }

  @Override
  public void close() {
    writing.close();
  }
}
