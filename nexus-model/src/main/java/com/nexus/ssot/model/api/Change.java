package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change: what was asked for, by whom, and where it stands.
 *
 * @param digest {@code sha256:} and the hash of exactly what will happen; approvals name it
 * @param approvedBy {@code policy} where the context asks nobody; null while it waits
 */
public record Change(
    UUID id,
    ChangeState state,
    List<OperationView> operations,
    @Nullable String description,
    @Nullable String justification,
    String proposedBy,
    Instant proposedAt,
    String digest,
    int revision,
    @Nullable String approvedBy,
    @Nullable Instant appliedAt) {}
