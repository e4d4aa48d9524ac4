package com.nexus.ssot.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That what is set about the network reaches both planes of a real server. */
class NetworkTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "NEXUS_BLOCKED_IPS", "127.0.0.9",
                "NEXUS_TRUSTED_PROXIES", "127.0.0.7",
                "NEXUS_ALLOWED_HOSTS", "nexus"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aBlockedAddressGetsNowhereWhateverItsKey() {
    String key = "Authorization: Bearer " + server.adminKey().text();
    for (String path : List.of("/health", "/api/whoami", "/api/aliases/resolve/default/x", "/x")) {
      String answer = ask("127.0.0.9", "localhost", path, key);
      assertThat(answer).as(path).startsWith("HTTP/1.1 403").contains("\"code\":\"FORBIDDEN\"");
      assertThat(answer).contains("X-Content-Type-Options: nosniff").contains("X-Request-Id:");
    }
    assertThat(ask("127.0.0.8", "localhost", "/health", key)).startsWith("HTTP/1.1 200");
  }

  @Test
  void onlyOurNamesAreAnsweredToOnBothPlanes() {
    for (String path : List.of("/api/whoami", "/api/aliases/resolve/default/x", "/docs")) {
      assertThat(ask("127.0.0.1", "evil.example.com", path))
          .startsWith("HTTP/1.1 421")
          .contains("MISDIRECTED");
    }
    for (String ours : List.of("nexus:8000", "localhost", "127.0.0.1")) {
      assertThat(ask("127.0.0.1", ours, "/api/whoami")).as(ours).startsWith("HTTP/1.1 401");
    }
    assertThat(ask("127.0.0.1", "192.0.2.17:8000", "/health")).startsWith("HTTP/1.1 200");
  }

  @Test
  void metricsAreOpenToThisMachineAndNotToWhomAProxySpeaksFor() {
    assertThat(ask("127.0.0.1", "nexus", "/metrics")).startsWith("HTTP/1.1 200");
    for (String from : List.of("127.0.0.1", "127.0.0.7")) {
      assertThat(ask(from, "nexus", "/metrics", "X-Forwarded-For: 192.0.2.1"))
          .as(from)
          .startsWith("HTTP/1.1 401");
    }
    assertThat(ask("127.0.0.1", "nexus", "/metrics", "X-Forwarded-For: 127.0.0.1"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void theCallersAddressBehindAProxyIsTheOneThatCounts() {
    assertThat(ask("127.0.0.7", "nexus", "/health", "X-Forwarded-For: 127.0.0.9, 127.0.0.7"))
        .startsWith("HTTP/1.1 403");
    assertThat(ask("127.0.0.7", "nexus", "/health", "X-Forwarded-For: 127.0.0.9, 192.0.2.5"))
        .startsWith("HTTP/1.1 200");
    assertThat(ask("127.0.0.1", "nexus", "/health", "X-Forwarded-For: 127.0.0.9"))
        .startsWith("HTTP/1.1 200");
  }

  private static String ask(String from, String host, String path, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n".formatted(path, host, more);
    try (Socket socket =
        new Socket(
            InetAddress.ofLiteral("127.0.0.1"),
            server.running().port(),
            InetAddress.ofLiteral(from),
            0)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
