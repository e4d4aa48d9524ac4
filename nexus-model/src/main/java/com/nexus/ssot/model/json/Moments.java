package com.nexus.ssot.model.json;

import java.time.Instant;

/** Which moments can be told and kept: those that four-digit years and PostgreSQL can say. */
public final class Moments {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /** Whether a moment is one of the years 1 to 9999. */
  public static boolean canBeKept(Instant moment) {
    return !moment.isBefore(FIRST) && !moment.isAfter(LAST);
  }
}
