package com.nexus.ssot.server.change;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose consent a change needs, by the key of the context; under {@link #EVERYWHERE} for objects
 * that stand in none. Empty when nobody is asked. Immutable.
 */
record Demand(SortedMap<String, Need> needs) {
  /** Stands for what belongs to no context: who consents must reach all of them. */
  static final String EVERYWHERE = "";

  static final Demand NOBODY = new Demand(new TreeMap<>());

  Demand {
    needs = Collections.unmodifiableSortedMap(new TreeMap<>(needs));
  }

  /**
   * What one context asks.
   *
   * @param people how many different people must approve, at least 1
   * @param teams keys of the teams of which each must be in one; empty for no matter
   * @param owners keys of the teams that own what is touched
   * @param ownersConsent whether somebody of each owning team must be among them
   */
  record Need(int people, Set<String> teams, Set<String> owners, boolean ownersConsent) {
    Need {
      teams = Set.copyOf(teams);
      owners = Set.copyOf(owners);
    }

    private Need and(Need other) {
      Set<String> owned = new HashSet<>(owners);
      owned.addAll(other.owners);
      return new Need(
          Math.max(people, other.people),
          teams.isEmpty() ? other.teams : teams,
          owned,
          ownersConsent || other.ownersConsent);
    }
  }

  /** What both ask; where both ask for teams, those that this one names. */
  Demand and(Demand other) {
    SortedMap<String, Need> both = new TreeMap<>(needs);
    other.needs.forEach((place, need) -> both.merge(place, need, Need::and));
    return new Demand(both);
  }

  boolean asksNobody() {
    return needs.isEmpty();
  }

  /** The most people that one context asks for; 0 when nobody is asked. */
  int people() {
    return needs.values().stream().mapToInt(Need::people).max().orElse(0);
  }
}
