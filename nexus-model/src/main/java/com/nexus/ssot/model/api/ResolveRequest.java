package com.nexus.ssot.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many names to resolve in one call.
 *
 * @param context where; {@code default} when not given
 * @param aliases the names, at most a thousand
 */
public record ResolveRequest(@Nullable String context, List<String> aliases) {}
