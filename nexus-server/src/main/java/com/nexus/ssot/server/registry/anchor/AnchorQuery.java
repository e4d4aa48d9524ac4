package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Lifecycle;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of anchors.
 *
 * @param q a part of the id or description
 * @param label {@code key=value}; all of several must be there
 * @param source the source hint, as a whole
 * @param deleted whether deleted ones are listed instead
 */
record AnchorQuery(
    @Nullable String q,
    @Nullable String owner,
    List<String> label,
    @Nullable String family,
    @Nullable String format,
    @Nullable Lifecycle lifecycle,
    @Nullable String source,
    boolean deleted,
    @Sorts({"name", "updated_at", "created_at"}) PageRequest page) {}
