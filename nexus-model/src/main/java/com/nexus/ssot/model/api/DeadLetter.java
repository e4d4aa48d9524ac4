package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a webhook was not told of.
 *
 * @param index the event's place in the log, which keeps what it says
 * @param attempts how often it was tried
 * @param outcome what became of the last attempt
 * @param status the status of its answer; null when there was none
 * @param replayAt when somebody asked to send it again, while that is still to be done
 */
public record DeadLetter(
    UUID id,
    UUID eventId,
    long index,
    String action,
    int attempts,
    WebhookOutcome outcome,
    @Nullable Integer status,
    Instant failedAt,
    @Nullable Instant replayAt) {}
