package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which a server is called. Ports do not matter. Immutable.
 *
 * @param names in small letters; addresses of version 6 in brackets
 * @param loopbackForAll whether names of the machine itself may be used from elsewhere too, for
 *     development, where containers and tunnels change addresses
 */
public record HostNames(Set<String> names, boolean loopbackForAll) {

  public HostNames {
    Set<String> small = new HashSet<>();
    names.forEach(name -> small.add(name.toLowerCase(Locale.ROOT)));
    names = Set.copyOf(small);
  }

  /** Whether the server is called so, by somebody on this machine or elsewhere. */
  boolean admit(String host, boolean fromThisMachine) {
    return names.contains(host)
        || names.contains(host.toLowerCase(Locale.ROOT))
        || ((loopbackForAll || fromThisMachine) && isLoopback(host.toLowerCase(Locale.ROOT)));
  }

  private static boolean isLoopback(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || IpAddress.parse(bare).filter(IpAddress::isLoopback).isPresent();
  }
}
