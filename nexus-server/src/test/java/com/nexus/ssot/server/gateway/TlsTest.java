package com.nexus.ssot.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.gateway.Tls;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestCertificates;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.base.HealthComponent.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS itself, scanned as a stranger would. */
class TlsTest {
  @TempDir static Path folder;

  private static TestCertificates certificates;
  private static TestServer server;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.in(folder);
    server =
        TestServer.start(
            Map.of(
                "NEXUS_TLS_MODE", "own",
                "NEXUS_TLS_CERTIFICATE", certificates.certificate().toString(),
                "NEXUS_TLS_KEY", certificates.key().toString(),
                "NEXUS_TLS_CLIENT_CA", certificates.authority().toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bothPlanesAnswerWithTlsAndSayThatBrowsersMustUseIt() throws Exception {
    assertThat(server.url()).startsWith("https://127.0.0.1:");
    HttpClient client = HttpClient.newBuilder().sslContext(context(null)).build();
    for (String path : new String[] {"/health", "/api/aliases/resolve/default/none"}) {
      HttpResponse<String> reply =
          client.send(
              HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(path).isIn(200, 401);
      assertThat(reply.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000; includeSubDomains");
    }
  }

  @Test
  void nothingOlderThanOneDotThreeIsSpoken() throws Exception {
    try (SSLSocket socket = socket(context(null), "TLSv1.3")) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
    try (SSLSocket socket = socket(context(null), "TLSv1.2")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void plainHttpGetsNoAnswer() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).doesNotContain("HTTP/");
    }
  }

  @Test
  void aCertificateOfAKnownAuthorityIsTakenAndAnotherRefused(@TempDir Path elsewhere)
      throws Exception {
    assertThat(asked(context(certificates.client()))).contains("HTTP/1.1 200");
    assertThat(asked(context(null))).as("none is fine").contains("HTTP/1.1 200");
    KeyStore stranger = TestCertificates.in(elsewhere).client();
    assertThatThrownBy(() -> asked(context(stranger))).isInstanceOf(IOException.class);
  }

  @Test
  void aKeyThatIsBoundToACertificateOpensNothingWithoutItOnBothPlanes() throws Exception {
    KeyStore client = certificates.client();
    byte[] shown = client.getCertificate("client").getPublicKey().getEncoded();
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shown));
    String draft =
        """
        {"name": "bound", "kind": "SERVICE", "contexts": ["*"], "verbs": ["READ"],
         "allowed_certificates": ["%s"]}
        """
            .formatted(hash);
    HttpResponse<String> made = send(null, "/api/keys", server.adminKey().text(), draft);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String key = Json.read(made.body().getBytes(StandardCharsets.UTF_8)).path("key").asString();
    for (String path : List.of("/api/whoami", "/api/aliases/resolve/default/none")) {
      int status = path.endsWith("none") ? 404 : 200;
      assertThat(send(client, path, key, null).statusCode()).as(path).isEqualTo(status);
      assertThat(send(null, path, key, null).statusCode()).as(path).isEqualTo(401);
    }
    String wrong = draft.replace(hash, hash.substring(1));
    assertThat(send(null, "/api/keys", server.adminKey().text(), wrong).body())
        .contains("/allowed_certificates/0");
  }

  private static HttpResponse<String> send(
      @Nullable KeyStore certificate, String path, String key, @Nullable String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + key);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try (HttpClient http = HttpClient.newBuilder().sslContext(context(certificate)).build()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aChangedCertificateIsTakenOverWithoutARestartAndABrokenOneIsNot() throws Exception {
    Tls tls = server.bean(Tls.class);
    synchronized (TlsTest.class) {
      X509Certificate before = shown();
      certificates.renew();
      tls.reload();
      assertThat(shown()).isEqualTo(certificates.server()).isNotEqualTo(before);
      String right = Files.readString(certificates.certificate());
      Files.writeString(certificates.certificate(), "nonsense");
      tls.reload();
      assertThat(shown()).isEqualTo(certificates.server());
      Files.writeString(certificates.certificate(), right);
      tls.reload();
      assertThat(shown()).isEqualTo(certificates.server());
    }
    assertThat(server.running().bean(Tls.class).ends())
        .isEqualTo(certificates.server().getNotAfter().toInstant());
  }

  @Test
  void theHealthSaysWhenTheCertificateEndsSoon() {
    Tls tls = server.bean(Tls.class);
    Instant end = tls.ends();
    for (int days : new int[] {15, 13, -1}) {
      HealthComponent health = new CertificateHealth(tls, () -> end.minus(Duration.ofDays(days)));
      assertThat(health.health().state()).isEqualTo(days > 14 ? State.OK : State.DEGRADED);
    }
    assertThat(server.bean(CertificateHealth.class).health().state()).isEqualTo(State.OK);
  }

  private static X509Certificate shown() throws Exception {
    try (SSLSocket socket = socket(context(null), "TLSv1.3")) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** One request; the whole answer. */
  private static String asked(SSLContext context) throws IOException {
    try (SSLSocket socket = socket(context, "TLSv1.3")) {
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int port() {
    return server.running().port();
  }

  private static SSLSocket socket(SSLContext context, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }

  private static SSLContext context(@Nullable KeyStore client) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates.trust());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(client, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
