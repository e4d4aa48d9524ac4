package com.nexus.ssot.model.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of version 4 or 6. One of version 4 is held as the address of version 6 that it is
 * mapped to, so that both spellings are one address.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
  private static final long MAPPED = 0xffffL << 32;
  private static final long LOW_HALF = 0xffff_ffffL;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final String PART = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(PART + "(?:\\." + PART + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  /**
   * Reads an address as it is usually written: four decimal numbers without leading zeros, or the
   * hexadecimal form without brackets and zone. Names are never looked up.
   */
  public static Optional<IpAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address of a connection. */
  public static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == V4_BYTES
        ? new IpAddress(0, MAPPED | (bytes.getInt() & LOW_HALF))
        : new IpAddress(bytes.getLong(), bytes.getLong());
  }

  /** An address of version 4 from its 32 bits. */
  static IpAddress ofV4(int bits) {
    return new IpAddress(0, MAPPED | (bits & LOW_HALF));
  }

  /** Whether it is of version 4. */
  public boolean isV4() {
    return high == 0 && (low & ~LOW_HALF) == MAPPED;
  }

  /** Whether it means the machine itself. */
  public boolean isLoopback() {
    return isV4() ? ((int) low >>> 24) == 127 : high == 0 && low == 1;
  }

  /**
   * What limits count by: the address itself, and of version 6 the network of 64 bits, because
   * whoever has one address of it has all.
   */
  public IpAddress counted() {
    return isV4() || isLoopback() ? this : new IpAddress(high, 0);
  }

  /** The address as Java has it. */
  public InetAddress inet() {
    try {
      return InetAddress.getByAddress(
          isV4()
              ? ByteBuffer.allocate(V4_BYTES).putInt((int) low).array()
              : ByteBuffer.allocate(V6_BYTES).putLong(high).putLong(low).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  /** The address as it is usually written. */
  @Override
  public String toString() {
    return inet().getHostAddress();
  }
}
