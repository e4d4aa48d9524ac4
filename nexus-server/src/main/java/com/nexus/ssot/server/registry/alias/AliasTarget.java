package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.Nullable;

/**
 * Body of writes that need nothing but the name.
 *
 * @param context where; {@code default} when not given
 */
record AliasTarget(String alias, @Nullable String context) {}
