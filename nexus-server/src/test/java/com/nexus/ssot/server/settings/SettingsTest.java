package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String STRONG = "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  /** What a server needs that others reach. */
  private static final Map<String, String> OUTSIDE =
      Map.of(
          "API_BASE_URL", "https://nexus.example.com",
          "NEXUS_TLS_MODE", "proxy",
          "NEXUS_TRUSTED_PROXIES", "10.0.0.7");

  @TempDir Path folder;

  @Test
  void withoutAnySettingTheDefaultsOfDevelopmentHold() {
    ServerSettings settings = load(Map.of());
    assertThat(settings.environment()).isEqualTo(Environment.DEVELOPMENT);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8000);
    assertThat(settings.baseUrl()).isNull();
    assertThat(settings.database()).isInstanceOf(DatabaseSettings.Embedded.class);
    assertThat(settings.statementTimeout()).hasSeconds(30);
    assertThat(settings.retries()).isEqualTo(3);
    assertThat(settings.log().level()).isEqualTo(LogLevel.INFO);
    assertThat(settings.log().format()).isEqualTo(LogSettings.Format.TEXT);
    assertThat(settings.log().file()).isNull();
    assertThat(settings.metrics()).isTrue();
    assertThat(settings.adminKey()).isNull();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void theDefaultFoldersStandInTheUsersHome() {
    Path home = Path.of(System.getProperty("user.home"));
    Map<String, String> external = new HashMap<>();
    external.put("SECRET_KEY", STRONG);
    external.put("AUDIT_ENCRYPTION_KEY", KEY);
    ServerSettings settings = ServerSettings.load(external, folder, Map.of());
    assertThat(settings.dataDir()).isEqualTo(home.resolve(".nexus"));
    assertThat(settings.cacheDir()).isEqualTo(home.resolve(".cache/nexus"));
    assertThat(settings.configDir()).isEqualTo(folder.resolve("config"));
  }

  @Test
  void outsideDevelopmentTheServerListensForOthers() {
    Map<String, String> given = new HashMap<>(OUTSIDE);
    given.putAll(Map.of("ENVIRONMENT", "production", "SECRET_KEY", STRONG));
    ServerSettings settings = load(given);
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.environment().key()).isEqualTo("production");
  }

  @Test
  void flagsBeatTheEnvironmentWhichBeatsTheFile() throws IOException {
    Files.writeString(
        folder.resolve(".env"), "API_PORT=1001\nAPI_HOST=127.0.0.2\nLOG_LEVEL=error\n");
    Map<String, String> environment = base();
    environment.put("API_PORT", "1002");
    environment.put("API_HOST", "127.0.0.3");
    ServerSettings settings = ServerSettings.load(environment, folder, Map.of("API_PORT", "1003"));
    assertThat(settings.port()).isEqualTo(1003);
    assertThat(settings.host()).isEqualTo("127.0.0.3");
    assertThat(settings.log().level()).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void anEmptyValueCountsAsNone() {
    assertThat(load(Map.of("API_PORT", " ", "REDIS_URL", "")).port()).isEqualTo(8000);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    Fault fault = refused(Map.of("API_PORT", "many", "LOG_LEVEL", "loud", "REDIS_URL", "redis:x"));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.detail()).isEqualTo("3 settings are wrong");
    assertThat(fault.causes())
        .extracting(Cause::at)
        .containsExactlyInAnyOrder("API_PORT", "LOG_LEVEL", "REDIS_URL");
    assertThat(fault.causes()).allMatch(cause -> cause.fix() != null);
  }

  @Test
  void aProblemOfAFlagNamesTheFlag() {
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> ServerSettings.load(base(), folder, Map.of("API_PORT", "x")));
    assertThat(fault.causes().getFirst().at()).isEqualTo("--port");
  }

  @ParameterizedTest
  @CsvSource({
    "API_PORT, -1",
    "API_PORT, 65536",
    "API_PORT, 8o00",
    "API_BASE_URL, localhost:8000",
    "API_BASE_URL, ftp://example.com",
    "API_BASE_URL, https://user@example.com",
    "API_BASE_URL, https://example.com?x=1",
    "API_BASE_URL, https://exa mple.com",
    "LOG_LEVEL, TRACE",
    "ENVIRONMENT, prod",
    "NEXUS_ENV, live",
    "NEXUS_CONFIG_DIR, /nonexistent/nexus",
    "NEXUS_ADMIN_KEY, nxs_live_short",
    "NEXUS_ENCRYPTION_KEY, c2hvcnQ=",
    "NEXUS_ENCRYPTION_KEY, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "NEXUS_HOME, /opt/nexus",
    "AUDIT_ENCRYPTION_KEY, ***",
    "AUDIT_ENCRYPTION_KEY, c2hvcnQ=",
    "PROMETHEUS_ENABLED, maybe",
    "GRAFANA_ENABLED, true",
    "REDIS_URL, http://localhost",
    "TOKEN_EXPIRATION, 59",
    "TOKEN_EXPIRATION, 86401",
    "TOKEN_EXPIRATION, 25h",
    "TOKEN_EXPIRATION, 1y",
    "TOKEN_EXPIRATION, -1",
    "NEXUS_TRUSTED_ISSUERS, /nonexistent/issuers.yaml",
    "DATABASE_URL, mysql://localhost/nexus",
    "SECRET_KEY, your-secret-key",
    "JWT_SECRET_KEY, changeme",
    "NEXUS_DATADIR, /tmp",
    "NEXUS_PORT, 9000",
  })
  void aBadValueIsRefusedWithItsNameAndARemedy(String name, String bad) {
    Fault fault = refused(Map.of(name, bad));
    assertThat(fault.code().exitCode()).isEqualTo(FaultCode.Exit.SETTING);
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).isEqualTo(name);
    assertThat(fault.causes().getFirst().fix()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "API_PORT, 0",
    "API_BASE_URL, https://nexus.example.com/registry/",
    "LOG_LEVEL, wArN",
    "TOKEN_EXPIRATION, 60",
    "TOKEN_EXPIRATION, 1h",
    "TOKEN_EXPIRATION, 24h",
    "ENVIRONMENT, Development",
    "NEXUS_ENV, development",
    "PROMETHEUS_ENABLED, FALSE",
    "GRAFANA_ENABLED, false",
    "NEXUS_JAVA_OPTS, -Xmx1g",
    "NEXUS_TEST_DATABASE_URL, x",
    "NEXUS_PORT, tcp://10.0.0.1:8000",
    "NEXUS_BACKEND_SERVICE_HOST, 10.0.0.1",
    "NEXUS_SERVICE_PORT_HTTP, 8000",
    "NEXUS_PORT_8000_TCP_ADDR, 10.0.0.1",
  })
  void aGoodValueIsAccepted(String name, String good) {
    assertThat(load(Map.of(name, good))).isNotNull();
  }

  @Test
  void aTypingErrorIsAnsweredWithTheNameThatWasMeant() {
    assertThat(refused(Map.of("NEXUS_DATA_DIRR", "/tmp")).causes().getFirst().fix())
        .contains("NEXUS_DATA_DIR");
  }

  @Test
  void theBaseAddressLosesItsLastSlash() {
    assertThat(load(Map.of("API_BASE_URL", "https://nexus.example.com/")).baseUrl())
        .isEqualTo(URI.create("https://nexus.example.com"));
  }

  @Test
  void aPathMayStartAtHomeOrBeRelative() {
    Map<String, String> environment = base();
    environment.put("NEXUS_CACHE_DIR", "~/elsewhere");
    environment.put("NEXUS_DATA_DIR", "data");
    ServerSettings settings = ServerSettings.load(environment, folder, Map.of());
    assertThat(settings.cacheDir())
        .isEqualTo(Path.of(System.getProperty("user.home"), "elsewhere"));
    assertThat(settings.dataDir()).isEqualTo(folder.resolve("data"));
    assertThat(refused(Map.of("NEXUS_DATA_DIR", "a\0b")).causes().getFirst().at())
        .isEqualTo("NEXUS_DATA_DIR");
  }

  @Test
  void twoEnvironmentsThatDifferAreRefused() {
    assertThat(load(Map.of("ENVIRONMENT", "development", "NEXUS_ENV", "development"))).isNotNull();
    Fault fault = refused(Map.of("ENVIRONMENT", "development", "NEXUS_ENV", "production"));
    assertThat(fault.causes()).extracting(Cause::at).contains("NEXUS_ENV");
  }

  @Test
  void settingsOfClientsAreNamedInOneWarning() {
    assertThat(load(Map.of("CACHE_TTL", "300", "SSOT_API_KEY", "x")).warnings())
        .containsExactly(
            "Settings of clients have no effect on the server: CACHE_TTL, SSOT_API_KEY");
  }

  @Test
  void aConfigurationFileThatNobodyReadsIsNamedInAWarning() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(config.resolve("enviroments.yaml"), "");
    Files.writeString(config.resolve("logging.example.yaml"), "");
    assertThat(load(Map.of()).warnings())
        .containsExactly("The server does not read " + config.resolve("enviroments.yaml"));
  }

  @Test
  void theAdministratorsKeyIsReadAndNeverShown() {
    ApiKey key = ApiKey.generate();
    ServerSettings settings = load(Map.of("NEXUS_ADMIN_KEY", key.text()));
    assertThat(settings.adminKey()).isEqualTo(key);
    assertThat(settings.toString()).doesNotContain(key.text());
  }

  @Test
  void inDevelopmentTheKeysAreMadeOnceAndOnlyTheirOwnerReadsThem() throws IOException {
    Secrets first = load(Map.of()).secrets();
    Secrets second = load(Map.of()).secrets();
    assertThat(second.secretKey()).isEqualTo(first.secretKey()).hasSize(32);
    assertThat(second.auditEncryptionKey())
        .isEqualTo(first.auditEncryptionKey())
        .hasSize(32)
        .isNotEqualTo(first.secretKey());
    Path keys = folder.resolve("data/keys");
    assertThat(permissions(keys)).isEqualTo("rwx------");
    try (var files = Files.list(keys)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(2).allMatch(file -> permissions(file).equals("rw-------"));
    }
  }

  @Test
  void aRefusedStartLeavesNothingBehind() {
    refused(Map.of("API_PORT", "x"));
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aDamagedKeyFileIsRefusedWithTheRemedy() throws IOException {
    load(Map.of());
    Path file = folder.resolve("data/keys/secret-key");
    Files.writeString(file, "short");
    Fault fault = refused(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.detail()).contains(file.toString());
  }

  @Test
  void aDataFolderThatIsAFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("data"), "");
    assertThat(refused(Map.of()).code()).isEqualTo(FaultCode.DATA_DIR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void outsideDevelopmentTheSecretKeyMustBeSet(String environment) {
    Map<String, String> given = new HashMap<>(OUTSIDE);
    given.put("ENVIRONMENT", environment);
    assertThat(refused(given).causes()).extracting(Cause::at).containsExactly("SECRET_KEY");
  }

  @Test
  void withAnExternalDatabaseOutsideDevelopmentEveryKeyMustBeSet() {
    Map<String, String> given = new HashMap<>(OUTSIDE);
    given.put("ENVIRONMENT", "production");
    given.put("DATABASE_URL", "postgresql://nexus:pw@db/nexus");
    assertThat(refused(given).causes())
        .extracting(Cause::at)
        .containsExactly("SECRET_KEY", "AUDIT_ENCRYPTION_KEY");
    given.put("SECRET_KEY", STRONG);
    given.put("AUDIT_ENCRYPTION_KEY", KEY);
    ServerSettings settings = load(given);
    assertThat(settings.secrets().auditEncryptionKey()).hasSize(32);
    assertThat(new String(settings.secrets().secretKey(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(STRONG);
    assertThat(settings.toString()).doesNotContain("pw@").doesNotContain(STRONG);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aPasswordAmongTheFlagsIsRefusedBecauseOthersCanReadIt() {
    for (String address :
        List.of("postgresql://nexus:secret@db/nexus", "postgresql://u@db/nexus?password=secret")) {
      Fault fault =
          catchThrowableOfType(
              Fault.class,
              () -> ServerSettings.load(base(), folder, Map.of("DATABASE_URL", address)));
      assertThat(fault.causes()).extracting(Cause::at).containsExactly("--database-url");
      assertThat(fault.toString() + fault.causes()).doesNotContain("secret@");
      assertThat(load(Map.of("DATABASE_URL", address))).isNotNull();
    }
    Map<String, String> plain = Map.of("DATABASE_URL", "postgresql://nexus@db/nexus");
    assertThat(ServerSettings.load(base(), folder, plain)).isNotNull();
  }

  @Test
  void twoSecretKeysThatDifferAreRefused() {
    Map<String, String> given = Map.of("SECRET_KEY", STRONG, "JWT_SECRET_KEY", STRONG + "x");
    Fault fault = refused(given);
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("JWT_SECRET_KEY");
    assertThat(fault.causes().toString()).doesNotContain(STRONG);
    assertThat(load(Map.of("SECRET_KEY", STRONG, "JWT_SECRET_KEY", STRONG))).isNotNull();
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, String> base() {
    Map<String, String> environment = new HashMap<>();
    environment.put("NEXUS_DATA_DIR", folder.resolve("data").toString());
    return environment;
  }

  private ServerSettings load(Map<String, String> given) {
    Map<String, String> environment = base();
    environment.putAll(given);
    return ServerSettings.load(environment, folder, Map.of());
  }

  private Fault refused(Map<String, String> given) {
    @Nullable Fault fault = catchThrowableOfType(Fault.class, () -> load(given));
    assertThat(fault).as("refused %s", given).isNotNull();
    return fault;
  }
}
