package com.nexus.ssot.server.identity.limit;

import java.time.Duration;

/**
 * So many in a time. They may come at once; after that each one's share of the time must pass.
 *
 * @param number at least 1
 * @param within at most an hour, because nothing is remembered longer
 */
record Allowance(int number, Duration within) {

  static Allowance perMinute(int number) {
    return new Allowance(number, Duration.ofMinutes(1));
  }

  static Allowance perHour(int number) {
    return new Allowance(number, Duration.ofHours(1));
  }

  /** Microseconds until the next one when all were taken. */
  long share() {
    return Math.max(1, micros() / number);
  }

  /** The whole time in microseconds. */
  long micros() {
    return within.toNanos() / 1_000;
  }
}
