package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of what happens, without the secrets that sign it.
 *
 * @param events patterns of what is told: {@code *}, {@code alias.*} or {@code alias.update}
 * @param contexts names of the contexts whose events are told; {@code *} for all, and then also
 *     what stands in no context
 * @param active whether anything is sent
 * @param ownerId who wrote it last: nothing is sent that they may not read
 * @param previousSecretUntil how long the secret before the last rotation still signs; null when
 *     there is none
 * @param changeId the change that made this revision
 */
public record Webhook(
    UUID id,
    String name,
    String url,
    List<String> events,
    List<String> contexts,
    boolean active,
    @Nullable String description,
    UUID ownerId,
    @Nullable Instant previousSecretUntil,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId) {}
