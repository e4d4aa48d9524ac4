package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A team.
 *
 * @param members usernames, in order
 * @param changeId the change that made this revision; null for what the server made by itself
 */
public record Team(
    UUID id,
    String name,
    @Nullable String description,
    List<String> members,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable UUID changeId) {}
