package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.Environment;

class StartTest {
  @TempDir Path folder;

  @Test
  void aPortThatIsTakenIsRefusedBeforeTheDatabaseIsTouched() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Fault fault = refusal(Map.of("API_PORT", port));
      assertThat(fault.code()).isEqualTo(FaultCode.PORT_IN_USE);
      assertThat(fault.detail()).contains("Port " + port + " is taken");
      assertThat(fault.causes().getFirst().fix()).contains("--port");
      assertThat(folder.resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void aHostThatIsNotOfThisMachineIsRefused() {
    assertThat(refusal(Map.of("API_HOST", "192.0.2.1")).causes())
        .extracting(Cause::at)
        .containsExactly("API_HOST");
    assertThat(refusal(Map.of("API_HOST", "no-such-host.invalid")).causes())
        .extracting(Cause::at)
        .containsExactly("API_HOST");
  }

  @Test
  void aDatabaseThatDoesNotAnswerStopsTheStartWithOneSentence() {
    Fault fault = refusal(Map.of("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/nexus"));
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_AWAY);
  }

  @Test
  void aServerThatIsStartedAgainKnowsItsAdministratorAndAnswers() throws IOException {
    ApiKey key = ApiKey.generate();
    Path data = Files.createDirectory(folder.resolve("data"));
    TestServer first =
        TestServer.start(data, key, Map.of("API_BASE_URL", "https://nexus.example.com"));
    assertThat(first.get("/api/openapi.json").json().at("/servers/0/url").asString())
        .isEqualTo("https://nexus.example.com");
    assertThat(first.get("/api/whoami").status()).isEqualTo(200);
    assertThat(first.running().adminKeyShownOnce()).isEmpty();
    assertThat(first.url()).startsWith("http://127.0.0.1:");
    Fault second = catchThrowableOfType(Fault.class, () -> TestServer.start(data, key, Map.of()));
    if (System.getenv("NEXUS_TEST_DATABASE_URL") == null) {
      assertThat(second.code()).isEqualTo(FaultCode.DATA_DIR_IN_USE);
      first.stop();
      TestServer again = TestServer.start(data, key, Map.of());
      assertThat(again.get("/api/whoami").status()).isEqualTo(200);
      again.stop();
    }
  }

  @Test
  void springReadsNothingButTheSettings() {
    TestServer server = TestServer.shared();
    Environment environment = server.bean(Environment.class);
    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("spring.config.location"))
        .isEqualTo("classpath:/application.properties");
    assertThat(environment.getProperty("spring.main.banner-mode")).isEqualTo("off");
    assertThat(environment.getProperty("java.home")).isNull();
    assertThat(environment.getProperty("PATH")).isNull();
  }

  @Test
  void outsideDevelopmentMetricsNeedAKeyEvenOnTheSameMachine() {
    String key = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
    Map<String, String> production =
        Map.of(
            "ENVIRONMENT",
            "production",
            "API_HOST",
            "127.0.0.1",
            "SECRET_KEY",
            key,
            "AUDIT_ENCRYPTION_KEY",
            key);
    try (TestServer server = TestServer.start(production)) {
      assertThat(server.http("GET", "/metrics", null).status()).isEqualTo(401);
      assertThat(server.get("/metrics").status()).isEqualTo(200);
      assertThat(server.http("GET", "/health", null).status()).isEqualTo(200);
    }
  }

  @Test
  void whateverSpringWrapsTheReasonIsFound() {
    ServerSettings settings = settings(Map.of());
    Fault inner = Fault.of(FaultCode.SETTING, "inner");
    assertThat(StartFaults.of(settings, new IllegalStateException(new RuntimeException(inner))))
        .isSameAs(inner);
    RuntimeException taken =
        StartFaults.of(settings, new IllegalStateException(new PortInUseException(8000)));
    assertThat(taken)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.PORT_IN_USE));
    assertThat(StartFaults.of(settings, new IllegalStateException("odd")))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTERNAL));
    assertThat(StartFaults.portTaken(settings, new SocketException("Permission denied")).detail())
        .contains("root");
  }

  private Fault refusal(Map<String, String> given) {
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> NexusServer.start(settings(given), line -> {}).close());
    assertThat(fault).isNotNull();
    return fault;
  }

  private ServerSettings settings(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NEXUS_DATA_DIR", folder.toString());
    environment.put("API_PORT", "0");
    environment.put("LOG_LEVEL", "ERROR");
    environment.putAll(given);
    return ServerSettings.load(environment, folder, Map.of());
  }
}
