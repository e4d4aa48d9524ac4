package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every revision of an object carries besides its own fields. */
public record Stamp(
    UUID id,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId,
    @Nullable Instant deletedAt) {

  /** The stamp of a new object. */
  public static Stamp first(PlanScope scope) {
    return new Stamp(Ids.at(scope.now()), 1, scope.now(), scope.now(), scope.changeId(), null);
  }

  /** The stamp of an object's next revision. */
  public static Stamp after(Registered object, PlanScope scope, @Nullable Instant deletedAt) {
    return new Stamp(
        object.id(),
        object.revision() + 1,
        object.createdAt(),
        scope.now(),
        scope.changeId(),
        deletedAt);
  }
}
