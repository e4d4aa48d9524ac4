package com.nexus.ssot.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.gateway.Connections;
import com.nexus.ssot.gateway.Front;
import com.nexus.ssot.gateway.JettyTuning;
import com.nexus.ssot.gateway.NetworkRules;
import com.nexus.ssot.gateway.Tls;
import com.nexus.ssot.gateway.TlsFiles;
import com.nexus.ssot.server.TestCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the handlers behind learn of a client's certificate. */
class ClientCertificateTest {
  @TempDir Path folder;

  /** Says what it learns. */
  private static final class Mirror extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Object seen = request.getAttribute(Front.CERTIFICATE_ATTRIBUTE);
      Content.Sink.write(response, true, seen + " " + request.isSecure(), callback);
      return true;
    }
  }

  @Test
  void itsFingerprintIsHandedOn() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    Tls tls =
        new Tls(
            new TlsFiles(certificates.certificate(), certificates.key(), certificates.authority()));
    Server server = new Server(JettyTuning.threads());
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    JettyTuning.apply(server, Connections.DEFAULT, tls, true);
    Front front = new Front(NetworkRules.DEVELOPMENT);
    front.setHandler(new Mirror());
    server.setHandler(front);
    server.start();
    try {
      KeyStore client = certificates.client();
      byte[] shown = client.getCertificate("client").getPublicKey().getEncoded();
      String fingerprint =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shown));
      URI uri = URI.create("https://localhost:" + connector.getLocalPort() + "/x");
      assertThat(ask(uri, certificates, client)).isEqualTo(fingerprint + " true");
      assertThat(ask(uri, certificates, null)).isEqualTo("null true");
    } finally {
      server.stop();
    }
  }

  private static String ask(URI uri, TestCertificates certificates, @Nullable KeyStore client)
      throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates.trust());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(client, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      return http.send(
              HttpRequest.newBuilder(uri).header("X-Forwarded-Proto", "http").build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
