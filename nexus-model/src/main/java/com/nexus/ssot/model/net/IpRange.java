package com.nexus.ssot.model.net;

import java.util.Optional;

/**
 * A range of addresses that begin with the same bits (CIDR).
 *
 * @param first the first address
 * @param bits how many bits they have in common, 0 to 128
 */
public record IpRange(IpAddress first, int bits) {
  private static final int ALL_BITS = 128;
  private static final int HALF = 64;
  private static final int V4_OFFSET = 96;

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Empty for anything else,
   * also when the address has bits behind those that the range has in common.
   */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int offset = address.get().isV4() ? V4_OFFSET : 0;
    if (slash < 0) {
      return Optional.of(new IpRange(address.get(), ALL_BITS));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(length) > ALL_BITS - offset) {
      return Optional.empty();
    }
    IpRange range = new IpRange(address.get(), Integer.parseInt(length) + offset);
    return Optional.of(range).filter(IpRange::isExact);
  }

  /** Whether it holds the address. */
  public boolean contains(IpAddress address) {
    return ((address.high() ^ first.high()) & mask(bits)) == 0
        && ((address.low() ^ first.low()) & mask(bits - HALF)) == 0;
  }

  /** Whether it holds every address of another range. */
  public boolean contains(IpRange other) {
    return other.bits >= bits && contains(other.first);
  }

  private boolean isExact() {
    return (first.high() & ~mask(bits)) == 0 && (first.low() & ~mask(bits - HALF)) == 0;
  }

  /** So many bits from the left, of 64. */
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= HALF ? -1L : -1L << (HALF - bits);
  }

  /** As it is usually written. */
  @Override
  public String toString() {
    return first + "/" + (first.isV4() && bits >= V4_OFFSET ? bits - V4_OFFSET : bits);
  }
}
