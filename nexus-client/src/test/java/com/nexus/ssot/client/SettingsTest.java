package com.nexus.ssot.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client's settings are read and refused. */
class SettingsTest {
  private static final String URL = "https://nexus.example.com";

  @TempDir Path folder;

  @Test
  void theEnvironmentSaysEverything() {
    ClientSettings settings =
        ClientSettings.fromEnvironment(
            Map.of(
                "SSOT_REGISTRY_URL", URL + "/registry/",
                "SSOT_API_KEY", " nxs_key ",
                "MAX_RETRIES", "0",
                "CONNECTION_POOL_SIZE", "7",
                "SSOT_DEADLINE_MS", "1500",
                "CACHE_TTL", "300"));
    assertThat(settings.url()).hasToString(URL + "/registry");
    assertThat(settings.key()).isEqualTo("nxs_key");
    assertThat(settings.maxRetries()).isZero();
    assertThat(settings.poolSize()).isEqualTo(7);
    assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    ClientSettings settings =
        ClientSettings.fromEnvironment(Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY", "k"));
    assertThat(settings.maxRetries()).isEqualTo(3);
    assertThat(settings.poolSize()).isEqualTo(100);
    assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theKeyMayStandInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "nxs_key\n");
    ClientSettings settings =
        ClientSettings.fromEnvironment(
            Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY_FILE", file.toString()));
    assertThat(settings.key()).isEqualTo("nxs_key");
  }

  @Test
  void aKeyFileThatNeverEndsIsRefused() throws IOException {
    Path endless = Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                ClientSettings.fromEnvironment(
                    Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY_FILE", endless.toString())));
    assertThat(fault.causes())
        .extracting(Cause::at, Cause::message)
        .containsExactly(tuple("SSOT_API_KEY_FILE", "It has more than 8192 bytes."));
    byte[] longest = "k".repeat(Credentials.LARGEST).getBytes(UTF_8);
    assertThat(Credentials.read("here", Files.write(folder.resolve("key"), longest)))
        .hasSize(Credentials.LARGEST);
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    Map<String, String> environment =
        Map.of(
            "SSOT_API_KEY", "a b",
            "MAX_RETRIES", "11",
            "CONNECTION_POOL_SIZE", "0",
            "SSOT_DEADLINE_MS", "soon");
    assertThat(places(environment))
        .containsExactly(
            "SSOT_REGISTRY_URL",
            "SSOT_API_KEY",
            "MAX_RETRIES",
            "CONNECTION_POOL_SIZE",
            "SSOT_DEADLINE_MS");
  }

  @Test
  void noKeyTwoKeysAndAnUnreadableFileAreRefused() {
    assertThat(places(Map.of("SSOT_REGISTRY_URL", URL))).containsExactly("SSOT_API_KEY");
    assertThat(
            places(Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY", "k", "SSOT_API_KEY_FILE", "f")))
        .containsExactly("SSOT_API_KEY_FILE");
    assertThat(places(Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY_FILE", folder + "/nothing")))
        .containsExactly("SSOT_API_KEY_FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nexus.example.com",
        "ftp://nexus.example.com",
        "http://",
        "http://user:secret@nexus.example.com",
        "http://nexus.example.com?key=1",
        "http://nexus.example.com:65536",
        "not an address"
      })
  void anAddressThatIsNotOneIsRefused(String address) {
    assertThat(places(Map.of("SSOT_REGISTRY_URL", address, "SSOT_API_KEY", "k")))
        .containsExactly("SSOT_REGISTRY_URL");
    Fault fault = catchThrowableOfType(Fault.class, () -> NexusClient.address("--url", address));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("--url");
  }

  @Test
  void anAddressIsUsedWithoutItsLastSlash() {
    assertThat(NexusClient.address("--url", " " + URL + "/registry/ "))
        .hasToString(URL + "/registry");
  }

  @Test
  void theBuilderChecksTheSame() {
    NexusClient.Builder builder =
        NexusClient.builder().key("a\r\nb").maxRetries(-1).poolSize(0).deadline(Duration.ZERO);
    Fault fault = catchThrowableOfType(Fault.class, builder::build);
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes())
        .extracting(Cause::at)
        .containsExactly("url", "key", "maxRetries", "poolSize", "deadline");
  }

  @ParameterizedTest
  @CsvSource({
    "http://nexus.example.com, true",
    "https://nexus.example.com, false",
    "http://localhost:8000, false",
    "http://app.localhost, false",
    "http://127.0.0.1:8000, false",
    "http://[::1]:8000, false",
    "http://127.0.0.1.example.com, true"
  })
  void aKeyThatWouldTravelUnprotectedIsWarnedOfOnce(String url, boolean warned) {
    List<String> warnings = new ArrayList<>();
    NexusClient.builder().url(url).key("k").onWarning(warnings::add).build().close();
    assertThat(warnings).hasSize(warned ? 1 : 0);
  }

  @Test
  void theKeyIsNeverShown() {
    try (NexusClient client =
        NexusClient.fromEnvironment(
            Map.of("SSOT_REGISTRY_URL", URL, "SSOT_API_KEY", "nxs_secret"))) {
      assertThat(client.toString()).contains(URL).doesNotContain("secret");
      assertThat(client.url()).hasToString(URL);
    }
    assertThat(ClientSettings.of(URL, "nxs_secret", 0, 1, Duration.ofSeconds(1)).toString())
        .doesNotContain("secret");
    assertThat(ClientSettings.of(URL, null, 0, 1, Duration.ofSeconds(1)).toString())
        .contains("none");
  }

  private static List<String> places(Map<String, String> environment) {
    Fault fault =
        catchThrowableOfType(Fault.class, () -> ClientSettings.fromEnvironment(environment));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    return fault.causes().stream().map(cause -> String.valueOf(cause.at())).toList();
  }
}
