package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of services.
 *
 * @param q a part of the name or description
 * @param label {@code key=value}; all of several must be there
 * @param deleted whether deleted ones are listed instead
 */
record ServiceQuery(
    @Nullable String q,
    @Nullable String owner,
    List<String> label,
    boolean deleted,
    @Sorts({"name", "updated_at", "created_at"}) PageRequest page) {}
