package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that mean nothing by themselves; only their hashes are stored. Thread-safe. */
final class Opaque {
  /** How refresh tokens begin. */
  static final String REFRESH = "nxr_";

  /** How the codes of devices begin. */
  static final String DEVICE = "nxd_";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Opaque() {}

  /** A new one of 256 random bits. */
  static String make(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored of it. */
  static byte[] hash(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
  }
}
