package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a change shall do.
 *
 * @param kind such as {@code alias.create}; {@code GET /api/schemas} lists them
 * @param body what it is about, in the form of its kind
 * @param ifMatch the entity tag that the object must have; null for whatever it has
 */
public record OperationDraft(String kind, JsonNode body, @Nullable String ifMatch) {}
