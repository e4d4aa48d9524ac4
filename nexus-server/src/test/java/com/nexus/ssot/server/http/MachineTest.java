package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.sample.SampleServer;
import com.nexus.ssot.sample.SampleServer.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What machines ask: health, readiness, metrics, and the alias service's own status. */
class MachineTest {
  private final SampleServer server = SampleServer.shared();

  @Test
  void healthSaysOneWordToStrangers() {
    Answer answer = server.call("GET", "/health", null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(server.call("GET", "/health", null, "Authorization", "Bearer READ").text())
        .isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void healthShowsThePartsToThoseWhoMonitor() {
    Answer answer = server.call("GET", "/health", null, "Authorization", "Bearer MONITOR");
    assertThat(answer.json().path("status").asString()).isEqualTo("down");
    assertThat(answer.json().at("/components/fine/status").asString()).isEqualTo("ok");
    assertThat(answer.json().at("/components/slow/status").asString()).isEqualTo("degraded");
    assertThat(answer.json().at("/components/slow/detail").asString()).isEqualTo("It is slow.");
    assertThat(answer.json().at("/components/broken/status").asString()).isEqualTo("down");
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void notReadyNamesThePartThatIsDown() {
    Answer answer = server.call("GET", "/ready", null);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UNAVAILABLE");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.places()).containsExactly("broken");
  }

  @Test
  void metricsAreForThisMachineAndForThoseWhoMaySeeThem() {
    assertThat(server.call("GET", "/metrics", null).status()).isEqualTo(200);
    assertThat(server.call("GET", "/metrics", null, "X-Forwarded-For", "192.0.2.1").status())
        .isEqualTo(401);
    assertThat(server.call("GET", "/metrics", null, "Authorization", "Bearer WRITE").status())
        .isEqualTo(403);
    assertThat(server.call("GET", "/metrics", null, "Authorization", "Bearer READ").status())
        .isEqualTo(200);
    assertThat(server.call("GET", "/metrics", null, "Authorization", "Bearer MONITOR").status())
        .isEqualTo(200);
  }

  @Test
  void metricsNameEveryContextAndAreForThoseWhoReachEveryOne() {
    for (String verb : List.of("READ", "MONITOR")) {
      String bearer = "Bearer " + verb + "@one";
      assertThat(server.call("GET", "/metrics", null, "Authorization", bearer).code())
          .isEqualTo("FORBIDDEN");
    }
    String one = "Bearer READ@one";
    assertThat(server.call("GET", "/api/aliases/metrics", null, "Authorization", one).text())
        .contains("\"total_aliases\":1,\"active_aliases\":1");
  }

  @Test
  void metricsCountRequestsByRouteAndNeverByPath() {
    server.get("/api/samples/number/471147");
    server.get("/no-such-path-xyzzy");
    server.call("BREW", "/api/samples", null);
    Answer answer = server.call("GET", "/metrics", null);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text())
        .contains("jvm_memory_used_bytes", "process_cpu_usage", "jetty_threads_current")
        .contains("uri=\"/api/samples/number/{id}\"")
        .contains("method=\"OTHER\"", "uri=\"NONE\"")
        .doesNotContain("471147", "xyzzy", "BREW");
  }

  @Test
  void metricsComeAsOpenMetricsToThoseWhoAskForIt() {
    Answer answer =
        server.call(
            "GET", "/metrics", null, "Accept", "application/openmetrics-text;version=1.0.0");
    assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(answer.text()).endsWith("# EOF\n");
  }

  @Test
  void theAliasServiceAnswersInItsKnownShapes() {
    assertThat(server.call("GET", "/api/aliases/health", null).text())
        .isEqualTo("{\"status\":\"ok\"}");
    assertThat(server.call("GET", "/api/aliases/metrics", null).status()).isEqualTo(401);
    assertThat(server.get("/api/aliases/metrics").text())
        .isEqualTo(
            "{\"metrics\":{\"total_aliases\":3,\"active_aliases\":2,\"response_time_ms\":0.5}}");
    assertThat(server.get("/api/aliases/status").json().at("/status/service").asString())
        .isEqualTo("SSOT Registry");
    assertThat(server.get("/api/aliases/status").json().at("/status/version").asString())
        .isNotEmpty();
    assertThat(server.get("/api/aliases/status").json().at("/status/health").asString())
        .isEqualTo("healthy");
  }
}
