package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alias as it stands. Fields of the same name are explained at {@link AliasDraft}. */
public record Alias(
    UUID id,
    String alias,
    String context,
    String canonical,
    TargetKind targetKind,
    AliasType type,
    @Nullable String description,
    @Nullable String owner,
    Map<String, String> labels,
    @Nullable Instant validFrom,
    @Nullable Instant expiresAt,
    @Nullable String successor,
    @Nullable Instant deprecatedAt,
    @Nullable Instant sunsetAt,
    boolean isActive,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    String createdBy,
    UUID changeId,
    @Nullable Instant deletedAt)
    implements Registered {}
