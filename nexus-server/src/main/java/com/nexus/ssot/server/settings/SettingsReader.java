package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads, checks and puts together the settings. Used once. */
final class SettingsReader {
  private static final int PORT = 8000;
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
  private static final int RETRIES = 3;

  private final Path workingDir;
  private final Problems problems = new Problems();
  private final Sources sources = new Sources();

  SettingsReader(Map<String, String> environment, Path workingDir, Map<String, String> flags) {
    this.workingDir = workingDir.toAbsolutePath().normalize();
    Map<String, Value> named = new LinkedHashMap<>();
    flags.forEach((name, text) -> named.put(name, new Value(text, SettingNames.flag(name))));
    sources.add(named);
    sources.addPlain(environment);
    sources.add(DotEnv.read(this.workingDir.resolve(".env"), problems));
  }

  ServerSettings read() {
    refuseUnknown();
    refuseUnsupported();
    Environment environment = environment();
    Path home = Path.of(System.getProperty("user.home"));
    Path dataDir = path("NEXUS_DATA_DIR", () -> home.resolve(".nexus"));
    Path cacheDir = path("NEXUS_CACHE_DIR", () -> home.resolve(".cache").resolve("nexus"));
    Path configDir = path("NEXUS_CONFIG_DIR", () -> workingDir.resolve("config"));
    DatabaseSettings database = database();
    int port = port();
    URI baseUrl = baseUrl();
    LogSettings log = log();
    boolean metrics = flag("PROMETHEUS_ENABLED", true);
    ApiKey adminKey = adminKey();
    String host = sources.get("API_HOST").map(value -> value.text().strip()).orElse("127.0.0.1");
    Supplier<Secrets> secrets = secrets(environment, database, new KeyFolder(dataDir));
    problems.raise();
    return new ServerSettings(
        environment,
        host,
        port,
        baseUrl,
        dataDir,
        cacheDir,
        configDir,
        database,
        STATEMENT_TIMEOUT,
        RETRIES,
        log,
        metrics,
        adminKey,
        secrets.get());
  }

  private void refuseUnknown() {
    for (String name : sources.names()) {
      if (SettingNames.isStranger(name)) {
        problems.add(
            at(name),
            "There is no setting " + name + ".",
            "Unset it; perhaps " + SettingNames.nearest(name) + " was meant.");
      }
    }
  }

  private void refuseUnsupported() {
    sources
        .get("REDIS_URL")
        .ifPresent(value ->
            problems.add(
                value.at(),
                "Redis is not part of this version.",
                "Unset REDIS_URL; the server does without."));
    sources
        .get("TOKEN_EXPIRATION")
        .ifPresent(value ->
            problems.add(
                value.at(),
                "Tokens are not part of this version; callers use API keys.",
                "Unset TOKEN_EXPIRATION."));
    if (flag("GRAFANA_ENABLED", false)) {
      problems.add(
          at("GRAFANA_ENABLED"),
          "Grafana dashboards are not part of this version.",
          "Unset GRAFANA_ENABLED or set it to false; Grafana can read /metrics by Prometheus.");
    }
  }

