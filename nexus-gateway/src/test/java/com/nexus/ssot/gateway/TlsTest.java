package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on a real connection, with certificates that the JDK's keytool makes. */
class TlsTest {
  private static final char[] PASSWORD = "for-tests-only".toCharArray();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void onlyTheNewestProtocolIsSpokenWithAKeyOfAnyUsualKind(String algorithm) throws Exception {
    TlsFiles files = files("server", algorithm);
    try (Running server = new Running(new Tls(files))) {
      assertThat(server.shown("TLSv1.3")).isEqualTo(certificate(files));
      assertThatThrownBy(() -> server.shown("TLSv1.2")).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void newFilesAreTakenOverAndUnusableOnesAreNot() throws Exception {
    TlsFiles files = files("server", "EC");
    Tls tls = new Tls(files);
    try (Running server = new Running(tls)) {
      Certificate first = server.shown("TLSv1.3");
      tls.reload();
      assertThat(server.shown("TLSv1.3")).as("nothing changed").isEqualTo(first);

      Files.writeString(files.certificate(), "no certificate");
      tls.reload();
      assertThat(server.shown("TLSv1.3")).isEqualTo(first);

      files("server", "EC");
      tls.reload();
      Certificate second = server.shown("TLSv1.3");
      assertThat(second).isEqualTo(certificate(files)).isNotEqualTo(first);
      assertThat(tls.ends()).isEqualTo(((X509Certificate) second).getNotAfter().toInstant());
    }
  }

  @Test
  void whatIsWrongWithTheFilesIsSaidWithTheSetting() throws Exception {
    TlsFiles good = files("one", "EC");
    TlsFiles other = files("two", "EC");
    TlsFiles rsa = files("three", "RSA");
    Path missing = folder.resolve("missing.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "nothing of use");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refused(new TlsFiles(missing, good.key(), null), "NEXUS_TLS_CERTIFICATE");
    refused(new TlsFiles(text, good.key(), null), "NEXUS_TLS_CERTIFICATE");
    refused(new TlsFiles(good.certificate(), missing, null), "NEXUS_TLS_KEY");
    refused(new TlsFiles(good.certificate(), text, null), "NEXUS_TLS_KEY");
    refused(new TlsFiles(good.certificate(), broken, null), "NEXUS_TLS_KEY");
    refused(new TlsFiles(good.certificate(), other.key(), null), "NEXUS_TLS_KEY");
    refused(new TlsFiles(good.certificate(), rsa.key(), null), "NEXUS_TLS_KEY");
    refused(new TlsFiles(good.certificate(), good.key(), text), "NEXUS_TLS_CLIENT_CA");
  }

  @Test
  void whoIsAskedForACertificateAndHasNoneIsLetInAllTheSame() throws Exception {
    TlsFiles files = files("server", "EC");
    TlsFiles asking = new TlsFiles(files.certificate(), files.key(), files.certificate());
    TlsMaterial material = TlsMaterial.read(asking);
    assertThat(material.authorities()).isNotNull();
    assertThat(material.toString()).startsWith("TLS until ");
    try (Running server = new Running(new Tls(asking))) {
      assertThat(server.shown("TLSv1.3")).isEqualTo(certificate(files));
    }
  }

  private static void refused(TlsFiles files, String setting) {
    assertThatThrownBy(() -> new Tls(files))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.causes().getFirst().at()).isEqualTo(setting);
              assertThat(fault.causes().getFirst().fix()).isNotBlank();
            });
  }

  private static Certificate certificate(TlsFiles files) throws Exception {
    return java.security.cert.CertificateFactory.getInstance("X.509")
        .generateCertificate(Files.newInputStream(files.certificate()));
  }

  /** A new certificate with its key, under names that stay the same. */
  private TlsFiles files(String name, String algorithm) throws Exception {
    Path store = Files.createTempFile(folder, name, ".p12");
    Files.delete(store);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    Path certificate = folder.resolve(name + ".pem");
    Path key = folder.resolve(name + ".key");
    pem(certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
    pem(key, "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
    return new TlsFiles(certificate, key, null);
  }

  private static void pem(Path file, String type, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type));
  }

  /** A server that answers nothing and shakes hands. */
  private static final class Running implements AutoCloseable {
    private final Server server = new Server(JettyTuning.threads());
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    Running(Tls tls) throws Exception {
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      JettyTuning.apply(server, Connections.DEFAULT, tls, true);
      server.start();
    }

    /** The certificate that the server shows to whoever speaks one protocol. */
    Certificate shown(String protocol) throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket("127.0.0.1", connector.getLocalPort())) {
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket.getSession().getPeerCertificates()[0];
      }
    }

    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Trusts whatever it is shown, because the test compares it itself. */
  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
