package com.nexus.ssot.server.settings;

import com.nexus.ssot.gateway.TlsFiles;
import com.nexus.ssot.gateway.TlsMaterial;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.net.EgressRules;
import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what concerns the network, and whether its parts fit together. Used once. */
final class NetworkReader {
  private static final String ALLOWED = "NEXUS_ALLOWED_IPS";
  private static final String PROXIES = "NEXUS_TRUSTED_PROXIES";
  private static final String HOSTS = "NEXUS_ALLOWED_HOSTS";
  private static final String EGRESS = "NEXUS_EGRESS_ALLOW";
  private static final String MODE = "NEXUS_TLS_MODE";
  private static final List<String> FILES =
      List.of("NEXUS_TLS_CERTIFICATE", "NEXUS_TLS_KEY", "NEXUS_TLS_CLIENT_CA");
  private static final String HOST_NAME = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]";
  private static final String EGRESS_NAME = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";
  private static final String RANGE_FORM =
      "Write addresses and ranges as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32, with commas between.";

  private final Values values;
  private final Problems problems;
  private final Environment environment;
  private final String host;
  private final @Nullable URI baseUrl;

  NetworkReader(
      Values values,
      Problems problems,
      Environment environment,
      String host,
      @Nullable URI baseUrl) {
    this.values = values;
    this.problems = problems;
    this.environment = environment;
    this.host = host;
    this.baseUrl = baseUrl;
  }

  NetworkSettings read(int port) {
    IpRanges allowed = ranges(ALLOWED);
    List<IpRanges> lists = new ArrayList<>();
    if (!allowed.isEmpty()) {
      lists.add(allowed);
    }
    List<IpRange> blocked = new ArrayList<>(ranges("NEXUS_BLOCKED_IPS").ranges());
    new FirewallRules(values, problems, port, baseUrl).read(lists, blocked);
    requirePrivate(allowed);
    return new NetworkSettings(
        lists,
        new IpRanges(blocked),
        proxies(),
        hosts(),
        egress(),
        values.number("NEXUS_CONNECTIONS", 10, 1_000_000, 10_000, "Use 10 to 1000000."),
        values.number("NEXUS_CONNECTIONS_PER_ADDRESS", 1, 1_000_000, 200, "Use 1 to 1000000."));
  }

  private void requirePrivate(IpRanges allowed) {
    if (!values.flag(SecurityFile.VPN, false)) {
      return;
    }
    String at = values.at(SecurityFile.VPN);
    if (allowed.isEmpty()) {
      problems.add(
          at,
          "vpn_required demands to know the VPN's addresses.",
          "List them in allowed_ips or " + ALLOWED + ".");
    }
    if (!allowed.reachableFromOutside().isEmpty()) {
      problems.add(
          at,
          "vpn_required demands private addresses, and these are not: "
              + allowed.reachableFromOutside()
              + ".",
          "Take them out of allowed_ips or " + ALLOWED + ".");
    }
  }

  private IpRanges proxies() {
    IpRanges proxies = ranges(PROXIES);
    if (proxies.ranges().stream().anyMatch(range -> range.toString().endsWith("/0"))) {
      problems.add(
          values.at(PROXIES),
          "With everybody for a proxy anybody could forge an address.",
          "List the addresses of your proxies only.");
    }
    return proxies;
  }

  private IpRanges ranges(String name) {
    List<IpRange> ranges = new ArrayList<>();
    Optional<Value> value = values.get(name);
    for (String text : words(value)) {
      Optional<IpRange> range = IpRange.parse(text);
      range.ifPresent(ranges::add);
      if (range.isEmpty()) {
        Value word = new Value(text, values.at(name));
        problems.add(word.at(), Values.quoted(word) + " is no range of addresses.", RANGE_FORM);
      }
    }
    return new IpRanges(ranges);
  }

  private static List<String> words(Optional<Value> value) {
    return value.map(given -> List.of(given.text().strip().split("[,\\s]+"))).orElse(List.of());
  }

  private Set<String> hosts() {
    Set<String> hosts = new HashSet<>();
    for (String name : words(values.get(HOSTS))) {
      if (name.matches(HOST_NAME)) {
        hosts.add(name);
      } else {
        Value word = new Value(name, values.at(HOSTS));
        problems.add(
            word.at(),
            Values.quoted(word) + " is no name of a host.",
            "Write names without scheme and port, with commas between.");
      }
    }
    if (baseUrl != null) {
      hosts.add(baseUrl.getHost());
    }
    if (hosts.isEmpty() && environment != Environment.DEVELOPMENT && !onlyHere()) {
      problems.add(
          "API_BASE_URL",
          "Nobody could call the server: it does not know its own name.",
          "Set API_BASE_URL to the address under which others reach it, or list its names in "
              + HOSTS
              + ".");
    }
    return hosts;
  }

  /** What may be connected to though it is not public. */
  private EgressRules egress() {
    List<IpRange> ranges = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : words(values.get(EGRESS))) {
      Optional<IpRange> range = IpRange.parse(text);
      if (range.isPresent()) {
        refuseUseless(text, range.get());
        ranges.add(range.get());
      } else if (text.matches(EGRESS_NAME) && !text.matches("(?:.*\\.)?[0-9]+")) {
        names.add(text.toLowerCase(Locale.ROOT));
      } else {
        Value word = new Value(text, values.at(EGRESS));
        problems.add(
            word.at(),
            Values.quoted(word) + " is neither a range of addresses nor a name of a host.",
            RANGE_FORM + " Names stand beside them, without scheme and port.");
      }
    }
    return new EgressRules(new IpRanges(ranges), names);
  }

  private void refuseUseless(String text, IpRange range) {
    if (text.endsWith("/0")) {
      problems.add(
          values.at(EGRESS),
          "With " + text + " whoever may write an address could reach everything from here.",
          "List the networks that are needed.");
    } else if (EgressRules.isNever(range)) {
      problems.add(
          values.at(EGRESS),
          "Nothing is ever sent to " + text + ", listed or not.",
          "Take it out of " + EGRESS + ".");
    }
  }

  /** Whether only this machine can connect. */
  private boolean onlyHere() {
    return host.equals("localhost")
        || IpAddress.parse(host).filter(IpAddress::isLoopback).isPresent();
  }

  TlsSettings tls(NetworkSettings network) {
    TlsSettings tls =
        switch (word()) {
          case "own" -> own();
          case "proxy" -> proxy(network);
          default -> off();
        };
    if (!(tls instanceof TlsSettings.Own)) {
      FILES.forEach(this::refuseWithoutEffect);
    }
    if (inTransit() && !tls.on()) {
      problems.add(
          values.at(SecurityFile.IN_TRANSIT),
          "data_in_transit demands TLS, and it is off.",
          "Set " + MODE + " to own or proxy.");
    }
    return tls;
  }

  private boolean inTransit() {
    return environment != Environment.DEVELOPMENT
        && values.get(SecurityFile.IN_TRANSIT).isPresent();
  }

  /** Holds the connections to others to what {@code data_in_transit} says. */
  void requireEncryption(DatabaseSettings database, @Nullable RedisSettings redis) {
    if (inTransit()
        && database instanceof DatabaseSettings.External external
        && !external.isVerified()) {
      problems.add(
          values.at("DATABASE_URL"),
          "data_in_transit demands a connection to the database that nobody can listen to.",
          "Add sslmode=verify-full to DATABASE_URL, or ssl: true in environments.yaml.");
    }
    if (inTransit() && redis != null && !redis.tls()) {
      problems.add(
          values.at("REDIS_URL"),
          "data_in_transit demands an encrypted connection to Redis.",
          "Use rediss:// in REDIS_URL, or ssl: true in environments.yaml.");
    }
  }

  private String word() {
    Optional<Value> value = values.get(MODE);
    String word = value.map(given -> given.text().strip().toLowerCase(Locale.ROOT)).orElse("off");
    if (!List.of("off", "own", "proxy").contains(word)) {
      problems.add(
          values.at(MODE),
          MODE + " is " + Values.quoted(value.orElseThrow()) + ".",
          "Use off, own or proxy.");
    }
    return word;
  }

  private TlsSettings off() {
    if (environment == Environment.PRODUCTION && !onlyHere()) {
      problems.add(
          values.at(MODE),
          "Production without TLS would show keys to whoever listens on the way.",
          "Set "
              + MODE
              + " to own with a certificate, or to proxy with NEXUS_TRUSTED_PROXIES; or let only"
              + " this machine connect: API_HOST=127.0.0.1.");
    }
    return new TlsSettings.Off();
  }

  private TlsSettings proxy(NetworkSettings network) {
    if (network.proxies().isEmpty()) {
      problems.add(
          values.at(MODE),
          "It is not said who the proxies are.",
          "List their addresses in " + PROXIES + ".");
    }
    return new TlsSettings.Proxy();
  }

  private TlsSettings own() {
    boolean complete = true;
    for (String name : FILES.subList(0, 2)) {
      if (values.get(name).isEmpty()) {
        problems.add(name, name + " is not set, and " + MODE + " is own.", "Name the PEM file.");
        complete = false;
      }
    }
    Path none = Path.of("");
    TlsFiles files =
        new TlsFiles(
            values.path(FILES.getFirst(), none),
            values.path(FILES.get(1), none),
            values.get(FILES.getLast()).isEmpty() ? null : values.path(FILES.getLast(), none));
    if (complete) {
      try {
        TlsMaterial.read(files);
      } catch (Fault e) {
        problems.addAll(e);
      }
    }
    return new TlsSettings.Own(files);
  }

  private void refuseWithoutEffect(String name) {
    values
        .get(name)
        .ifPresent(value ->
            problems.add(
                value.at(),
                name + " has an effect only where the server itself speaks TLS.",
                "Set " + MODE + " to own, or unset it."));
  }
}
