package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, names, TLS and limits as variables of the environment. */
class NetworkSettingsTest {
  private static final String SECRET = "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH";

  @TempDir Path folder;

  @Test
  void withoutAnySettingEverybodyMayConnectAndNobodyIsBelieved() {
    ServerSettings settings = load(Map.of());
    assertThat(settings.network().allowed()).isEmpty();
    assertThat(settings.network().blocked().isEmpty()).isTrue();
    assertThat(settings.network().proxies().isEmpty()).isTrue();
    assertThat(settings.network().connections()).isEqualTo(10_000);
    assertThat(settings.network().connectionsPerAddress()).isEqualTo(200);
    assertThat(settings.tls()).isEqualTo(new TlsSettings.Off());
    assertThat(settings.rates()).isEqualTo(new RateSettings(true, 6_000, 1_200, 6, 10, 30, 60));
    assertThat(settings.securityContact()).isNull();
  }

  @Test
  void listsAreWrittenWithCommas() {
    Map<String, String> given =
        Map.of(
            "NEXUS_ALLOWED_IPS", "10.0.0.0/8, 2001:db8::/32",
            "NEXUS_BLOCKED_IPS", "10.0.0.66",
            "NEXUS_TRUSTED_PROXIES", "10.0.0.7,10.0.0.8",
            "NEXUS_ALLOWED_HOSTS", "nexus, registry.example.com,[2001:db8::1]",
            "NEXUS_EGRESS_ALLOW", "10.2.0.0/16, Hooks1.internal,::1",
            "API_BASE_URL", "https://nexus.example.com:8443/x");
    NetworkSettings network = load(given).network();
    assertThat(network.allowed()).hasToString("[[10.0.0.0/8, 2001:db8:0:0:0:0:0:0/32]]");
    assertThat(network.proxies()).hasToString("[10.0.0.7/32, 10.0.0.8/32]");
    assertThat(network.hosts())
        .containsExactlyInAnyOrder(
            "nexus", "registry.example.com", "[2001:db8::1]", "nexus.example.com");
    assertThat(network.egress().ranges()).hasToString("[10.2.0.0/16, 0:0:0:0:0:0:0:1/128]");
    assertThat(network.egress().hosts()).containsExactly("hooks1.internal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NEXUS_ALLOWED_IPS|10.0.0.1/8",
        "NEXUS_ALLOWED_IPS|10.0.0.0/8;10.1.0.0/16",
        "NEXUS_BLOCKED_IPS|nobody",
        "NEXUS_TRUSTED_PROXIES|0.0.0.0/0",
        "NEXUS_TRUSTED_PROXIES|::/0",
        "NEXUS_ALLOWED_HOSTS|https://nexus.example.com",
        "NEXUS_ALLOWED_HOSTS|nexus:8000",
        "NEXUS_EGRESS_ALLOW|10.0.0.1/8",
        "NEXUS_EGRESS_ALLOW|127.1",
        "NEXUS_EGRESS_ALLOW|2130706433",
        "NEXUS_EGRESS_ALLOW|0.0.0.0/0",
        "NEXUS_EGRESS_ALLOW|::/0",
        "NEXUS_EGRESS_ALLOW|169.254.169.254",
        "NEXUS_EGRESS_ALLOW|http://hooks.internal",
        "NEXUS_EGRESS_ALLOW|*.internal",
        "NEXUS_CONNECTIONS|0",
        "NEXUS_CONNECTIONS_PER_ADDRESS|many",
        "NEXUS_TLS_MODE|on",
        "NEXUS_TLS_MODE|proxy",
        "NEXUS_TLS_CERTIFICATE|cert.pem",
        "NEXUS_TLS_KEY|key.pem",
        "NEXUS_TLS_CLIENT_CA|ca.pem",
        "NEXUS_RATE_LIMIT_READS|0",
        "NEXUS_RATE_LIMIT_PROPOSALS|-1",
        "NEXUS_SECURITY_CONTACT|security@example.com",
        "NEXUS_SECURITY_CONTACT|http://example.com",
        "NEXUS_SECURITY_CONTACT|mailto:a b",
      })
  void aBadValueIsRefusedWithItsNameAndARemedy(String name, String bad) {
    Fault fault = refused(Map.of(name, bad));
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).isEqualTo(name);
    assertThat(fault.causes().getFirst().fix()).isNotBlank();
  }

  @Test
  void productionWithoutTlsIsForThisMachineOnly() {
    Map<String, String> given = new HashMap<>();
    given.put("ENVIRONMENT", "production");
    given.put("SECRET_KEY", SECRET);
    given.put("API_BASE_URL", "https://nexus.example.com");
    Fault fault = refused(given);
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("NEXUS_TLS_MODE");
    for (String here : new String[] {"127.0.0.1", "::1", "localhost"}) {
      given.put("API_HOST", here);
      assertThat(load(given).tls().on()).isFalse();
    }
    assertThat(load(given).warnings().toString()).contains("NEXUS_SECURITY_CONTACT");
  }

  @Test
  void productionIsWarnedOfADatabaseThatNeedNotProveWhoItIs() {
    Map<String, String> given = new HashMap<>();
    given.put("ENVIRONMENT", "production");
    given.put("SECRET_KEY", SECRET);
    given.put("AUDIT_ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    given.put("API_BASE_URL", "https://nexus.example.com");
    given.put("API_HOST", "127.0.0.1");
    given.put("DATABASE_URL", "postgresql://nexus@db/nexus?sslmode=require");
    assertThat(load(given).warnings().toString()).contains("sslmode=verify-full");
    given.put("DATABASE_URL", "postgresql://nexus@db/nexus?sslmode=verify-full");
    assertThat(load(given).warnings().toString()).doesNotContain("sslmode");
  }

  @Test
  void outsideOfDevelopmentTheServerMustKnowItsName() {
    Map<String, String> given = new HashMap<>();
    given.put("ENVIRONMENT", "staging");
    given.put("SECRET_KEY", SECRET);
    assertThat(refused(given).causes()).extracting(Cause::at).containsExactly("API_BASE_URL");
    given.put("NEXUS_ALLOWED_HOSTS", "nexus");
    assertThat(load(given).network().hosts()).containsExactly("nexus");
  }

  @Test
  void onlyDevelopmentMayDoWithoutLimitsOfRequests() throws IOException {
    Files.createDirectory(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/environments.yaml"),
        """
        environments:
          development: { features: { rate_limiting: false } }
          staging: { features: { rate_limiting: false } }
        """);
    assertThat(load(Map.of()).rates().on()).isFalse();
    Map<String, String> staging =
        Map.of("ENVIRONMENT", "staging", "SECRET_KEY", SECRET, "NEXUS_ALLOWED_HOSTS", "nexus");
    assertThat(refused(staging).causes().getFirst().at()).startsWith("config/environments.yaml:3:");
  }

  @Test
  void certificateAndKeyAreReadBeforeAnythingStarts() throws IOException {
    TestCertificates made = TestCertificates.in(folder);
    Map<String, String> given = new HashMap<>();
    given.put("NEXUS_TLS_MODE", "own");
    assertThat(refused(given).causes())
        .extracting(Cause::at)
        .containsExactly("NEXUS_TLS_CERTIFICATE", "NEXUS_TLS_KEY");
    given.put("NEXUS_TLS_CERTIFICATE", made.certificate().toString());
    given.put("NEXUS_TLS_KEY", folder.resolve("none").toString());
    assertThat(refused(given).causes()).extracting(Cause::at).containsExactly("NEXUS_TLS_KEY");
    given.put("NEXUS_TLS_KEY", made.key().toString());
    given.put("NEXUS_TLS_CLIENT_CA", made.authority().toString());
    assertThat(load(given).tls()).isInstanceOf(TlsSettings.Own.class);
    TestCertificates other = TestCertificates.in(Files.createDirectory(folder.resolve("other")));
    given.put("NEXUS_TLS_KEY", other.key().toString());
    assertThat(refused(given).causes().getFirst().message()).contains("does not belong");
    given.put("NEXUS_TLS_KEY", made.certificate().toString());
    assertThat(refused(given).causes().getFirst().fix()).contains("openssl pkcs8");
    given.put("NEXUS_TLS_CERTIFICATE", made.key().toString());
    assertThat(refused(given).causes().getFirst().message()).contains("no certificate");
  }

  private ServerSettings load(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("NEXUS_DATA_DIR", folder.resolve("data").toString());
    return ServerSettings.load(environment, folder, Map.of());
  }

  private Fault refused(Map<String, String> given) {
    @Nullable Fault fault = catchThrowableOfType(Fault.class, () -> load(given));
    assertThat(fault).as("refused %s", given).isNotNull();
    return fault;
  }
}
