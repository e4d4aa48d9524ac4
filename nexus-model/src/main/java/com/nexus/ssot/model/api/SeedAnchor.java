package com.nexus.ssot.model.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An anchor as one flat object, as callers of {@code GET /anchors/{id}} know it. Fields of the same
 * name are explained at {@link Anchor}.
 *
 * @param id the anchor's own id, such as {@code user-api}
 */
public record SeedAnchor(
    String id,
    String family,
    @Nullable String description,
    String format,
    @Nullable String sourceHint,
    @Nullable String owner,
    @Nullable String version,
    BigDecimal centralityScore,
    @Nullable String checksum,
    Map<String, String> labels,
    Lifecycle lifecycle,
    Instant registeredAt,
    Instant updatedAt) {

  /** The flat form of an anchor. */
  public static SeedAnchor of(Anchor anchor) {
    return new SeedAnchor(
        anchor.anchorId(),
        anchor.family(),
        anchor.description(),
        anchor.format(),
        anchor.sourceHint(),
        anchor.owner(),
        anchor.version(),
        anchor.centralityScore(),
        anchor.checksum(),
        anchor.labels(),
        anchor.lifecycle(),
        anchor.createdAt(),
        anchor.updatedAt());
  }
}
