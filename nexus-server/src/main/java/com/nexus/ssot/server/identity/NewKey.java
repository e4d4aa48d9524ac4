package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.key.ApiKey;
import java.util.HexFormat;

/**
 * What is asked for when a key is made: the key itself stays with whoever asks.
 *
 * @param id the public part of the key
 * @param sha256 hexadecimal hash of the whole key
 */
public record NewKey(String id, String sha256, KeyDraft draft) {

  /** Asks for a key that is given to the caller afterwards. */
  public static NewKey of(ApiKey key, KeyDraft draft) {
    return new NewKey(key.id(), HexFormat.of().formatHex(key.sha256()), draft);
  }
}
