package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.settings.LogSettings.Format;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads, checks and puts together the settings. Used once. */
final class SettingsReader {
  private static final String ENVIRONMENTS = "environments.yaml";
  private static final String LOGGING = "logging.yaml";
  private static final String SECURITY = "security_registry.yaml";
  private static final Set<String> FILES =
      Set.of(
          ENVIRONMENTS,
          LOGGING,
          SECURITY,
          TokenReader.ISSUERS,
          LoginReader.FILE,
          "alias_governance.yaml",
          "ssot_policies.yaml");
  private static final int TIMEOUT_SECONDS = 30;
  private static final int RETRIES = 3;

  private final Path workingDir;
  private final Problems problems = new Problems();
  private final Sources sources = new Sources();
  private final Values values;
  private final List<String> warnings = new ArrayList<>();

  SettingsReader(Map<String, String> environment, Path workingDir, Map<String, String> flags) {
    this.workingDir = workingDir.toAbsolutePath().normalize();
    this.values = new Values(sources, problems, this.workingDir);
    Map<String, Value> named = new LinkedHashMap<>();
    flags.forEach((name, text) -> named.put(name, new Value(text, SettingNames.flag(name))));
    sources.add(named);
    sources.addPlain(environment);
    sources.add(DotEnv.read(this.workingDir.resolve(".env"), problems));
  }

