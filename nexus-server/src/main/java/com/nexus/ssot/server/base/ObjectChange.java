package com.nexus.ssot.server.base;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object that has changed, as followers of the feed see it.
 *
 * @param action what was done, such as {@code alias.update}
 * @param revision the object's revision afterwards; a follower that knows a newer one ignores this
 * @param after the whole object afterwards; null when nothing is left
 */
public record ObjectChange(
    String action,
    String objectType,
    UUID objectId,
    String objectKey,
    @Nullable String context,
    int revision,
    @Nullable JsonNode after) {}
