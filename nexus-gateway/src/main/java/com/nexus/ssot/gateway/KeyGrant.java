package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.net.AllowedFrom;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One live secret of an API key and what it allows.
 *
 * @param keyId the public part of the key, eight characters
 * @param sha256 hash of the whole key
 * @param principalId whose key it is
 * @param readable the contexts whose names may be read with it
 * @param allowedFrom where it works from
 * @param expiresAt when it stops being valid
 * @param revoked whether it is no longer valid; a revoked key never becomes valid again
 */
@SuppressWarnings("ArrayRecordComponent") // grants are never compared as a whole
public record KeyGrant(
    String keyId,
    byte[] sha256,
    @Nullable UUID principalId,
    Reach readable,
    AllowedFrom allowedFrom,
    Instant expiresAt,
    boolean revoked)
    implements GatewayChange, Reader {
  /** What is left of a key that is no longer valid. */
  public static KeyGrant revoked(String keyId) {
    return new KeyGrant(
        keyId, new byte[0], null, Reach.NOTHING, AllowedFrom.ANYWHERE, Instant.EPOCH, true);
  }

  /** Whether it is no longer valid at a time in milliseconds since 1970. */
  boolean isExpired(long now) {
    return expiresAt.toEpochMilli() <= now;
  }

  @Override
  public boolean reads(String contextKey) {
    return readable.has(contextKey);
  }

  @Override
  public String toString() {
    return "KeyGrant[" + keyId + (revoked ? ", revoked]" : "]");
  }
}
