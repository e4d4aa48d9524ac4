package com.nexus.ssot.server.registry.alias;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment that an answer is wanted for.
 *
 * @param time null for now; of an index, the writer's clock, by which names had expired or not
 * @param index the index of the feed, if that is how the moment was named: what was before it in
 *     the feed counts, whatever the clocks said
 */
record AsOf(@Nullable Instant time, @Nullable Long index) {}
