package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of contexts.
 *
 * @param q a part of the name or description
 * @param deleted whether deleted ones are listed instead
 */
record ContextQuery(
    @Nullable String q,
    @Nullable ContextMode mode,
    boolean deleted,
    @Sorts({"name", "updated_at", "created_at"}) PageRequest page) {}
