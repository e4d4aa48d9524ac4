package com.nexus.ssot.model.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in any of several ranges. Immutable.
 *
 * @param ranges in any order
 */
public record IpRanges(List<IpRange> ranges) {
  /** No address at all. */
  public static final IpRanges NONE = new IpRanges(List.of());

  /**
   * What is not reachable from the internet: private, shared, link-local and loopback addresses.
   */
  private static final List<IpRange> PRIVATE =
      List.of(
          range("10.0.0.0/8"),
          range("172.16.0.0/12"),
          range("192.168.0.0/16"),
          range("100.64.0.0/10"),
          range("169.254.0.0/16"),
          range("127.0.0.0/8"),
          range("fc00::/7"),
          range("fe80::/10"),
          range("::1"));

  public IpRanges {
    ranges = List.copyOf(ranges);
  }

  private static IpRange range(String text) {
    return IpRange.parse(text).orElseThrow();
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether one of them holds the address. */
  public boolean contains(IpAddress address) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a caller is let in where these are the only addresses that are; nothing in it lets in
   * everybody.
   *
   * @param caller the address as a server writes it, IPv6 perhaps in brackets; null where nobody
   *     knows it
   */
  public boolean admit(@Nullable String caller) {
    if (isEmpty()) {
      return true;
    }
    if (caller == null) {
      return false;
    }
    String bare = caller.startsWith("[") ? caller.substring(1, caller.length() - 1) : caller;
    return IpAddress.parse(bare).filter(this::contains).isPresent();
  }

  /** Those that can be reached from the internet, in part or as a whole. */
  public List<IpRange> reachableFromOutside() {
    return ranges.stream()
        .filter(range -> PRIVATE.stream().noneMatch(inside -> inside.contains(range)))
        .toList();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
