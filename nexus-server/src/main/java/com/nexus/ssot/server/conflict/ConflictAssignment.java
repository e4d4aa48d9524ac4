package com.nexus.ssot.server.conflict;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of what gives a conflict to somebody.
 *
 * @param context key of its context; null for none
 * @param owner a team or person; null for nobody
 */
record ConflictAssignment(UUID conflict, @Nullable String context, @Nullable String owner) {}
