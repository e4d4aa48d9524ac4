package com.nexus.ssot.model.api;

import java.time.Instant;

/**
 * The one answer that shows a new key.
 *
 * @param key the whole key; it is not stored and cannot be shown again
 */
public record KeyCreated(String id, String key, String name, Instant expiresAt) {
  @Override
  public String toString() {
    return "KeyCreated[" + id + "]";
  }
}
