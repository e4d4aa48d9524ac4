package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a change.
 *
 * @param kind what is done, such as {@code alias.create}
 * @param objectType what it is done to, such as {@code alias}
 * @param objectKey the object's name as shown
 * @param baseRevision the revision it starts from; 0 when the object is new
 * @param before the object before; null when it is new, unless it takes the name of another one,
 *     which this is then
 * @param after the object afterwards
 */
public record OperationView(
    String kind,
    String objectType,
    String objectKey,
    @Nullable String context,
    int baseRevision,
    @Nullable JsonNode before,
    @Nullable JsonNode after) {}
