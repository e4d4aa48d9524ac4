package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A key that signs tokens, derived from a secret that is never a key itself. Immutable.
 *
 * @param id what tokens call it; tells nothing of the key
 */
record SigningKey(String id, SecretKey key) {
  private static final String KEY_LABEL = "nexus/jwt/v1";
  private static final String ID_LABEL = "nexus/jwt-kid/v1";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 8;

  /** Derives the key (HKDF-SHA-256 with a label of its own). */
  static SigningKey of(byte[] secret) {
    return new SigningKey(
        Sha256.hex(derive(secret, ID_LABEL, ID_BYTES).getEncoded()),
        derive(secret, KEY_LABEL, KEY_BYTES));
  }

  private static SecretKey derive(byte[] secret, String label, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "HmacSHA256",
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand(label.getBytes(StandardCharsets.US_ASCII), bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot derive keys", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
