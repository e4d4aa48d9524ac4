package com.nexus.ssot.model.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of a person who signed in.
 *
 * @param id what it is called; opens nothing
 * @param provider where the person signed in; {@code local} with a password
 * @param authenticatedAt when the person last proved who they are; null when the provider did not
 *     say
 * @param usedAt exact to a minute
 * @param endsAt when it ends if nobody uses it
 * @param current whether it is the one that asks
 */
public record SessionView(
    String id,
    String provider,
    Instant openedAt,
    @Nullable Instant authenticatedAt,
    Instant usedAt,
    Instant endsAt,
    boolean current) {}
