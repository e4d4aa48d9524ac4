package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.net.EgressRules;
import com.nexus.ssot.model.net.IpRanges;
import java.util.List;
import java.util.Set;

/**
 * Who may connect, through whom, and under which name; and where the server itself connects to.
 *
 * @param allowed lists that must each hold a caller's address; none for everybody
 * @param blocked addresses that are refused whatever else holds
 * @param proxies whose {@code X-Forwarded-For} is believed
 * @param hosts names under which the server is called, besides those of the machine itself
 * @param egress what the server itself may connect to because somebody wrote its address down
 * @param connections how many at a time
 * @param connectionsPerAddress how many at a time from one address
 */
public record NetworkSettings(
    List<IpRanges> allowed,
    IpRanges blocked,
    IpRanges proxies,
    Set<String> hosts,
    EgressRules egress,
    int connections,
    int connectionsPerAddress) {

  public NetworkSettings {
    allowed = List.copyOf(allowed);
    hosts = Set.copyOf(hosts);
  }
}
