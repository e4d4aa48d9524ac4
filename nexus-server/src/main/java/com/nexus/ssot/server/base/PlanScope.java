package com.nexus.ssot.server.base;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a kind knows while planning.
 *
 * @param changeId the change that the operation belongs to
 * @param now the time of the change, the same for all its operations, in whole microseconds
 * @param ifMatch the entity tag the caller demands of the target; null when it demands none
 * @param createOnly whether the caller said {@code If-None-Match: *}
 * @param assumeFree whether a kind may take it that a new name is free, without looking: if it is
 *     not, the database refuses the write, and the change is planned again without the assumption
 */
public record PlanScope(
    Actor actor,
    UUID changeId,
    Instant now,
    @Nullable String ifMatch,
    boolean createOnly,
    boolean assumeFree) {}
