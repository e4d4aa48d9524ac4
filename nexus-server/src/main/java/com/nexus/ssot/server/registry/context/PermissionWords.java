package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.registry.Causes;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What may stand among a context's permissions: known teams, and words for conditions. */
@Component
public final class PermissionWords {
  private static final String TEMPORARY_ONLY = key("temporary_only");
  private static final Set<String> CONDITIONS = Set.of(key("team_approval"), TEMPORARY_ONLY);

  private final ContextTable table;

  PermissionWords(ContextTable table) {
    this.table = table;
  }

  /** Whether a word is a condition instead of a team, however it is written. */
  public static boolean isCondition(String word) {
    return CONDITIONS.contains(key(word));
  }

  /** Whether a word says that every alias expires. */
  static boolean isTemporaryOnly(String word) {
    return TEMPORARY_ONLY.equals(key(word));
  }

  private static String key(String word) {
    return Name.of(word).key();
  }

  /** Notes every word that is neither a team that exists nor a condition. */
  public void check(List<String> permissions, Causes causes) {
    for (int i = 0; i < permissions.size(); i++) {
      String word = permissions.get(i);
      if (!isCondition(word) && !table.knowsTeam(word)) {
        causes.add(
            "/permissions/" + i,
            "there is no team '" + word + "'",
            "name a team that exists, or one of team_approval, temporary_only");
      }
    }
  }

  /** Notes teams that do not exist. */
  public void checkTeams(List<String> teams, String at, Causes causes) {
    for (int i = 0; i < teams.size(); i++) {
      if (!table.knowsTeam(teams.get(i))) {
        causes.add(
            at + "/" + i, "there is no team '" + teams.get(i) + "'", "name a team that exists");
      }
    }
  }
}
