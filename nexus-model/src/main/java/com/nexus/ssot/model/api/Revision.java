package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One revision of an object's history.
 *
 * @param changeId the change that made it
 * @param changedBy who made that change
 * @param validTo when the next revision replaced it; null for the current one
 * @param object the whole object as it was
 */
public record Revision(
    int revision,
    UUID changeId,
    String changedBy,
    Instant validFrom,
    @Nullable Instant validTo,
    JsonNode object) {}
