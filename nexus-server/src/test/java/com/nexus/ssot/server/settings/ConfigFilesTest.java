package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFilesTest {
  private static final String SECRET = "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH";
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir Path folder;

  @BeforeEach
  void aConfigFolder() throws IOException {
    Files.createDirectory(folder.resolve("config"));
  }

  @Test
  void theEnvironmentsFileSetsDatabaseAddressLogAndLimits() throws IOException {
    environments(
        """
        environments:
          development:
            api: { base_url: http://localhost:8000 }
          production:
            database:
              host: db.example.com
              port: ${DB_PORT}
              name: nexus prod
              user: nexus
              password: ${DB_PASSWORD}
              ssl: true
            api: { base_url: https://api.example.com, timeout: 5, retries: 7 }
            monitoring: { enabled: false, level: warn, log_file: logs/nexus.log }
            features: { ssot_aliasing: true, audit_logging: true, rate_limiting: true, caching: true, security_scanning: false }
        """);
    ServerSettings settings =
        load(
            Map.of(
                "ENVIRONMENT",
                "production",
                "NEXUS_TLS_MODE",
                "proxy",
                "NEXUS_TRUSTED_PROXIES",
                "10.0.0.7",
                "DB_PORT",
                "6432",
                "DB_PASSWORD",
                "p@ss/w%rd",
                "SECRET_KEY",
                SECRET,
                "AUDIT_ENCRYPTION_KEY",
                KEY));
    assertThat(settings.database())
        .isEqualTo(
            new DatabaseSettings.External(
                "jdbc:postgresql://db.example.com:6432/nexus%20prod?sslmode=verify-full",
                "nexus", "p@ss/w%rd"));
    assertThat(settings.baseUrl()).hasToString("https://api.example.com");
    assertThat(settings.statementTimeout()).hasSeconds(5);
    assertThat(settings.retries()).isEqualTo(7);
    assertThat(settings.metrics()).isFalse();
    assertThat(settings.log().level()).isEqualTo(LogLevel.WARNING);
    assertThat(settings.log().file()).isEqualTo(folder.resolve("logs/nexus.log"));
  }

  @Test
  void theEnvironmentsFileSetsRedis() throws IOException {
    environments(
        """
        environments:
          development:
            redis: { host: redis.example.com, port: 6380, password: "${PW}", db: 2, ssl: true }
        """);
    assertThat(load(Map.of("PW", "p@ss/w:rd")).redis())
        .isEqualTo(new RedisSettings("redis.example.com", 6380, true, null, "p@ss/w:rd", 2));
    environments("environments: { development: { redis: { host: '::1' } } }");
    assertThat(load(Map.of()).redis())
        .isEqualTo(new RedisSettings("::1", 6379, false, null, null, 0));
  }

  @Test
  void withoutSslTheDatabaseIsAskedForEncryptionButNeedNotHaveIt() throws IOException {
    environments("environments: { development: { database: { host: db, name: n, ssl: false } } }");
    assertThat(load(Map.of()).database())
        .isEqualTo(
            new DatabaseSettings.External(
                "jdbc:postgresql://db:5432/n?sslmode=prefer", null, null));
  }

  @Test
  void theEnvironmentBeatsTheFile() throws IOException {
    environments("environments: { development: { monitoring: { level: error } } }");
    assertThat(load(Map.of("LOG_LEVEL", "debug")).log().level()).isEqualTo(LogLevel.DEBUG);
    assertThat(load(Map.of()).log().level()).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void aVariableThatIsNotSetIsRefusedWithItsPlace() throws IOException {
    environments(
        """
        environments:
          development:
            database:
              host: localhost
              name: nexus
              password: ${NOBODY_SET_THIS}
        """);
    Fault fault = refused();
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).isEqualTo("config/environments.yaml:6:7");
    assertThat(fault.causes().getFirst().message()).contains("NOBODY_SET_THIS");
  }

  @Test
  void variablesOfOtherEnvironmentsNeedNotBeSet() throws IOException {
    environments(
        """
        environments:
          development: {}
          production:
            database: { host: db, name: n, password: "${NOBODY_SET_THIS}" }
        """);
    assertThat(load(Map.of()).database()).isInstanceOf(DatabaseSettings.Embedded.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ database: { host: db } }|database needs a host and a name",
        "{ database: { host: db, name: n, port: x } }|not the address of a PostgreSQL",
        "{ database: { host: db, name: n, ssl: maybe } }|neither true nor false",
        "{ database: { host: '${A-B}', name: n } }|not written as ${NAME}",
        "{ database: { host: [db], name: n } }|one value",
        "{ redis: { port: 6379 } }|needs a host",
        "{ redis: { host: localhost, port: x } }|not the address of a Redis",
        "{ redis: { host: localhost, user: u } }|without a password",
        "{ api: { timeout: 0 } }|api.timeout is \"0\"",
        "{ api: { retries: many } }|api.retries",
        "{ api: { base_url: nowhere } }|address of a web server",
        "{ monitoring: { level: loud } }|log level",
        "{ monitoring: { enabled: perhaps } }|neither true nor false",
        "{ features: { audit_logging: false } }|always on",
        "{ features: { rate_limiting: maybe } }|neither true nor false",
        "{ features: { security_scanning: true } }|not part of this version",
        "{ features: { teleport: true } }|no setting \"teleport\"",
        "{ databse: { host: db } }|no setting \"databse\"",
        "{ api: 8000 }|keys with values",
      })
  void whatCannotBeHonouredIsRefusedWithItsPlace(String section, String reason) throws IOException {
    environments("environments:\n  development: " + section + "\n");
    Fault fault = refused();
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().message()).contains(reason);
    assertThat(fault.causes().getFirst().at()).startsWith("config/environments.yaml:2:");
    assertThat(fault.causes().getFirst().fix()).isNotBlank();
  }

  @Test
  void anEnvironmentThatTheFileLacksIsRefused() throws IOException {
    environments("environments: { staging: {} }");
    assertThat(refused().causes().getFirst().message()).contains("development");
    environments("environments: { live: {}, development: {} }");
    assertThat(refused().causes().getFirst().message()).contains("\"live\"");
  }

  @Test
  void aFileThatIsNoYamlIsRefusedWithItsPlace() throws IOException {
    environments("environments:\n  development: [\n");
    assertThat(refused().causes())
        .extracting(Cause::at)
        .allMatch(at -> at.startsWith("config/environments.yaml:"));
    environments("#" + "x".repeat(300_000));
    assertThat(refused().causes().getFirst().message()).contains("256 KiB");
  }

  @Test
  void theLoggingFileSetsLevelFormatFileAndLoggers() throws IOException {
    logging(
        """
        logging:
          level: error
          format: JSON
          file: ${LOG_FOLDER}/nexus.log
          loggers:
            com.nexus.ssot.server.change: debug
            org.flywaydb: INFO
        """);
    LogSettings log = load(Map.of("LOG_FOLDER", folder.toString())).log();
    assertThat(log.level()).isEqualTo(LogLevel.ERROR);
    assertThat(log.format()).isEqualTo(LogSettings.Format.JSON);
    assertThat(log.file()).isEqualTo(folder.resolve("nexus.log"));
    assertThat(log.loggers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("com.nexus.ssot.server.change", LogLevel.DEBUG, "org.flywaydb", LogLevel.INFO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ level: loud }|log level",
        "{ format: xml }|log format",
        "{ colour: true }|no setting",
        "{ loggers: { a: loud } }|log level",
        "{ loggers: debug }|keys with values",
      })
  void aLoggingFileThatCannotBeHonouredIsRefused(String logging, String reason) throws IOException {
    logging("logging: " + logging);
    Fault fault = refused();
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().message()).contains(reason);
    assertThat(fault.causes().getFirst().at()).startsWith("config/logging.yaml:1:");
  }

  @Test
  void theExamplesThatComeWithTheServerAreGood() throws IOException {
    Path examples = Path.of("..", "config");
    Files.copy(
        examples.resolve("environments.example.yaml"), folder.resolve("config/environments.yaml"));
    Files.copy(examples.resolve("logging.example.yaml"), folder.resolve("config/logging.yaml"));
    Files.copy(
        examples.resolve("security_registry.example.yaml"),
        folder.resolve("config/security_registry.yaml"));
    Files.copy(Path.of("..", ".env.example"), folder.resolve(".env"));
    assertThat(load(Map.of()).warnings()).isEmpty();
  }

  private void environments(String text) throws IOException {
    Files.writeString(folder.resolve("config/environments.yaml"), text);
  }

  private void logging(String text) throws IOException {
    Files.writeString(folder.resolve("config/logging.yaml"), text);
  }

  private ServerSettings load(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("NEXUS_DATA_DIR", folder.resolve("data").toString());
    return ServerSettings.load(environment, folder, Map.of());
  }

  private Fault refused() {
    Fault fault = catchThrowableOfType(Fault.class, () -> load(Map.of()));
    assertThat(fault).isNotNull();
    return fault;
  }
}
