package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.KeyRotation;
import com.nexus.ssot.model.key.ApiKey;
import java.util.HexFormat;

/**
 * What is asked for when a key's secret is replaced: the secret itself stays with whoever asks.
 *
 * @param id the public part of the key
 * @param sha256 hexadecimal hash of the whole new key
 */
public record NewSecret(String id, String sha256, KeyRotation rotation) {

  /** Asks for a secret that is given to the caller afterwards. */
  public static NewSecret of(ApiKey key, KeyRotation rotation) {
    return new NewSecret(key.id(), HexFormat.of().formatHex(key.sha256()), rotation);
  }
}
