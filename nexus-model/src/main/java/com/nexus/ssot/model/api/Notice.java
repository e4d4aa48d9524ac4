package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person is told.
 *
 * @param about what it is about, such as {@code change.override}
 * @param object what to look at, as a path of the API
 * @param readAt null until the person has seen it
 */
public record Notice(
    UUID id, String about, String text, String object, Instant at, @Nullable Instant readAt) {}
