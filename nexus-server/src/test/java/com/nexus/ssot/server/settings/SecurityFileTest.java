package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.IpRanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of security settings: what is enforced, and that all else is refused. */
class SecurityFileTest {
  private static final String SECRET = "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH";

  @TempDir Path folder;

  @BeforeEach
  void aConfigFolder() throws IOException {
    Files.createDirectory(folder.resolve("config"));
  }

  @Test
  void theNetworkPartSaysWhoMayConnect() throws IOException {
    write(
        """
        security:
          network:
            allowed_ips: ["10.0.0.0/8", "172.16.0.0/12", "${OFFICE}"]
            blocked_ips: ["10.0.0.66"]
            vpn_required: true
            firewall_rules:
              - { port: 8000, protocol: tcp, action: allow, source: 10.1.0.0/16 }
              - { port: 443, action: allow, source: any }
              - { port: 8000, action: deny, source: 10.1.7.0/24 }
        """);
    NetworkSettings network =
        load(Map.of("OFFICE", "192.168.0.0/16", "API_BASE_URL", "https://nexus.example.com"))
            .network();
    assertThat(network.allowed()).hasSize(2);
    assertThat(admits(network.allowed().getFirst(), "192.168.1.1")).isTrue();
    assertThat(admits(network.allowed().getFirst(), "192.0.2.1")).isFalse();
    assertThat(admits(network.allowed().getLast(), "192.0.2.1")).isTrue();
    assertThat(network.blocked()).hasToString("[10.0.0.66/32, 10.1.7.0/24]");
  }

  @Test
  void theEnvironmentBeatsTheFileAndTheDifferenceIsTold() throws IOException {
    write(
        """
        security:
          authentication: { jwt: { secret_key: "${FILE_KEY}" } }
          network: { allowed_ips: [10.0.0.0/8] }
        """);
    Map<String, String> given = new HashMap<>();
    given.put("FILE_KEY", SECRET + "-of-the-file");
    ServerSettings ofFile = load(given);
    assertThat(text(ofFile)).isEqualTo(SECRET + "-of-the-file");
    assertThat(ofFile.warnings()).isEmpty();
    for (String name : List.of("SECRET_KEY", "JWT_SECRET_KEY")) {
      Map<String, String> both = new HashMap<>(given);
      both.put(name, SECRET);
      both.put("NEXUS_ALLOWED_IPS", "192.168.0.0/16");
      ServerSettings settings = load(both);
      assertThat(text(settings)).isEqualTo(SECRET);
      assertThat(settings.network().allowed()).hasToString("[[192.168.0.0/16]]");
      assertThat(settings.warnings()).hasSize(2).noneMatch(warning -> warning.contains(SECRET));
      assertThat(settings.warnings().toString())
          .contains("SECRET_KEY", "NEXUS_ALLOWED_IPS", "config/security_registry.yaml:");
    }
  }

