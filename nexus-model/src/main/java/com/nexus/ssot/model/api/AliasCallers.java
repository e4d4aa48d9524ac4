package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alias and who has called it since it is deprecated, in the last 90 days.
 *
 * @param deprecatedAt since when it should no longer be used; null when it is not deprecated now
 * @param sunsetAt when it is planned to go
 * @param successor the alias to use instead
 * @param callers those who called last first
 */
public record AliasCallers(
    String alias,
    String context,
    @Nullable String owner,
    @Nullable Instant deprecatedAt,
    @Nullable Instant sunsetAt,
    @Nullable String successor,
    List<AliasCaller> callers) {}
