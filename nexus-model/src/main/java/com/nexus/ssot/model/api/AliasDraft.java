package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about an alias.
 *
 * @param alias the name, such as {@code user-profile}; fixed once created, as is its context
 * @param context where it holds; {@code default} when not given
 * @param canonical what it means: an anchor id, an endpoint's name, another alias of the context,
 *     or an absolute http(s) address
 * @param targetKind which of these it is; found out when not given, asked for when that is unclear
 * @param expiresAt when it stops resolving
 * @param ttl how long from now it resolves, such as {@code 30d}; instead of {@code expiresAt}
 * @param successor the alias of the same context to use instead once this one is gone
 * @param deprecatedAt since when it should no longer be used
 * @param sunsetAt when it is planned to go
 */
public record AliasDraft(
    String alias,
    @Nullable String context,
    String canonical,
    @Nullable TargetKind targetKind,
    @Nullable AliasType type,
    @Nullable String description,
    @Nullable String owner,
    @Nullable Map<String, String> labels,
    @Nullable Instant validFrom,
    @Nullable Instant expiresAt,
    @Nullable String ttl,
    @Nullable String successor,
    @Nullable Instant deprecatedAt,
    @Nullable Instant sunsetAt,
    @Nullable Boolean isActive) {}
