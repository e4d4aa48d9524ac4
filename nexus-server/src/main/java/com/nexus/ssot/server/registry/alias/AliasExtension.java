package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.Nullable;

/**
 * Body of a renewal.
 *
 * @param context where; {@code default} when not given
 * @param ttl how much longer it holds; as the rules say when not given
 */
record AliasExtension(String alias, @Nullable String context, @Nullable String ttl) {}