  private Environment environment() {
    Optional<Environment> first = environment("ENVIRONMENT");
    Optional<Environment> second = environment("NEXUS_ENV");
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      problems.add(
          at("NEXUS_ENV"),
          "ENVIRONMENT is %s and NEXUS_ENV is %s.".formatted(first.get().key(), second.get().key()),
          "Set only one of them.");
    }
    return first.or(() -> second).orElse(Environment.DEVELOPMENT);
  }

  private Optional<Environment> environment(String name) {
    return sources
        .get(name)
        .flatMap(value -> {
          Optional<Environment> environment = Environment.named(value.text());
          if (environment.isEmpty()) {
            problems.add(
                value.at(),
                name + " is " + quoted(value) + ", which is no environment.",
                "Use development, staging or production.");
          }
          return environment;
        });
  }

  private DatabaseSettings database() {
    return sources
        .get("DATABASE_URL")
        .flatMap(value -> DatabaseUrl.parse(value, problems))
        .orElseGet(DatabaseSettings.Embedded::new);
  }

  private int port() {
    Optional<Value> value = sources.get("API_PORT");
    if (value.isEmpty()) {
      return PORT;
    }
    try {
      int port = Integer.parseInt(value.get().text().strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are no ports.
    }
    problems.add(
        value.get().at(),
        "API_PORT is " + quoted(value.get()) + ", which is no port.",
        "Use a number from 1 to 65535, or 0 for any free port.");
    return PORT;
  }

  private @Nullable URI baseUrl() {
    Optional<Value> value = sources.get("API_BASE_URL");
    if (value.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(value.get().text().strip());
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for other addresses.
    }
    problems.add(
        value.get().at(),
        "The base address " + quoted(value.get()) + " is not that of a web server.",
        "Write http://host or https://host, with a port and path if needed.");
    return null;
  }

  private LogSettings log() {
    LogLevel level = sources.get("LOG_LEVEL").flatMap(this::logLevel).orElse(LogLevel.INFO);
    return new LogSettings(level, LogSettings.Format.TEXT, null, Map.of());
  }

  private Optional<LogLevel> logLevel(Value value) {
    return switch (value.text().strip().toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Optional.of(LogLevel.DEBUG);
      case "INFO" -> Optional.of(LogLevel.INFO);
      case "WARNING", "WARN" -> Optional.of(LogLevel.WARNING);
      case "ERROR" -> Optional.of(LogLevel.ERROR);
      default -> {
        problems.add(
            value.at(),
            "The log level " + quoted(value) + " does not exist.",
            "Use DEBUG, INFO, WARNING or ERROR.");
        yield Optional.empty();
      }
    };
  }

  private @Nullable ApiKey adminKey() {
    Optional<Value> value = sources.get("NEXUS_ADMIN_KEY");
    if (value.isEmpty()) {
      return null;
    }
    Optional<ApiKey> key = ApiKey.parse(value.get().text().strip());
    if (key.isEmpty()) {
      problems.add(
          value.get().at(),
          "NEXUS_ADMIN_KEY is not a well-formed key.",
          "Make one with: nexus key generate");
    }
    return key.orElse(null);
  }

  private Supplier<Secrets> secrets(
      Environment environment, DatabaseSettings database, KeyFolder keys) {
    Supplier<byte[]> secretKey = secretKey(environment, keys);
    Supplier<byte[]> encryptionKey =
        encryptionKey("NEXUS_ENCRYPTION_KEY", "encryption-key", environment, database, keys);
    Supplier<byte[]> auditKey =
        encryptionKey("AUDIT_ENCRYPTION_KEY", "audit-encryption-key", environment, database, keys);
    return () -> new Secrets(secretKey.get(), encryptionKey.get(), auditKey.get());
  }

  private Supplier<byte[]> secretKey(Environment environment, KeyFolder keys) {
    Optional<Value> first = sources.get("SECRET_KEY");
    Optional<Value> second = sources.get("JWT_SECRET_KEY");
    if (first.isPresent()
        && second.isPresent()
        && !first.get().text().equals(second.get().text())) {
      problems.add(
          second.get().at(),
          "SECRET_KEY and JWT_SECRET_KEY are two names of one setting and differ.",
          "Set only SECRET_KEY.");
    }
    Optional<Value> value = first.or(() -> second);
    if (value.isPresent()) {
      SecretText.weakness(value.get().text())
          .ifPresent(weakness ->
              problems.add(
                  value.get().at(),
                  "The secret key is too weak. " + weakness,
                  "Set SECRET_KEY to the output of: openssl rand -base64 32"));
      return () -> value.get().text().getBytes(StandardCharsets.UTF_8);
    }
    if (environment != Environment.DEVELOPMENT) {
      problems.add(
          "SECRET_KEY",
          "SECRET_KEY is not set, and " + environment.key() + " does not make its own.",
          "Set SECRET_KEY to the output of: openssl rand -base64 32");
    }
    return () -> keys.key("secret-key");
  }

  private Supplier<byte[]> encryptionKey(
      String name,
      String file,
      Environment environment,
      DatabaseSettings database,
      KeyFolder keys) {
    Optional<Value> value = sources.get(name);
    if (value.isPresent()) {
      Optional<byte[]> key = SecretText.key(value.get().text());
      if (key.isEmpty()) {
        problems.add(
            value.get().at(),
            name + " is not a key of 32 bytes in base64.",
            "Set it to the output of: openssl rand -base64 32");
      }
      return () -> key.orElseThrow();
    }
    if (environment != Environment.DEVELOPMENT && database instanceof DatabaseSettings.External) {
      problems.add(
          name,
          name + " is not set: servers that share a database must share this key.",
          "Set it to the output of: openssl rand -base64 32");
    }
    return () -> keys.key(file);
  }

  private boolean flag(String name, boolean otherwise) {
    Optional<Value> value = sources.get(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    return switch (value.get().text().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        problems.add(
            value.get().at(),
            name + " is " + quoted(value.get()) + ", which is neither true nor false.",
            "Use true or false.");
        yield otherwise;
      }
    };
  }

  private Path path(String name, Supplier<Path> otherwise) {
    Optional<Value> value = sources.get(name);
    if (value.isEmpty()) {
      return otherwise.get();
    }
    String text = value.get().text().strip();
    try {
      Path home = Path.of(System.getProperty("user.home"));
      Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
      return workingDir.resolve(path).normalize();
    } catch (InvalidPathException e) {
      problems.add(value.get().at(), name + " is not a path.", "Name a folder.");
      return otherwise.get();
    }
  }

  private String at(String name) {
    return sources.get(name).map(Value::at).orElse(name);
  }

  private static String quoted(Value value) {
    return "\"" + value.text().strip() + "\"";
  }
}
