package com.nexus.ssot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority made for a test, with a server's certificate and key as PEM files. */
public final class TestCertificates {
  private final Path folder;
  private final KeyPair authorityKey;
  private final X509Certificate authority;
  private X509Certificate server;

  private TestCertificates(Path folder) throws GeneralSecurityException {
    this.folder = folder;
    this.authorityKey = keyPair();
    this.authority = sign("CN=Test Authority", authorityKey, true);
    this.server = write();
  }

  /** Writes all files into a folder. */
  public static TestCertificates in(Path folder) {
    try {
      return new TestCertificates(folder);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a new certificate and key in the place of those there. */
  public void renew() {
    try {
      server = write();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate write() throws GeneralSecurityException {
    KeyPair key = keyPair();
    X509Certificate made = sign("CN=localhost", key, false);
    pem("ca.pem", "CERTIFICATE", authority.getEncoded());
    pem("server.pem", "CERTIFICATE", made.getEncoded());
    pem("server.key", "PRIVATE KEY", key.getPrivate().getEncoded());
    return made;
  }

  /** The certificate that is in the file now. */
  public X509Certificate server() {
    return server;
  }

  public Path certificate() {
    return folder.resolve("server.pem");
  }

  public Path key() {
    return folder.resolve("server.key");
  }

  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /** What trusts the authority. */
  public KeyStore trust() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client's certificate of the authority, with its key. */
  public KeyStore client() {
    try {
      KeyPair key = keyPair();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {sign("CN=client", key, false)};
      store.setKeyEntry("client", key.getPrivate(), new char[0], chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(String name, KeyPair key, boolean forAuthority)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    X500Principal subject = new X500Principal(name);
    X500Principal issuer = new X500Principal("CN=Test Authority");
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.minusSeconds(60)),
              Date.from(now.plus(Duration.ofDays(30))),
              subject,
              key.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(forAuthority));
      GeneralName[] names = {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
      };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
    } catch (CertIOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private void pem(String file, String kind, byte[] content) {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
