package com.nexus.ssot.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an event says.
 *
 * @param at the time of the act
 * @param revision the object's revision afterwards
 * @param after the whole object afterwards, without personal data; null when nothing is left
 */
public record LoggedContent(Instant at, int revision, @Nullable JsonNode after) {}
