package com.nexus.ssot.model.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An anchor as it stands. Fields of the same name are explained at {@link AnchorDraft}.
 *
 * @param compatibility null until the first version says of what format it is
 * @param version label of the newest version; null while there is none
 * @param checksum {@code sha256:} and the canonical hash of the newest version
 * @param contentHash {@code sha256:} and the hash of the newest version's bytes
 * @param centralityScore how central it is among the references, 0.00 to 1.00
 */
public record Anchor(
    UUID id,
    String anchorId,
    String family,
    @Nullable String description,
    String format,
    @Nullable String sourceHint,
    @Nullable String owner,
    Map<String, String> labels,
    Lifecycle lifecycle,
    @Nullable CompatibilityLevel compatibility,
    @Nullable String version,
    @Nullable String checksum,
    @Nullable String contentHash,
    BigDecimal centralityScore,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId,
    @Nullable Instant deletedAt)
    implements Registered {}
