package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Things that contradict each other.
 *
 * @param context where it is; null for what stands in no context
 * @param alias the name it is about
 * @param owner who looks after it
 * @param resolution how it was settled, such as {@code keep_first}; {@code gone} when it ended by
 *     itself; null while it is open
 * @param resolvedBy a pseudonym of the audit log
 * @param changeId the change that made this revision; null when the server did
 */
public record Conflict(
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
    @Nullable UUID changeId) {}
