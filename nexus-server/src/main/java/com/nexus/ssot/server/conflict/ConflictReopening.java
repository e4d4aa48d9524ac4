package com.nexus.ssot.server.conflict;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of what opens a settled conflict again.
 *
 * @param context key of its context; null for none
 */
record ConflictReopening(UUID conflict, @Nullable String context) {}
