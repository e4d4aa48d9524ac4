package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * How a webhook's secret is replaced.
 *
 * @param overlap how long the old secret signs beside the new one, such as {@code 24h}; {@code 7d}
 *     when not given, which is the longest; {@code 0s} ends it at once
 */
public record WebhookRotation(@Nullable String overlap) {}
