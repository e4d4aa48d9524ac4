package com.nexus.ssot.server.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is set about tokens. */
final class TokenReader {
  static final String ISSUERS = "issuers.yaml";

  private static final String EXPIRATION = "TOKEN_EXPIRATION";
  private static final String OTHER_FILE = "NEXUS_TRUSTED_ISSUERS";
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,9})([smhd]?)");
  private static final Duration SHORTEST = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Values values;
  private final Problems problems;

  TokenReader(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /**
   * @param baseUrl how this server calls itself in its own tokens; null when nobody said
   */
  TokenSettings read(Path configDir, Environment environment, @Nullable URI baseUrl) {
    List<TrustedIssuer> issuers = issuers(configDir, environment);
    for (TrustedIssuer issuer : issuers) {
      if (baseUrl != null && issuer.issuer().equals(baseUrl.toString())) {
        problems.add(
            issuer.at(),
            "This is the server's own address, so these would be its own tokens.",
            "Take the entry out.");
      }
    }
    return new TokenSettings(life(), issuers);
  }

  private Duration life() {
    Optional<Value> value = values.get(EXPIRATION);
    if (value.isEmpty()) {
      return TokenSettings.USUAL_LIFE;
    }
    Duration life = length(value.get().text().strip());
    if (life == null || life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
      problems.add(
          value.get().at(),
          EXPIRATION + " is " + Values.quoted(value.get()) + ".",
          "Use 60 to 86400 seconds, or a length such as 1h.");
      return TokenSettings.USUAL_LIFE;
    }
    return life;
  }

  private static @Nullable Duration length(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      return null;
    }
    long number = Long.parseLong(length.group(1));
    return switch (length.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private List<TrustedIssuer> issuers(Path configDir, Environment environment) {
    Optional<Value> other = values.get(OTHER_FILE);
    if (other.isEmpty()) {
      return IssuersFile.read(configDir.resolve(ISSUERS), environment, problems);
    }
    Path file = values.path(OTHER_FILE, configDir.resolve(ISSUERS));
    if (!Files.isRegularFile(file)) {
      problems.add(
          other.get().at(), "There is no file " + file + ".", "Make it, or correct the path.");
      return List.of();
    }
    return IssuersFile.read(file, environment, problems);
  }
}
