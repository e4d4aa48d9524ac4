package com.nexus.ssot.server.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before an event is tried again: four times as long after each failure, from ten
 * seconds to two hours, a fifth more or less by chance. Thread-safe.
 */
final class Backoff {
  /** How often an event is tried: over about five hours. */
  static final int ATTEMPTS = 8;

  /** The longest wait that a receiver can ask for. */
  static final Duration LONGEST = Duration.ofHours(2);

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final int FACTOR = 4;
  private static final double SPREAD = 0.2;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after so many failures.
   *
   * @param asked how long the receiver asked to be left alone; null when it did not
   */
  Duration after(int failures, @Nullable Duration asked) {
    Duration wait = FIRST;
    for (int i = 1; i < failures && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(FACTOR);
    }
    double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    Duration spread = Duration.ofMillis((long) (shorter(wait, LONGEST).toMillis() * factor));
    return asked == null || asked.compareTo(spread) < 0 ? spread : shorter(asked, LONGEST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
