package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of conflicts.
 *
 * @param context only those of this context
 * @param owner only those that this team or person looks after
 */
record ConflictQuery(
    @Nullable ConflictState state,
    @Nullable ConflictType type,
    @Nullable String context,
    @Nullable String owner,
    @Sorts({"-detected_at"}) PageRequest page) {}
