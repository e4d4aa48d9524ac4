package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Open;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
final class WhoAmIResource {
  private static final String KEY = "key:";

  private final KeyTable keys;
  private final TeamTable teams;
  private final RoleTable roles;

  WhoAmIResource(KeyTable keys, TeamTable teams, RoleTable roles) {
    this.keys = keys;
    this.teams = teams;
    this.roles = roles;
  }

  /** Open to every valid credential: the argument refuses who has none. */
  @Open
  @GetMapping("/api/whoami")
  WhoAmI whoAmI(Actor actor) {
    return new WhoAmI(
        actor.principalId(),
        actor.name(),
        actor.kind(),
        actor.via(),
        actor.verbs().stream().sorted().toList(),
        actor.credential().contexts().stream().sorted().toList(),
        teams.namesOf(actor.principalId()),
        roles.namesOf(actor.principalId()),
        end(actor.via()));
  }

  private @Nullable Instant end(String via) {
    return via.startsWith(KEY)
        ? keys.find(via.substring(KEY.length())).map(KeyEntry::expiresAt).orElse(null)
        : null;
  }
}
