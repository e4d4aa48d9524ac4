package com.nexus.ssot.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and when to try again. Pauses are spread at random so that callers who failed
 * together do not come back together, and repeats are kept to a tenth of all calls so that a
 * registry in trouble is not buried. Thread-safe.
 */
final class Backoff {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long FREE_REPEATS = 20;

  private final RandomGenerator random;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void called() {
    calls.incrementAndGet();
  }

  /** Takes one repeat out of the budget, if there is one. */
  boolean mayRepeat() {
    if (repeats.incrementAndGet() <= FREE_REPEATS + calls.get() / 10) {
      return true;
    }
    repeats.decrementAndGet();
    return false;
  }

  /** How long to wait after the attempt of this number, from 0. */
  Duration pause(int attempt, @Nullable Duration retryAfter) {
    long cap = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(attempt, 20));
    Duration chosen = Duration.ofMillis(random.nextLong(cap + 1));
    return retryAfter != null && retryAfter.compareTo(chosen) > 0 ? retryAfter : chosen;
  }
}
