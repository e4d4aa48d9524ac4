package com.nexus.ssot.server.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event about an object, by its place in the log; without what it says.
 *
 * @param action what was done, such as {@code alias.update}
 * @param objectKey the object's name as shown
 * @param context shown name of the context; null for objects without one
 * @param changeId the change that it belongs to; null for acts that need no change
 */
public record LoggedEvent(
    long index,
    UUID id,
    String action,
    String objectType,
    UUID objectId,
    String objectKey,
    @Nullable String context,
    @Nullable UUID changeId) {}
