package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.Nullable;

/**
 * Body of a deletion.
 *
 * @param context where; {@code default} when not given
 * @param successor the alias to use instead; null leaves the one named before
 */
record AliasRetirement(String alias, @Nullable String context, @Nullable String successor) {}
