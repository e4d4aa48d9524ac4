package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server with several login providers, good and bad ones; shared by tests. Thread-safe. */
final class TestWorld {
  static final String TENANT = "11111111-2222-3333-4444-555555555555";
  static final String OTHER_TENANT = "99999999-2222-3333-4444-555555555555";

  static final TestIssuer ALPHA = new TestIssuer(Map.of());
  static final TestIssuer BETA =
      new TestIssuer(
          Map.of(
              "authorization_response_iss_parameter_supported",
              true,
              "token_endpoint_auth_methods_supported",
              new String[] {"client_secret_post"}));

  /** Stands in for GitHub, as its documentation says that it answers. */
  static final TestIssuer HUB = new TestIssuer(Map.of());

  /** Stands in for Microsoft, as its documentation says that it answers. */
  static final TestIssuer MICROSOFT = new TestIssuer(Map.of());

  static final TestIssuer LIAR = new TestIssuer(Map.of("issuer", "https://issuer.example"));
  static final TestIssuer HUGE = new TestIssuer(Map.of("padding", "x".repeat(300 << 10)));
  static final TestIssuer LURE = new TestIssuer(Map.of("jwks_uri", "ftp://127.0.0.1/keys"));
  static final TestIssuer NO_KEYS = new TestIssuer(Map.of("jwks_uri", "http://127.0.0.1:9/jwks"));

  static final TestServer SERVER = start();

  private TestWorld() {}

  private static TestServer start() {
    microsoft();
    try {
      Path folder = Files.createTempDirectory("nexus-test-");
      Files.writeString(folder.resolve("login_providers.yaml"), file());
      TestServer server =
          TestServer.start(
              folder,
              ApiKey.generate(),
              Map.of(
                  "API_BASE_URL", TestBrowser.BASE,
                  "CLIENT_SECRET_OF_TESTS", TestIssuer.SECRET,
                  "GITHUB_CLIENT_ID", TestIssuer.CLIENT,
                  "GITHUB_CLIENT_SECRET", TestIssuer.SECRET,
                  "MICROSOFT_CLIENT_ID", TestIssuer.CLIENT,
                  "MICROSOFT_CLIENT_SECRET", TestIssuer.SECRET,
                  "MICROSOFT_TENANTS", TENANT + "," + TENANT.replace('1', '7')));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void microsoft() {
    MICROSOFT.show(
        "/organizations/v2.0/.well-known/openid-configuration",
        TestIssuer.json(
            Map.of(
                "issuer", MICROSOFT.url() + "/{tenantid}/v2.0",
                "authorization_endpoint", MICROSOFT.url() + "/authorize",
                "token_endpoint", MICROSOFT.url() + "/token",
                "jwks_uri", MICROSOFT.url() + "/jwks")));
  }

  private static String file() throws IOException {
    StringBuilder file = new StringBuilder();
    file.append("scopes: read, write\nproviders:\n");
    file.append("  github:\n    issuer: ").append(HUB.url()).append('\n');
    file.append("  microsoft:\n    issuer: ").append(MICROSOFT.url()).append('\n');
    Map<String, TestIssuer> issuers =
        Map.of(
            "alpha", ALPHA, "beta", BETA, "liar", LIAR, "huge", HUGE, "lure", LURE, "no-keys",
            NO_KEYS);
    issuers.forEach((name, issuer) -> file.append(entry(name, issuer.url())));
    file.append(entry("gone", "http://127.0.0.1:" + freePort()));
    return file.toString();
  }

  private static String entry(String name, String issuer) {
    return """
      %s:
        issuer: %s
        client_id: %s
        client_secret: ${CLIENT_SECRET_OF_TESTS}
    """
        .formatted(name, issuer, TestIssuer.CLIENT);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
