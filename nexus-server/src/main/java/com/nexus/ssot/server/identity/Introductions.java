package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.base.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells callers who they are. Thread-safe. */
@Component
public final class Introductions {
  private final TeamTable teams;
  private final RoleTable roles;

  Introductions(TeamTable teams, RoleTable roles) {
    this.teams = teams;
    this.roles = roles;
  }

  /**
   * Who an actor is.
   *
   * @param end when the credential ends; null when it does not
   */
  public WhoAmI of(Actor actor, @Nullable Instant end) {
    return new WhoAmI(
        actor.principalId(),
        actor.name(),
        actor.kind(),
        actor.via(),
        actor.verbs().stream().sorted().toList(),
        actor.credential().contexts().stream().sorted().toList(),
        teams.namesOf(actor.principalId()),
        roles.namesOf(actor.principalId()),
        end);
  }
}
