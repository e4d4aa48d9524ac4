package com.nexus.ssot.server.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code environments.yaml}: for each environment its database, address, monitoring and
 * features. Gives the values of one environment under the names that the environment variables
 * have.
 */
final class EnvironmentsFile {
  /** Names of settings that only this file has. */
  static final String TIMEOUT = "api.timeout";

  static final String RETRIES = "api.retries";
  static final String LOG_FILE = "monitoring.log_file";
  static final String RATE_LIMITING = "features.rate_limiting";

  /** What this version always does, or does not do: the value each feature must have. */
  private static final Map<String, Boolean> FEATURES =
      Map.of(
          "ssot_aliasing", true,
          "audit_logging", true,
          "caching", true,
          "security_scanning", false);

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Interpolation variables;
  private final Problems problems;

  private EnvironmentsFile(Interpolation variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** The values for one environment; none if there is no file. */
  static Map<String, Value> read(
      Path file, Environment environment, Sources sources, Problems problems) {
    EnvironmentsFile reader = new EnvironmentsFile(new Interpolation(sources, problems), problems);
    Section.file(file, problems)
        .ifPresent(whole -> {
          whole.only("environments");
          whole.section("environments").ifPresent(all -> reader.environments(all, environment));
        });
    return reader.values;
  }

  private void environments(Section all, Environment environment) {
    all.only(Arrays.stream(Environment.values()).map(Environment::key).toArray(String[]::new));
    // Keys are checked everywhere, so that a typing error does not wait for its environment.
    for (String name : all.keys()) {
      all.section(name).ifPresent(EnvironmentsFile::refuseUnknownKeys);
    }
    Optional<Section> chosen = all.section(environment.key());
    if (chosen.isEmpty()) {
      problems.add(
          all.at(),
          "The file has nothing for the environment " + environment.key() + ".",
          "Add it, or set ENVIRONMENT to one of " + String.join(", ", all.keys()) + ".");
    }
    chosen.ifPresent(this::environment);
  }

  private static void refuseUnknownKeys(Section section) {
    section.only("database", "redis", "api", "monitoring", "features");
    only(section, "database", "host", "port", "name", "user", "password", "ssl");
    only(section, "redis", "host", "port", "user", "password", "db", "ssl");
    only(section, "api", "base_url", "timeout", "retries");
    only(section, "monitoring", "enabled", "level", "log_file");
    only(
        section,
        "features",
        Stream.concat(FEATURES.keySet().stream(), Stream.of("rate_limiting"))
            .sorted()
            .toArray(String[]::new));
  }

  private static void only(Section section, String name, String... known) {
    section.section(name).ifPresent(part -> part.only(known));
  }

  private void environment(Section section) {
    section.section("database").ifPresent(this::database);
    section.section("redis").ifPresent(this::redis);
    section
        .section("api")
        .ifPresent(api -> {
          put(api, "base_url", "API_BASE_URL");
          put(api, "timeout", TIMEOUT);
          put(api, "retries", RETRIES);
        });
    section
        .section("monitoring")
        .ifPresent(monitoring -> {
          put(monitoring, "enabled", "PROMETHEUS_ENABLED");
          put(monitoring, "level", "LOG_LEVEL");
          put(monitoring, "log_file", LOG_FILE);
        });
    section.section("features").ifPresent(this::features);
  }

  private void put(Section section, String key, String name) {
    section
        .value(key)
        .flatMap(variables::of)
        .filter(value -> !value.text().isBlank())
        .ifPresent(value -> values.put(name, value));
  }

  /** Puts the parts together to one address, with everything escaped. */
  private void database(Section database) {
    Optional<String> host = text(database, "host");
    Optional<String> name = text(database, "name");
    if (host.isEmpty() || name.isEmpty()) {
      // What is wrong with a value that stands there has been said already.
      if (!database.has("host") || !database.has("name")) {
        problems.add(
            database.at(),
            "The database needs a host and a name.",
            "Add them, or remove the section to use the embedded database.");
      }
      return;
    }
    String user = text(database, "user").map(EnvironmentsFile::escaped).orElse("");
    String password = text(database, "password").map(text -> ":" + escaped(text)).orElse("");
    String address =
        "postgresql://%s%s@%s:%s/%s?sslmode=%s"
            .formatted(
                user,
                password,
                host.get().contains(":") ? "[" + host.get() + "]" : escaped(host.get()),
                text(database, "port").orElse("5432"),
                escaped(name.get()),
                flag(database, "ssl", false) ? "verify-full" : "prefer");
    values.put("DATABASE_URL", new Value(address, database.at()));
  }

  private void redis(Section redis) {
    Optional<String> host = text(redis, "host");
    if (host.isEmpty()) {
      if (!redis.has("host")) {
        problems.add(
            redis.at(), "Redis needs a host.", "Add it, or remove the section to do without.");
      }
      return;
    }
    String user = text(redis, "user").map(EnvironmentsFile::escaped).orElse("");
    String password = text(redis, "password").map(text -> ":" + escaped(text)).orElse("");
    String address =
        "%s://%s%s%s%s:%s/%s"
            .formatted(
                flag(redis, "ssl", false) ? "rediss" : "redis",
                user,
                password,
                (user + password).isEmpty() ? "" : "@",
                host.get().contains(":") ? "[" + host.get() + "]" : host.get(),
                text(redis, "port").orElse("6379"),
                text(redis, "db").orElse("0"));
    values.put("REDIS_URL", new Value(address, redis.at()));
  }

  private void features(Section features) {
    put(features, "rate_limiting", RATE_LIMITING);
    FEATURES.forEach((name, must) -> {
      if (features.has(name) && flag(features, name, must) != must) {
        problems.add(
            features.at(name),
            must
                ? "The feature " + name + " is always on."
                : "The feature " + name + " is not part of this version.",
            "Set it to " + must + ", or remove it.");
      }
    });
  }

  private Optional<String> text(Section section, String key) {
    return section
        .value(key)
        .flatMap(variables::of)
        .map(value -> value.text().strip())
        .filter(text -> !text.isEmpty());
  }

  private boolean flag(Section section, String key, boolean otherwise) {
    Optional<String> text = text(section, key).map(word -> word.toLowerCase(Locale.ROOT));
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      problems.add(section.at(key), key + " is neither true nor false.", "Use true or false.");
      return otherwise;
    }
    return text.map(Boolean::parseBoolean).orElse(otherwise);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
