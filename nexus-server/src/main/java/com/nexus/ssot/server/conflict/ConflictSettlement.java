package com.nexus.ssot.server.conflict;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of what settles a conflict.
 *
 * @param context key of its context; null for none
 * @param resolution a word of {@link Way}
 */
record ConflictSettlement(UUID conflict, @Nullable String context, String resolution) {}
