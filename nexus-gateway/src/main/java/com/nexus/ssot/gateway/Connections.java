package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.IpRanges;

/**
 * How many connections a server takes at a time. Immutable.
 *
 * @param most in all; who comes later waits until another has gone
 * @param mostPerAddress from one address, of version 6 from one network of 64 bits; more are closed
 *     at once
 * @param proxies whose connections carry the requests of many, and are not counted by address
 */
public record Connections(int most, int mostPerAddress, IpRanges proxies) {
  /** What holds when nobody says otherwise. */
  public static final Connections DEFAULT = new Connections(10_000, 200, IpRanges.NONE);

  boolean counts(IpAddress address) {
    return !proxies.contains(address);
  }
}
