package com.nexus.ssot.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that must arrive at a pace: whoever sends a byte now and then would otherwise hold a
 * request open for days. Used by one thread.
 */
final class PacedInput extends InputStream {
  /** How long any body may take. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How many more bytes buy another second. */
  static final int BYTES_A_SECOND = 8 << 10;

  private final InputStream in;
  private final LongSupplier nanoTime;
  private final long began;
  private long count;

  /** The body did not keep pace. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1L;

    private TooSlow() {
      super("the body arrived too slowly");
    }
  }

  /**
   * @param nanoTime a clock in nanoseconds, from anywhere
   */
  PacedInput(InputStream in, LongSupplier nanoTime) {
    this.in = in;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      Duration allowed = PATIENCE.plusSeconds(count / BYTES_A_SECOND);
      if (nanoTime.getAsLong() - began > allowed.toNanos()) {
        throw new TooSlow();
      }
    }
    return read;
  }
}
