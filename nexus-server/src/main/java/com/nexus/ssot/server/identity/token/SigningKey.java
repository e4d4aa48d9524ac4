package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.DerivedKey;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key that signs tokens, derived from a secret that is never a key itself. Immutable.
 *
 * @param id what tokens call it; tells nothing of the key
 */
record SigningKey(String id, SecretKey key) {
  private static final String KEY_LABEL = "nexus/jwt/v1";
  private static final String ID_LABEL = "nexus/jwt-kid/v1";
  private static final int ID_BYTES = 8;

  /** Derives the key, and under a label of its own the id. */
  static SigningKey of(byte[] secret) {
    byte[] id = DerivedKey.of(secret, ID_LABEL).getEncoded();
    return new SigningKey(
        Sha256.hex(Arrays.copyOf(id, ID_BYTES)), DerivedKey.of(secret, KEY_LABEL));
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
