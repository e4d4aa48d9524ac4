package com.nexus.ssot.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how the server may be used, and whom to tell when it is misused. Used once. */
final class UseReader {
  private static final int MOST_REQUESTS = 100_000_000;

  private final Values values;
  private final Environment environment;

  UseReader(Values values, Environment environment) {
    this.values = values;
    this.environment = environment;
  }

  /** How often callers may ask. */
  RateSettings rates() {
    boolean on = values.flag(EnvironmentsFile.RATE_LIMITING, true);
    if (!on && environment != Environment.DEVELOPMENT) {
      values.problem(
          values.at(EnvironmentsFile.RATE_LIMITING),
          "Only development may do without limits of requests.",
          "Set it to true, or remove it.");
    }
    return new RateSettings(
        on,
        requests("READS", 6_000),
        requests("WRITES", 1_200),
        requests("SEARCHES", 6),
        requests("LOGINS", 10),
        requests("FAILURES", 30),
        requests("PROPOSALS", 60));
  }

  private int requests(String what, int otherwise) {
    return values.number(
        "NEXUS_RATE_LIMIT_" + what, 1, MOST_REQUESTS, otherwise, "Use 1 to 100000000.");
  }

  /** Whom to tell of a weakness; null for nobody. */
  @Nullable URI securityContact(List<String> warnings) {
    Optional<Value> value = values.get("NEXUS_SECURITY_CONTACT");
    if (value.isEmpty()) {
      if (environment == Environment.PRODUCTION) {
        warnings.add("Nobody can learn whom to tell of a weakness: set NEXUS_SECURITY_CONTACT");
      }
      return null;
    }
    try {
      URI uri = new URI(value.get().text().strip());
      if (List.of("mailto", "https", "tel").contains(String.valueOf(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for other addresses.
    }
    values.problem(
        value.get().at(),
        "NEXUS_SECURITY_CONTACT is " + Values.quoted(value.get()) + ", where nobody can write to.",
        "Write mailto:security@example.com or https://example.com/security.");
    return null;
  }
}