  @Test
  void whatTheServerAlwaysDoesIsAccepted() throws IOException {
    write(
        """
        security:
          authentication:
            methods: [jwt, oauth2, api_key]
            jwt: { refresh_expiration: 24h }
            oauth2: { scopes: [read, write, admin] }
          authorization:
            roles: { admin: { permissions: ["*"], restrictions: [production_deploy] } }
          encryption: { data_at_rest: AES-256, data_in_transit: TLS-1.3, backup_encryption: false }
          compliance: { audit_logging: true, data_retention: 7y, pci_compliance: false }
          network: { allowed_ips: [], blocked_ips: [], vpn_required: false }
        """);
    assertThat(load(Map.of()).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ netwerk: {} }|no setting \"netwerk\"",
        "{ network: { allowed: [] } }|no setting \"allowed\"",
        "{ network: { allowed_ips: 10.0.0.0/8 } }|must be a list",
        "{ network: { allowed_ips: [10.0.0.1/8] } }|no range of addresses",
        "{ network: { blocked_ips: [localhost] } }|no range of addresses",
        "{ network: { blocked_ips: [{ a: b }] } }|one value",
        "{ network: { vpn_required: true } }|VPN's addresses",
        "{ network: { vpn_required: true, allowed_ips: [192.0.2.0/24] } }|private addresses",
        "{ network: { vpn_required: maybe } }|neither true nor false",
        "{ network: { firewall_rules: [{ port: 22, action: allow, source: any }] } }|port 22",
        "{ network: { firewall_rules: [{ port: 22, action: deny, source: any }] } }|port 22",
        "{ network: { firewall_rules: [{ port: 8000, action: allow, source: admin_ips }] } }|admin_ips",
        "{ network: { firewall_rules: [{ port: 8000, action: drop, source: any }] } }|allow or deny",
        "{ network: { firewall_rules: [{ port: 8000, action: allow }] } }|needs port, action",
        "{ network: { firewall_rules: [{ port: 8000, protocol: udp, action: allow, source: any }] } }|tcp only",
        "{ network: { firewall_rules: [22] } }|keys with values",
        "{ encryption: { data_at_rest: DES } }|AES-256",
        "{ encryption: { data_in_transit: TLS-1.2 } }|1.3",
        "{ encryption: { key_rotation: 90d } }|does not rotate",
        "{ encryption: { backup_encryption: true } }|no backups",
        "{ compliance: { audit_logging: false } }|always on",
        "{ compliance: { data_retention: long } }|length of time",
        "{ compliance: { gdpr_compliance: true } }|compliance programme",
        "{ compliance: { sox_compliance: true } }|compliance programme",
        "{ compliance: { pci_compliance: true } }|compliance programme",
        "{ authentication: { methods: [basic, jwt, oauth2, api_key] } }|\"basic\"",
        "{ authentication: { methods: [jwt] } }|can be switched off",
        "{ authentication: { oauth2: { scopes: [root] } } }|\"root\"",
        "{ authentication: { jwt: { secret_key: changeme } } }|too weak",
        "{ authentication: { jwt: { refresh_expiration: 1y } } }|24 hours",
      })
  void whatIsNotEnforcedIsRefusedWithItsPlace(String part, String reason) throws IOException {
    write("security:\n  " + part.strip().replaceFirst("^\\{ (.*) }$", "$1") + "\n");
    Fault fault = refused(Map.of());
    assertThat(fault.causes().getFirst().message()).contains(reason);
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).startsWith("config/security_registry.yaml:2:");
    assertThat(fault.causes().getFirst().fix()).isNotBlank();
  }

  @Test
  void dataInTransitDemandsTlsOutsideOfDevelopment() throws IOException {
    write("security: { encryption: { data_in_transit: TLS-1.3 } }");
    Map<String, String> given = new HashMap<>();
    given.put("ENVIRONMENT", "staging");
    given.put("SECRET_KEY", SECRET);
    given.put("API_BASE_URL", "https://nexus.example.com");
    assertThat(refused(given).causes().getFirst().message()).contains("TLS, and it is off");
    given.put("NEXUS_TLS_MODE", "proxy");
    given.put("NEXUS_TRUSTED_PROXIES", "10.0.0.7");
    assertThat(load(given).tls().on()).isTrue();
    given.put("AUDIT_ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    given.put("REDIS_URL", "redis://redis");
    for (String mode : List.of("prefer", "require", "verify-ca")) {
      given.put("DATABASE_URL", "postgresql://nexus@db/nexus?sslmode=" + mode);
      assertThat(refused(given).causes())
          .extracting(Cause::at)
          .containsExactly("DATABASE_URL", "REDIS_URL");
    }
    given.put("DATABASE_URL", "postgresql://nexus@db/nexus?sslmode=verify-full");
    given.put("REDIS_URL", "rediss://redis");
    assertThat(load(given).redis()).isNotNull();
  }

  @Test
  void theFileOfTheDocumentsIsRefusedForWhatCannotBeKept() throws IOException {
    write(
        """
        security:
          authentication:
            methods: ["jwt", "oauth2", "api_key"]
            jwt: { secret_key: "${JWT_SECRET_KEY}", refresh_expiration: "24h" }
            oauth2: { providers: ["github", "google", "microsoft"], scopes: ["read", "write", "admin"] }
          encryption:
            data_at_rest: "AES-256"
            data_in_transit: "TLS-1.3"
            key_rotation: "90d"
            backup_encryption: true
          compliance:
            audit_logging: true
            data_retention: "7y"
            gdpr_compliance: true
            sox_compliance: true
            pci_compliance: false
          network:
            allowed_ips: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
            blocked_ips: []
            vpn_required: true
            firewall_rules:
              - { port: 22, protocol: "tcp", action: "allow", source: "admin_ips" }
              - { port: 80, protocol: "tcp", action: "allow", source: "any" }
        """);
    assertThat(refused(Map.of("JWT_SECRET_KEY", SECRET)).causes())
        .extracting(Cause::at)
        .contains(
            "config/security_registry.yaml:9:5",
            "config/security_registry.yaml:10:5",
            "config/security_registry.yaml:14:5",
            "config/security_registry.yaml:15:5",
            "config/security_registry.yaml:22:9",
            "config/security_registry.yaml:23:9");
  }

  private static boolean admits(IpRanges ranges, String address) {
    return ranges.contains(IpAddress.parse(address).orElseThrow());
  }

  private static String text(ServerSettings settings) {
    return new String(settings.secrets().secretKey(), StandardCharsets.UTF_8);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("config/security_registry.yaml"), text);
  }

  private ServerSettings load(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("NEXUS_DATA_DIR", folder.resolve("data").toString());
    return ServerSettings.load(environment, folder, Map.of());
  }

  private Fault refused(Map<String, String> given) {
    @Nullable Fault fault = catchThrowableOfType(Fault.class, () -> load(given));
    assertThat(fault).isNotNull();
    return fault;
  }
}
