package com.nexus.ssot.server.base;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Makes identifiers: UUID version 7 (RFC 9562, section 5.7). Thread-safe. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** An id for something made now. */
  public static UUID next(InstantSource clock) {
    return at(clock.instant());
  }

  /** An id for something made at a time; 12 bits of sub-millisecond time, 62 random bits. */
  @SuppressWarnings(
      "JavaInstantGetSecondsGetNano") // the fraction below a millisecond is what is wanted
  public static UUID at(Instant time) {
    long millis = time.toEpochMilli();
    long fraction = (time.getNano() % 1_000_000L) * 4096 / 1_000_000;
    long high = (millis << 16) | 0x7000L | fraction;
    long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
