package com.nexus.ssot.model.api;

import java.time.Instant;

/**
 * A session of a person who signed in.
 *
 * @param id what it is called; opens nothing
 * @param provider where the person signed in; {@code local} with a password
 * @param authenticatedAt when the person last proved who they are
 * @param usedAt exact to a minute
 * @param endsAt when it ends if nobody uses it
 * @param current whether it is the one that asks
 */
public record SessionView(
    String id,
    String provider,
    Instant openedAt,
    Instant authenticatedAt,
    Instant usedAt,
    Instant endsAt,
    boolean current) {}
