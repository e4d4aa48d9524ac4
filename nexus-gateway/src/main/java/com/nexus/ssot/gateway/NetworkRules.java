package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.IpRanges;
import java.util.List;
import java.util.Set;

/**
 * Who may connect, through whom, and under which name. Immutable.
 *
 * @param blocked addresses that are refused, whatever else holds
 * @param allowed lists that must each hold the caller's address; none for everybody. Whoever is on
 *     this machine need not be in them
 * @param proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed
 * @param hosts the names under which the server is called
 * @param onlyProxies whether nobody but proxies and this machine may connect
 * @param strictTransport whether browsers are told to come back with TLS only
 */
public record NetworkRules(
    IpRanges blocked,
    List<IpRanges> allowed,
    IpRanges proxies,
    HostNames hosts,
    boolean onlyProxies,
    boolean strictTransport) {

  /** For development: everybody who can connect, under names of the machine itself. */
  public static final NetworkRules DEVELOPMENT =
      new NetworkRules(
          IpRanges.NONE, List.of(), IpRanges.NONE, new HostNames(Set.of(), true), false, false);

  public NetworkRules {
    allowed = List.copyOf(allowed);
  }

  /** Whether somebody at this address may come in who has no privilege of this machine. */
  boolean admit(IpAddress address) {
    if (blocked.contains(address)) {
      return false;
    }
    for (int i = 0; i < allowed.size(); i++) {
      if (!allowed.get(i).contains(address)) {
        return false;
      }
    }
    return true;
  }
}
