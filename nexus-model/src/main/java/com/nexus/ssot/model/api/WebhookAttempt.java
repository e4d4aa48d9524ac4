package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell a webhook of an event.
 *
 * @param eventId the event's id, which is also the header {@code webhook-id}
 * @param index the event's place in the log; null for a test
 * @param action what happened, such as {@code alias.update}
 * @param attempt how many attempts there were for this event, with this one
 * @param status the status of the answer; null when there was none
 * @param millis how long it took
 */
public record WebhookAttempt(
    Instant at,
    UUID eventId,
    @Nullable Long index,
    String action,
    int attempt,
    WebhookOutcome outcome,
    @Nullable Integer status,
    int millis) {}
