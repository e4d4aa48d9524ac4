package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set about tokens and about who else's are believed. */
class TokenSettingsTest {
  private static final String SECRET = "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH";
  private static final String OTHER = "k8Rz_2LmQv7-XcT4nBw1JdYh6GsPf0Ea";

  @TempDir Path folder;

  @Test
  void tokensLiveAnHourUnlessSaidOtherwise() {
    assertThat(load(Map.of()).tokens().life()).isEqualTo(Duration.ofHours(1));
    assertThat(load(Map.of("TOKEN_EXPIRATION", "90")).tokens().life())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(load(Map.of("TOKEN_EXPIRATION", "30m")).tokens().life())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void anIssuerIsReadAsItIsWritten() throws IOException {
    issuers(
        """
        issuers:
          ci:
            issuer: https://ci.example.com
            audience: nexus
            algorithms: ES256, RS256
            jwks: https://ci.example.com/jwks
            type: jwt
            subjects:
              "repo:acme/shop": deployer
        """);
    TrustedIssuer issuer = load(Map.of()).tokens().issuers().getFirst();
    assertThat(issuer.name()).isEqualTo("ci");
    assertThat(issuer.algorithms()).containsExactlyInAnyOrder("ES256", "RS256");
    assertThat(issuer.types()).containsExactly("jwt");
    assertThat(issuer.subjects()).containsEntry("repo:acme/shop", "deployer");
  }

  @Test
  void everythingWrongWithIssuersIsToldAtOnce() throws IOException {
    issuers(
        """
        issuers:
          Bad Name:
            issuer: https://a.example.com
            audience: nexus
            algorithms: HS256
            jwks: http://a.example.com/jwks
            type: id
            subjects: { a: b }
            secret: x
          second:
            issuer: https://a.example.com
            algorithms: none
            jwks: https://user@a.example.com/jwks
        """);
    assertThat(problems(Map.of()))
        .anyMatch(message -> message.contains("small letters"))
        .anyMatch(message -> message.contains("HS256"))
        .anyMatch(message -> message.contains("by https"))
        .anyMatch(message -> message.contains("no type"))
        .anyMatch(message -> message.contains("secret"))
        .anyMatch(message -> message.contains("needs audience"))
        .anyMatch(message -> message.contains("none"))
        .anyMatch(message -> message.contains("Nobody is named"))
        .anyMatch(message -> message.contains("same issuer"));
  }

  @Test
  void outsideDevelopmentKeysAreFetchedByHttpsOnly() throws IOException {
    issuers(
        """
        issuers:
          ci:
            issuer: https://ci.example.com
            audience: nexus
            algorithms: ES256
            jwks: http://127.0.0.1:8080/jwks
            subjects: { a: b }
        """);
    assertThat(load(Map.of()).tokens().issuers()).hasSize(1);
    assertThat(problems(Map.of("ENVIRONMENT", "staging")))
        .anyMatch(message -> message.contains("fetched by https; in development"));
  }

  @Test
  void theServersOwnAddressIsNoIssuer() throws IOException {
    issuers(
        """
        issuers:
          own:
            issuer: https://nexus.example.com
            audience: nexus
            algorithms: ES256
            jwks: https://nexus.example.com/jwks
            subjects: { a: b }
        """);
    assertThat(problems(Map.of("API_BASE_URL", "https://nexus.example.com")))
        .anyMatch(message -> message.contains("own address"));
  }

  @Test
  void thePreviousSecretMustComeBeforeAnother() {
    assertThat(
            load(Map.of("SECRET_KEY", SECRET, "SECRET_KEY_PREVIOUS", OTHER))
                .secrets()
                .previousSecretKey())
        .isNotNull();
    assertThat(load(Map.of("SECRET_KEY", SECRET)).secrets().previousSecretKey()).isNull();
    assertThat(problems(Map.of("SECRET_KEY_PREVIOUS", OTHER))).hasSize(1);
    assertThat(problems(Map.of("SECRET_KEY", SECRET, "SECRET_KEY_PREVIOUS", SECRET))).hasSize(1);
  }

  private void issuers(String text) throws IOException {
    Files.writeString(folder.resolve("issuers.yaml"), text);
  }

  private List<String> problems(Map<String, String> settings) {
    Fault fault = catchThrowableOfType(Fault.class, () -> load(settings));
    return fault.causes().stream().map(Cause::message).toList();
  }

  private ServerSettings load(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("NEXUS_CONFIG_DIR", folder.toString());
    all.put("NEXUS_DATA_DIR", folder.toString());
    return ServerSettings.load(all, folder, Map.of());
  }
}
