package com.nexus.ssot.server.change;

import java.util.Collections;
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
  }

  boolean asksNobody() {
    return needs.isEmpty();
  }

  /** The most people that one context asks for; 0 when nobody is asked. */
  int people() {
    return needs.values().stream().mapToInt(Need::people).max().orElse(0);
  }
}
