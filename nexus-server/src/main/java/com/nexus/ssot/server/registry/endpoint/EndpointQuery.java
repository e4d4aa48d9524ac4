package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of endpoints.
 *
 * @param q a part of the name, path or description
 * @param active whether only active ones, or only inactive ones, are listed
 * @param deleted whether deleted ones are listed instead
 */
record EndpointQuery(
    @Nullable String q,
    @Nullable String anchor,
    @Nullable String service,
    @Nullable String method,
    @Nullable String path,
    @Nullable Boolean active,
    boolean deleted,
    @Sorts({"name", "updated_at", "created_at"}) PageRequest page) {}
