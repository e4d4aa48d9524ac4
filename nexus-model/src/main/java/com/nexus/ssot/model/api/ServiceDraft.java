package com.nexus.ssot.model.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a service.
 *
 * @param baseUrls absolute http(s) address per environment, for example {@code production}
 * @param healthCheck path below the base URL that answers 200 when the service is well
 */
public record ServiceDraft(
    String name,
    @Nullable String description,
    @Nullable Map<String, String> baseUrls,
    @Nullable String healthCheck,
    @Nullable String owner,
    @Nullable Map<String, String> labels) {}