  ServerSettings read() {
    checkNames();
    Environment environment = environment();
    Path configDir = configDir();
    sources.add(
        EnvironmentsFile.read(configDir.resolve(ENVIRONMENTS), environment, sources, problems));
    sources.add(LoggingFile.read(configDir.resolve(LOGGING), sources, problems));
    sources.add(weaker(SecurityFile.read(configDir.resolve(SECURITY), sources, problems)));
    refuseUnsupported();
    Path home = Path.of(System.getProperty("user.home"));
    Path dataDir = values.path("NEXUS_DATA_DIR", home.resolve(".nexus"));
    Path cacheDir = values.path("NEXUS_CACHE_DIR", home.resolve(".cache").resolve("nexus"));
    DatabaseSettings database = database();
    RedisSettings redis =
        values.get("REDIS_URL").flatMap(value -> RedisUrl.parse(value, problems)).orElse(null);
    warnOfPlainRedis(environment, redis);
    warnOfUnverified(environment, database);
    int port =
        values.number(
            "API_PORT", 0, 65_535, 8000, "Use a number from 1 to 65535, or 0 for any free port.");
    int timeout =
        values.number(EnvironmentsFile.TIMEOUT, 1, 3600, TIMEOUT_SECONDS, "Use 1 to 3600 seconds.");
    int retries = values.number(EnvironmentsFile.RETRIES, 0, 20, RETRIES, "Use 0 to 20.");
    var baseUrl = values.webAddress("API_BASE_URL");
    String host = host(environment);
    NetworkReader reader = new NetworkReader(values, problems, environment, host, baseUrl);
    NetworkSettings network = reader.read(port);
    TlsSettings tls = reader.tls(network);
    reader.requireEncryption(database, redis);
    UseReader use = new UseReader(values, environment);
    RateSettings rates = use.rates();
    boolean metrics = values.flag("PROMETHEUS_ENABLED", true);
    URI contact = use.securityContact(warnings);
    LogSettings log = log();
    ApiKey adminKey = adminKey();
    LoginSettings login =
        new LoginReader(values, environment, sources, problems, warnings).read(configDir, baseUrl);
    TokenSettings tokens = new TokenReader(values, problems).read(configDir, environment, baseUrl);
    Supplier<Secrets> secrets =
        new SecretReader(values, environment, database, new KeyFolder(dataDir)).read();
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
        redis,
        network,
        tls,
        rates,
        contact,
        Duration.ofSeconds(timeout),
        retries,
        log,
        metrics,
        login,
        adminKey,
        tokens,
        secrets.get(),
        warnings);
  }

  private void checkNames() {
    List<String> ofClients = new ArrayList<>();
    for (String name : sources.names()) {
      if (SettingNames.isStranger(name, values.get(name).map(Value::text).orElse(""))) {
        problems.add(
            values.at(name),
            "There is no setting " + name + ".",
            "Unset it; perhaps " + SettingNames.nearest(name) + " was meant.");
      } else if (SettingNames.isOfClients(name)) {
        ofClients.add(name);
      }
    }
    if (!ofClients.isEmpty()) {
      warnings.add(
          "Settings of clients have no effect on the server: " + String.join(", ", ofClients));
    }
  }

  /** What stronger sources say otherwise is told, because whoever wrote the file believes in it. */
  private Map<String, Value> weaker(Map<String, Value> file) {
    if (!file.containsKey("SECRET_KEY") || values.get("JWT_SECRET_KEY").isEmpty()) {
      file.forEach((name, value) -> warnOfDifference(name, name, value));
      return file;
    }
    Map<String, Value> others = new LinkedHashMap<>(file);
    warnOfDifference("SECRET_KEY", "JWT_SECRET_KEY", others.remove("SECRET_KEY"));
    return weaker(others);
  }

  private void warnOfDifference(String name, String stronger, @Nullable Value value) {
    Optional<Value> other = values.get(stronger);
    if (other.isPresent() && value != null && !other.get().text().equals(value.text())) {
      warnings.add(
          "%s at %s counts, not what %s says of it".formatted(name, other.get().at(), value.at()));
    }
  }

  private void refuseUnsupported() {
    values
        .get("NEXUS_ENCRYPTION_KEY")
        .ifPresent(value ->
            problems.add(
                value.at(),
                "There is one key for everything that is stored encrypted.",
                "Unset NEXUS_ENCRYPTION_KEY; set AUDIT_ENCRYPTION_KEY."));
    if (values.flag("GRAFANA_ENABLED", false)) {
      problems.add(
          values.at("GRAFANA_ENABLED"),
          "Grafana dashboards are not part of this version.",
          "Unset it or set it to false; Grafana can show what Prometheus reads from /metrics.");
    }
  }

  private Environment environment() {
    Optional<Environment> first = environment("ENVIRONMENT");
    Optional<Environment> second = environment("NEXUS_ENV");
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      problems.add(
          values.at("NEXUS_ENV"),
          "ENVIRONMENT is %s and NEXUS_ENV is %s.".formatted(first.get().key(), second.get().key()),
          "Set only one of them.");
    }
    return first.or(() -> second).orElse(Environment.DEVELOPMENT);
  }

  private Optional<Environment> environment(String name) {
    Optional<Value> value = values.get(name);
    Optional<Environment> environment = value.flatMap(given -> Environment.named(given.text()));
    if (value.isPresent() && environment.isEmpty()) {
      problems.add(
          value.get().at(),
          name + " is " + Values.quoted(value.get()) + ", which is no environment.",
          "Use development, staging or production.");
    }
    return environment;
  }

  /** On a developer's machine nobody else gets in; elsewhere that is what servers are for. */
  private String host(Environment environment) {
    String otherwise = environment == Environment.DEVELOPMENT ? "127.0.0.1" : "0.0.0.0";
    return values.get("API_HOST").map(value -> value.text().strip()).orElse(otherwise);
  }

  private Path configDir() {
    Path folder = values.path("NEXUS_CONFIG_DIR", workingDir.resolve("config"));
    if (!Files.isDirectory(folder)) {
      values
          .get("NEXUS_CONFIG_DIR")
          .ifPresent(value ->
              problems.add(
                  value.at(),
                  "There is no folder " + folder + ".",
                  "Make it, or correct the path."));
      return folder;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!FILES.contains(name) && !name.contains(".example.")) {
          warnings.add("The server does not read " + file);
        }
      }
    } catch (IOException e) {
      problems.add(
          values.at("NEXUS_CONFIG_DIR"),
          "The folder " + folder + " cannot be read: " + Reason.of(e) + ".",
          "Correct its permissions.");
    }
    return folder;
  }

  private DatabaseSettings database() {
    return values
        .get("DATABASE_URL")
        .flatMap(value ->
            DatabaseUrl.parse(value, problems).map(database -> withoutPassword(value, database)))
        .orElseGet(DatabaseSettings.Embedded::new);
  }

  /** Everybody on the machine can read what a process was started with. */
  private DatabaseSettings withoutPassword(Value value, DatabaseSettings database) {
    if (value.at().equals(SettingNames.flag("DATABASE_URL"))
        && database instanceof DatabaseSettings.External external
        && external.password() != null) {
      problems.add(
          value.at(),
          "The address has a password, and others can see what a process was started with.",
          "Set DATABASE_URL in the environment or in .env instead.");
    }
    return database;
  }

  private void warnOfUnverified(Environment environment, DatabaseSettings database) {
    if (environment == Environment.PRODUCTION
        && database instanceof DatabaseSettings.External external
        && !external.isVerified()) {
      warnings.add(
          "The database need not prove who it is, so somebody on the way could answer in its place:"
              + " add sslmode=verify-full to DATABASE_URL");
    }
  }

  private void warnOfPlainRedis(Environment environment, @Nullable RedisSettings redis) {
    if (environment != Environment.DEVELOPMENT
        && redis != null
        && !redis.tls()
        && !List.of("localhost", "127.0.0.1", "::1").contains(redis.host())) {
      warnings.add("The connection to Redis is not encrypted; use rediss:// in REDIS_URL");
    }
  }

  private LogSettings log() {
    LogLevel level = values.get("LOG_LEVEL").flatMap(values::logLevel).orElse(LogLevel.INFO);
    Map<String, LogLevel> loggers = new LinkedHashMap<>();
    for (String name : sources.names()) {
      if (name.startsWith(LoggingFile.LOGGER)) {
        values
            .get(name)
            .flatMap(values::logLevel)
            .ifPresent(l -> loggers.put(name.substring(LoggingFile.LOGGER.length()), l));
      }
    }
    return new LogSettings(level, format(), logFile(), loggers);
  }

  private Format format() {
    Optional<Value> value = values.get(LoggingFile.FORMAT);
    String text = value.map(given -> given.text().strip().toLowerCase(Locale.ROOT)).orElse("text");
    if (!text.equals("text") && !text.equals("json")) {
      String message = "The log format " + Values.quoted(value.orElseThrow()) + " does not exist.";
      problems.add(values.at(LoggingFile.FORMAT), message, "Use text or json.");
    }
    return text.equals("json") ? Format.JSON : Format.TEXT;
  }

  private @Nullable Path logFile() {
    return values.get(EnvironmentsFile.LOG_FILE).isEmpty()
        ? null
        : values.path(EnvironmentsFile.LOG_FILE, workingDir.resolve("nexus.log"));
  }

  private @Nullable ApiKey adminKey() {
    Optional<Value> value = values.get("NEXUS_ADMIN_KEY");
    Optional<ApiKey> key = value.flatMap(given -> ApiKey.parse(given.text().strip()));
    if (value.isPresent() && key.isEmpty()) {
      problems.add(
          value.get().at(),
          "NEXUS_ADMIN_KEY is not a well-formed key.",
          "Make one with: nexus key generate");
    }
    return key.orElse(null);
  }
}
