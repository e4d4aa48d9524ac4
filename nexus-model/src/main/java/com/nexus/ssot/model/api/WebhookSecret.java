package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one answer that shows a webhook's new secret.
 *
 * @param secret {@code whsec_} and the key of the signatures in base64; it cannot be shown again
 * @param previousUntil how long the secret before still signs; null when there is none
 */
public record WebhookSecret(UUID id, String name, String secret, @Nullable Instant previousUntil) {
  @Override
  public String toString() {
    return "WebhookSecret[" + name + "]";
  }
}
