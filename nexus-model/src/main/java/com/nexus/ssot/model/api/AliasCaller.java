package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls an alias.
 *
 * @param caller name of the principal; {@code anonymous} for those without a credential, {@code
 *     others} for those who were too many to be told apart
 * @param kind what the principal is; null for {@code anonymous} and {@code others}
 * @param calls how often
 * @param days how often on each day, the latest first
 */
public record AliasCaller(
    String caller,
    @Nullable PrincipalKind kind,
    long calls,
    Instant firstSeen,
    Instant lastSeen,
    List<Day> days) {

  /**
   * Calls of one day.
   *
   * @param day in UTC, such as {@code 2026-01-31}
   */
  public record Day(String day, long calls) {}
}
