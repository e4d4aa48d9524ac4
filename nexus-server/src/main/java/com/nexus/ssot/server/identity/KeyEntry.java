package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored.
 *
 * @param id the public part of the key
 * @param objectId what changes and events call it
 * @param sha256 hash of the whole key
 * @param contexts keys of the contexts it reaches; {@code *} for all
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time by whoever checks a key
public record KeyEntry(
    String id,
    UUID objectId,
    UUID principalId,
    PrincipalKind kind,
    String name,
    byte[] sha256,
    List<String> contexts,
    List<Verb> verbs,
    int revision,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  /** Whether it opens anything at a time. */
  public boolean usableAt(Instant time) {
    return revokedAt == null && time.isBefore(expiresAt);
  }

  /** The key as the API shows it. */
  public Key shown() {
    return new Key(
        id, name, principalId, kind, contexts, verbs, createdAt, expiresAt, lastUsedAt, revokedAt);
  }

  @Override
  public String toString() {
    return "KeyEntry[" + id + "]";
  }
}
