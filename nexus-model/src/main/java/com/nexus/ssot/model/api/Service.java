package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service as it stands. Fields of the same name are explained at {@link ServiceDraft}. */
public record Service(
    UUID id,
    String name,
    @Nullable String description,
    Map<String, String> baseUrls,
    @Nullable String healthCheck,
    @Nullable String owner,
    Map<String, String> labels,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId,
    @Nullable Instant deletedAt)
    implements Registered {}
