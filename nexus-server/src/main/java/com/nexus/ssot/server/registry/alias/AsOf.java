package com.nexus.ssot.server.registry.alias;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment that an answer is wanted for.
 *
 * @param time null for now
 * @param index the index of the feed, if that is how the moment was named
 */
record AsOf(@Nullable Instant time, @Nullable Long index) {}
