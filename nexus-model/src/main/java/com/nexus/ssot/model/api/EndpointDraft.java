package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about an endpoint.
 *
 * @param anchor the anchor that describes it; null for an endpoint without a description
 * @param service the service that answers it
 * @param method an HTTP method in capitals
 * @param path a path template such as {@code /users/{id}}
 * @param version the version of the API, {@code v1} unless said otherwise
 */
public record EndpointDraft(
    String name,
    @Nullable String anchor,
    @Nullable String service,
    String method,
    String path,
    @Nullable String version,
    @Nullable String description,
    @Nullable Boolean isActive) {}
