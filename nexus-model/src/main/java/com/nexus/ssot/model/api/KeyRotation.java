package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * How a key's secret is replaced.
 *
 * @param overlap how long the old secret still works, such as {@code 24h}; {@code 7d} when not
 *     given, which is the longest; {@code 0s} ends it at once
 * @param expiresIn how long the key lives from now on, at most {@code 1y}; {@code 90d} when not
 *     given
 */
public record KeyRotation(@Nullable String overlap, @Nullable String expiresIn) {}
