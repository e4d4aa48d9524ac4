package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An endpoint as it stands. Fields of the same name are explained at {@link EndpointDraft}. */
public record Endpoint(
    UUID id,
    String name,
    @Nullable String anchor,
    @Nullable String service,
    String method,
    String path,
    String version,
    @Nullable String description,
    boolean isActive,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId,
    @Nullable Instant deletedAt)
    implements Registered {}
