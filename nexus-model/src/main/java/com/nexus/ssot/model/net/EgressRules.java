package com.nexus.ssot.model.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which machines may be connected to because somebody wrote their address down. Only what is in the
 * public internet, unless whoever runs the server listed it; and some addresses never, listed or
 * not, because clouds give out credentials there or because no machine has them. Immutable.
 *
 * <p>It decides about addresses, never about names: whoever connects looks the name up once, asks
 * about everything that was found, and connects to what was asked about.
 *
 * @param ranges what may be connected to though it is not public
 * @param hosts names, in lower case, that may lead to what is not public
 */
public record EgressRules(IpRanges ranges, Set<String> hosts) {
  /** Nothing but the public internet. */
  public static final EgressRules PUBLIC = new EgressRules(IpRanges.NONE, Set.of());

  /** What of version 6 can be public at all (RFC 4291, section 2.4). */
  private static final IpRange GLOBAL_UNICAST = range("2000::/3");

  /**
   * What the registries of IANA call not globally reachable, and the ranges that only carry another
   * address inside; of version 6 only what lies within {@link #GLOBAL_UNICAST}.
   */
  private static final IpRanges SPECIAL =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** Addresses of no machine, of this link only, of many machines, and of metadata of clouds. */
  private static final IpRanges NEVER =
      ranges(
          "0.0.0.0/8",
          "100.100.100.200/32",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "192.0.0.192/32",
          "224.0.0.0/4",
          "255.255.255.255/32",
          "::/128",
          "fd00:ec2::254/128",
          "fe80::/10",
          "ff00::/8");

  public EgressRules {
    hosts = Set.copyOf(hosts);
  }

  private static IpRange range(String text) {
    return IpRange.parse(text).orElseThrow();
  }

  private static IpRanges ranges(String... texts) {
    return new IpRanges(Stream.of(texts).map(EgressRules::range).toList());
  }

  /**
   * Whether an address may be connected to.
   *
   * @param host the name that led to it, or the address itself, as {@link WebAddress#bareHost} says
   */
  public boolean allow(String host, IpAddress address) {
    if (NEVER.contains(address)) {
      return false;
    }
    boolean open = isPublic(address) || ranges.contains(address) || hosts.contains(host);
    return open && inside(address).stream().allMatch(inner -> allow(host, inner));
  }

  /** Whether nothing of a range could be connected to even if it were listed. */
  public static boolean isNever(IpRange range) {
    return NEVER.ranges().stream().anyMatch(never -> never.contains(range));
  }

  private static boolean isPublic(IpAddress address) {
    return !SPECIAL.contains(address) && (address.isV4() || GLOBAL_UNICAST.contains(address));
  }

  /** The addresses of version 4 that one of version 6 leads to, through whatever gateway. */
  private static List<IpAddress> inside(IpAddress address) {
    List<IpAddress> inner = new ArrayList<>();
    if (address.isV4() || address.isLoopback()) {
      return inner;
    }
    int last = (int) address.low();
    int first = (int) (address.high() >>> 32);
    if (address.high() == 0 || Embedded.NAT64.contains(address)) {
      inner.add(IpAddress.ofV4(last));
    } else if (Embedded.LOCAL_NAT64.contains(address)) {
      // A prefix of 96 bits, or one of 48 (RFC 6052, section 2.2).
      inner.add(IpAddress.ofV4(last));
      long high = address.high() & 0xffff;
      long low = (address.low() >>> 40) & 0xffff;
      inner.add(IpAddress.ofV4((int) (high << 16 | low)));
    } else if (Embedded.SIX_TO_FOUR.contains(address)) {
      inner.add(IpAddress.ofV4((int) (address.high() >>> 16)));
    } else if (first == 0x2001_0000) {
      inner.add(IpAddress.ofV4(~last)); // Teredo hides the client's address so
      inner.add(IpAddress.ofV4((int) address.high()));
    }
    return inner;
  }

  /** Ranges whose addresses carry one of version 4. */
  private static final class Embedded {
    private static final IpRange NAT64 = range("64:ff9b::/96");
    private static final IpRange LOCAL_NAT64 = range("64:ff9b:1::/48");
    private static final IpRange SIX_TO_FOUR = range("2002::/16");
  }
}
