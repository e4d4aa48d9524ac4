package com.nexus.ssot.server.base;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Keys for one purpose each, made from the server's secret, which is never a key itself. */
public final class DerivedKey {
  private static final int BYTES = 32;

  private DerivedKey() {}

  /**
   * Derives a key for HMAC-SHA-256 by HKDF-SHA-256.
   *
   * @param label names the purpose, such as {@code nexus/cursor/v1}
   */
  public static SecretKey of(byte[] secret, String label) {
    return of(secret, label, "HmacSHA256");
  }

  /**
   * Derives a key of 256 bits by HKDF-SHA-256.
   *
   * @param label names the purpose
   * @param algorithm what the key is for, such as {@code AES}
   */
  public static SecretKey of(byte[] secret, String label, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand(label.getBytes(StandardCharsets.US_ASCII), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot derive keys", e);
    }
  }
}
