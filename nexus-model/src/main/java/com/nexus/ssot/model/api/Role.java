package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role: what those who have it may do, and may not.
 *
 * @param grants what it allows
 * @param restrictions what it forbids, whoever else allows it
 * @param members usernames, {@code team:<name>} for everybody in a team, {@code team:*} for
 *     everybody in any team
 * @param changeId the change that made this revision; null for what the server made by itself
 */
public record Role(
    UUID id,
    String name,
    @Nullable String description,
    List<RoleGrant> grants,
    List<RoleRestriction> restrictions,
    List<String> members,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable UUID changeId) {}
