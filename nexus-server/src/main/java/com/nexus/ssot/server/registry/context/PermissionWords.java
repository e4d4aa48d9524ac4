package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.server.registry.Causes;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What may stand among a context's permissions: known teams, and words for conditions. */
@Component
public final class PermissionWords {
  /** Conditions instead of teams. */
  public static final Set<String> CONDITIONS = Set.of("team_approval", "temporary_only");

  private final ContextTable table;

  PermissionWords(ContextTable table) {
    this.table = table;
  }

  void check(List<String> permissions, Causes causes) {
    for (int i = 0; i < permissions.size(); i++) {
      String word = permissions.get(i);
      if (!CONDITIONS.contains(word) && !table.knowsTeam(word)) {
        causes.add(
            "/permissions/" + i,
            "there is no team '" + word + "'",
            "name a team that exists, or one of team_approval, temporary_only");
      }
    }
  }
}
