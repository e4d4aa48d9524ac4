package com.nexus.ssot.model.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a webhook has come.
 *
 * @param nextIndex the place in the log of the event that comes next; all before it is done
 * @param lag how many places of the log lie before the newest
 * @param attempts how often the event that comes next could not be delivered
 * @param nextAttemptAt when it is tried again; null when nothing failed
 * @param deliveredAt when the receiver last took an event
 * @param deadLetters how many events could not be delivered
 * @param pausedAt since when nothing is sent; null while it is not paused
 * @param pausedBecause why; null while it is not paused
 */
public record WebhookStatus(
    long nextIndex,
    long lag,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    int deadLetters,
    @Nullable Instant pausedAt,
    @Nullable WebhookPause pausedBecause) {}
