package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows and demands with TLS, read and checked.
 *
 * @param keys the certificate with its key
 * @param authorities whose client certificates are accepted; null for none
 * @param ends when the certificate does
 */
public record TlsMaterial(KeyStore keys, @Nullable KeyStore authorities, Instant ends) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final char[] IN_MEMORY_ONLY = new char[0];
  private static final String CERTIFICATE = "NEXUS_TLS_CERTIFICATE";
  private static final String PRIVATE_KEY = "NEXUS_TLS_KEY";
  private static final String CLIENT_CA = "NEXUS_TLS_CLIENT_CA";

  /**
   * Reads the files.
   *
   * @throws Fault {@code SETTING} when they cannot be used, naming the setting, never the content
   */
  public static TlsMaterial read(TlsFiles files) {
    List<X509Certificate> chain = certificates(files.certificate(), CERTIFICATE);
    X509Certificate own = chain.getFirst();
    PrivateKey key = key(files.key(), own);
    try {
      if (!belongs(key, own)) {
        throw wrong(
            PRIVATE_KEY,
            "The key does not belong to the certificate.",
            "Give the key that the certificate was asked for with; the server's own certificate"
                + " stands first in its file.",
            null);
      }
      KeyStore keys = empty();
      keys.setKeyEntry("server", key, IN_MEMORY_ONLY, chain.toArray(Certificate[]::new));
      Path authorities = files.clientAuthorities();
      return new TlsMaterial(
          keys,
          authorities == null ? null : trusted(certificates(authorities, CLIENT_CA)),
          own.getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException e) {
      throw wrong(CERTIFICATE, "Certificate and key cannot be used.", "Make new ones.", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore trusted(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("authority-" + i, certificates.get(i));
    }
    return store;
  }

  private static List<X509Certificate> certificates(Path file, String setting) {
    try (var in = new ByteArrayInputStream(bytes(file, setting))) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (GeneralSecurityException | IOException e) {
      throw noCertificate(file, setting, e);
    }
    throw noCertificate(file, setting, null);
  }

  private static Fault noCertificate(Path file, String setting, @Nullable Exception e) {
    return wrong(
        setting,
        "There is no certificate in " + file + ".",
        "It must begin with -----BEGIN CERTIFICATE-----.",
        e);
  }

  private static PrivateKey key(Path file, X509Certificate own) {
    String text = new String(bytes(file, PRIVATE_KEY), StandardCharsets.ISO_8859_1);
    Matcher pem = KEY.matcher(text);
    if (!pem.find() || !pem.group(1).equals("PRIVATE KEY")) {
      throw wrong(
          PRIVATE_KEY,
          "There is no plain PKCS #8 key in " + file + ".",
          "It must begin with -----BEGIN PRIVATE KEY-----; convert another with: openssl pkcs8"
              + " -topk8 -nocrypt -in KEY -out NEW_KEY",
          null);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
      return KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw wrong(
          PRIVATE_KEY,
          "The key cannot be read, or is of another kind than the certificate.",
          "Give the key that the certificate was asked for with.",
          e);
    }
  }

  private static boolean belongs(PrivateKey key, X509Certificate own)
      throws GeneralSecurityException {
    byte[] something = own.getEncoded();
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(own.getPublicKey());
    signature.update(something);
    return signature.verify(signed);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static byte[] bytes(Path file, String setting) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw wrong(
          setting,
          "The file " + file + " cannot be read.",
          "Correct the path or the file's permissions.",
          e);
    }
  }

  private static Fault wrong(
      String setting, String message, String fix, @Nullable Exception origin) {
    List<Cause> causes = List.of(Cause.at(setting, message, fix));
    String detail = "TLS cannot be set up";
    return origin == null
        ? Fault.of(FaultCode.SETTING, detail, causes)
        : Fault.of(FaultCode.SETTING, detail, causes, origin);
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "TLS until " + ends;
  }
}
