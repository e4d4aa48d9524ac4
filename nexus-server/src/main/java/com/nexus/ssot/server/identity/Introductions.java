package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.base.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells callers who they are. */
public final class Introductions {
  private Introductions() {}

  /**
   * Who an actor is.
   *
   * @param end when the credential ends; null when it does not
   */
  public static WhoAmI of(Actor actor, @Nullable Instant end) {
    return new WhoAmI(
        actor.principalId(),
        actor.name(),
        actor.kind(),
        actor.via(),
        actor.verbs().stream().sorted().toList(),
        actor.credential().contexts().stream().sorted().toList(),
        end);
  }
}
