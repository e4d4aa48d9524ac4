package com.nexus.ssot.server.registry.alias;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Body of an expiry that lies in the past.
 *
 * @param context where; {@code default} when not given
 * @param at when the alias expired
 */
record AliasEnd(String alias, @Nullable String context, Instant at) {}
