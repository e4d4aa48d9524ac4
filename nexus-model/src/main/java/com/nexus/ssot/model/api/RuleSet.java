package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of the governance rules.
 *
 * @param version counts the sets adopted, from 1
 * @param rules every rule with its value, defaults written out; of contexts only those that the
 *     caller reaches
 * @param source the file as it was given; null in lists, and for callers who reach only some
 *     contexts
 * @param checksum {@code sha256:} and the hash of the canonical form of the rules
 */
public record RuleSet(
    int version,
    JsonNode rules,
    @Nullable String source,
    String checksum,
    Instant adoptedAt,
    String adoptedBy,
    UUID changeId) {}
