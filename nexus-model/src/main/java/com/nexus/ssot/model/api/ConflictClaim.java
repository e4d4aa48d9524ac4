package com.nexus.ssot.model.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sides of a conflict, as it was when the conflict was found. Of a side that the
 * caller may not read only the kind of object is told.
 *
 * @param objectType {@code alias}, {@code anchor}, {@code endpoint}, {@code change} or {@code
 *     owner}
 * @param id null for what never was registered
 * @param key its name as shown
 * @param context null for objects without one
 * @param revision null for what has none
 * @param says what an alias leads to, or what is the matter with it
 */
public record ConflictClaim(
    String objectType,
    @Nullable UUID id,
    @Nullable String key,
    @Nullable String context,
    @Nullable Integer revision,
    @Nullable String says) {}
