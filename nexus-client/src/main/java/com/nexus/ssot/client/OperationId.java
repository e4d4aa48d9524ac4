package com.nexus.ssot.client;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names an operation before its first byte is sent, by UUID version 7, so that it can be found. */
final class OperationId {
  private OperationId() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long millis = InstantSource.system().millis();
    long high = (millis << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
