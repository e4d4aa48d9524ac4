package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conflict with its sides, and the ways to settle it. The other fields are those of {@link
 * Conflict}.
 *
 * @param claims the two sides; the first is the older one, or what the second is about
 * @param resolutions the ways that make sense now; none once it is settled
 */
public record ConflictDetails(
    UUID id,
    ConflictType type,
    @Nullable String context,
    String alias,
    ConflictState state,
    @Nullable String owner,
    Instant detectedAt,
    Instant updatedAt,
    int revision,
    @Nullable String resolution,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable UUID changeId,
    List<ConflictClaim> claims,
    List<ConflictOffer> resolutions) {

  /** A conflict with more to say about it. */
  public static ConflictDetails of(
      Conflict conflict, List<ConflictClaim> claims, List<ConflictOffer> resolutions) {
    return new ConflictDetails(
        conflict.id(),
        conflict.type(),
        conflict.context(),
        conflict.alias(),
        conflict.state(),
        conflict.owner(),
        conflict.detectedAt(),
        conflict.updatedAt(),
        conflict.revision(),
        conflict.resolution(),
        conflict.resolvedAt(),
        conflict.resolvedBy(),
        conflict.changeId(),
        claims,
        resolutions);
  }
}
