package com.nexus.ssot.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads both forms of the header {@code Retry-After}: seconds, and a date. */
final class RetryAfter {
  private RetryAfter() {}

  /** How long to wait; null when the header makes no sense. */
  static @Nullable Duration read(String header) {
    return read(header.strip(), InstantSource.system());
  }

  static @Nullable Duration read(String header, InstantSource clock) {
    try {
      if (!header.isEmpty() && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Duration.ofSeconds(Long.parseLong(header));
      }
      Duration wait =
          Duration.between(
              clock.instant(),
              ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return null;
    }
  }
}
