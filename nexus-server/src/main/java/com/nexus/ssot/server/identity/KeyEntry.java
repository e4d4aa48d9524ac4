package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.server.base.Actor;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored.
 *
 * @param id the public part of the key
 * @param objectId what changes and events call it
 * @param ownerId who answers for the principal; null when nobody does
 * @param sha256 hash of the whole key
 * @param contexts keys of the contexts it reaches; {@code *} for all
 * @param allowedFrom where it works from
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time by whoever checks a key
public record KeyEntry(
    String id,
    UUID objectId,
    UUID principalId,
    PrincipalKind kind,
    @Nullable UUID ownerId,
    String name,
    byte[] sha256,
    @Nullable Previous previous,
    List<String> contexts,
    List<Verb> verbs,
    AllowedFrom allowedFrom,
    int revision,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    Maker maker) {

  /**
   * Who made the key.
   *
   * @param active whether they may still act
   */
  public record Maker(UUID id, boolean active) {}

  /**
   * The secret before the last rotation.
   *
   * @param until when it stops working
   */
  @SuppressWarnings("ArrayRecordComponent") // compared in constant time by whoever checks a key
  public record Previous(byte[] sha256, Instant until) {}

  /** Whether it opens anything at a time. */
  public boolean usableAt(Instant time) {
    return revokedAt == null && time.isBefore(expiresAt);
  }

  /** Whether a secret with this hash opens anything at a time. */
  boolean opens(byte[] given, Instant time) {
    boolean current = MessageDigest.isEqual(sha256, given);
    boolean former =
        previous != null
            && MessageDigest.isEqual(previous.sha256(), given)
            && time.isBefore(previous.until());
    return (current || former) && usableAt(time);
  }

  /** Whether it works for who comes from there. */
  public boolean worksFrom(Actor.Origin origin) {
    return allowedFrom.admit(origin.ip(), origin.certificate());
  }

  /** The key once it is ended. */
  KeyEntry revoked(Instant at) {
    return new KeyEntry(
        id,
        objectId,
        principalId,
        kind,
        ownerId,
        name,
        sha256,
        previous,
        contexts,
        verbs,
        allowedFrom,
        revision,
        createdAt,
        expiresAt,
        lastUsedAt,
        at,
        maker);
  }

  /** The key with another secret; the present one works on until a time. */
  KeyEntry rotated(byte[] next, Instant until, Instant expires) {
    return new KeyEntry(
        id,
        objectId,
        principalId,
        kind,
        ownerId,
        name,
        next,
        new Previous(sha256, until),
        contexts,
        verbs,
        allowedFrom,
        revision + 1,
        createdAt,
        expires,
        lastUsedAt,
        revokedAt,
        maker);
  }

  /** The key as the API shows it. */
  public Key shown() {
    return new Key(
        id,
        name,
        principalId,
        kind,
        ownerId,
        contexts,
        verbs,
        allowedFrom.addresses().ranges().stream().map(IpRange::toString).toList(),
        allowedFrom.certificates().stream().sorted().toList(),
        createdAt,
        expiresAt,
        previous == null ? null : previous.until(),
        lastUsedAt,
        revokedAt,
        maker.id(),
        maker.active());
  }

  @Override
  public String toString() {
    return "KeyEntry[" + id + "]";
  }
}
