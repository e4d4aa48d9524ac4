package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param id the public part, eight characters, also inside the key itself
 * @param lastUsedAt exact to a minute
 */
public record Key(
    String id,
    String name,
    UUID principalId,
    PrincipalKind kind,
    List<String> contexts,
    List<Verb> verbs,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {}
