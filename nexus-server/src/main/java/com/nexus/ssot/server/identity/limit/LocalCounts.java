package com.nexus.ssot.server.identity.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts in this process, by the generic cell rate algorithm: of each counter only the time is kept
 * at which everything that was taken will have been earned back. Of very many counters those not
 * used for long are dropped. Thread-safe.
 */
final class LocalCounts {
  private static final long MOST_COUNTERS = 100_000;

  private final InstantSource clock;
  private final Cache<String, AtomicLong> paid =
      Caffeine.newBuilder()
          .maximumSize(MOST_COUNTERS)
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  LocalCounts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes one.
   *
   * @param counting whether it is taken, and not only asked for
   * @return microseconds to wait; 0 when it was taken, or could be
   */
  long take(String key, Allowance allowance, boolean counting) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    AtomicLong until = counting ? paid.get(key, _ -> new AtomicLong(now)) : paid.getIfPresent(key);
    if (until == null) {
      return 0;
    }
    while (true) {
      long known = until.get();
      long next = Math.max(known, now) + allowance.share();
      long wait = next - allowance.micros() - now;
      if (wait > 0) {
        return wait;
      }
      if (!counting || until.compareAndSet(known, next)) {
        return 0;
      }
    }
  }

  /** How many counters are kept. */
  long size() {
    paid.cleanUp();
    return paid.estimatedSize();
  }
}
