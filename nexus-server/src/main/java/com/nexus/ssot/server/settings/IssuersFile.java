package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Quoted;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file {@code issuers.yaml}: whose tokens are believed, and whom their subjects stand for. */
final class IssuersFile {
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final String KNOWN_ALGORITHMS = "RS256 to RS512, PS256 to PS512, ES256 to ES512";

  /** Access tokens (RFC 9068); others are believed only of issuers that make no such. */
  private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");

  private static final Set<String> PLAIN = Set.of("jwt");

  private final Environment environment;
  private final Problems problems;

  private IssuersFile(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The issuers; none if there is no file. */
  static List<TrustedIssuer> read(Path file, Environment environment, Problems problems) {
    IssuersFile reader = new IssuersFile(environment, problems);
    List<TrustedIssuer> issuers = new ArrayList<>();
    Section.file(file, problems)
        .ifPresent(whole -> {
          whole.only("issuers");
          whole
              .section("issuers")
              .ifPresent(all ->
                  all.keys()
                      .forEach(name ->
                          all.section(name)
                              .ifPresent(section -> issuers.add(reader.issuer(name, section)))));
        });
    reader.requireDifferent(issuers);
    return issuers;
  }

  private TrustedIssuer issuer(String name, Section section) {
    section.only("issuer", "audience", "algorithms", "jwks", "type", "subjects");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,30}")) {
      problems.add(
          section.at(),
          "An issuer is called by 1 to 31 small letters, digits and hyphens.",
          "Give it such a name.");
    }
    return new TrustedIssuer(
        name,
        text(section, "issuer"),
        text(section, "audience"),
        algorithms(section),
        address(section),
        types(section),
        subjects(section),
        section.at());
  }

  private String text(Section section, String key) {
    Optional<String> text =
        section.value(key).map(value -> value.text().strip()).filter(value -> !value.isEmpty());
    if (text.isEmpty()) {
      problems.add(section.at(key), "An issuer needs " + key + ".", "Add it.");
    }
    return text.orElse("");
  }

  private Set<String> algorithms(Section section) {
    Set<String> algorithms =
        Arrays.stream(text(section, "algorithms").split("[,\\s]+"))
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet());
    for (String algorithm : algorithms) {
      if (!ALGORITHMS.contains(algorithm)) {
        problems.add(
            section.at("algorithms"),
            "Tokens of others cannot be verified by " + Quoted.of(algorithm) + ".",
            "Use " + KNOWN_ALGORITHMS + ", several with commas between.");
      }
    }
    return algorithms;
  }

  private URI address(Section section) {
    String text = text(section, "jwks");
    URI address = addressOf(text);
    if (address == null) {
      if (!text.isEmpty()) {
        problems.add(
            section.at("jwks"),
            "The keys of an issuer are fetched by https; in development also by http from this"
                + " machine.",
            "Write https://host/path.");
      }
      return URI.create("https://invalid");
    }
    return address;
  }

  private @Nullable URI addressOf(String text) {
    try {
      URI address = new URI(text);
      boolean plain = address.getHost() != null && address.getUserInfo() == null;
      boolean safe =
          "https".equals(address.getScheme())
              || ("http".equals(address.getScheme())
                  && environment == Environment.DEVELOPMENT
                  && isThisMachine(address.getHost()));
      return plain && safe && address.getFragment() == null ? address : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isThisMachine(@Nullable String host) {
    if (host == null || !host.matches("127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]")) {
      return "localhost".equals(host);
    }
    return InetAddress.ofLiteral(host).isLoopbackAddress();
  }

  private Set<String> types(Section section) {
    String type =
        section
            .value("type")
            .map(value -> value.text().strip().toLowerCase(Locale.ROOT))
            .orElse("at+jwt");
    return switch (type) {
      case "at+jwt" -> ACCESS_TOKEN;
      case "jwt" -> PLAIN;
      default -> {
        problems.add(
            section.at("type"),
            "There is no type " + Quoted.of(type) + " of access tokens.",
            "Use at+jwt, or jwt for issuers that make no other.");
        yield ACCESS_TOKEN;
      }
    };
  }

  private Map<String, String> subjects(Section section) {
    Map<String, String> subjects = new LinkedHashMap<>();
    section
        .section("subjects")
        .ifPresent(all -> all.keys().forEach(subject -> subjects.put(subject, text(all, subject))));
    if (!section.has("subjects")) {
      problems.add(
          section.at(),
          "Nobody is named whose tokens would be believed.",
          "Add subjects, each with the name of a service.");
    }
    return subjects;
  }

  private void requireDifferent(List<TrustedIssuer> issuers) {
    Set<String> seen = new HashSet<>();
    for (TrustedIssuer issuer : issuers) {
      if (!issuer.issuer().isEmpty() && !seen.add(issuer.issuer())) {
        problems.add(
            issuer.at(), "Another entry has the same issuer.", "Put the subjects together.");
      }
    }
  }
}
