package com.nexus.ssot.model.access;

import java.util.Set;

/**
 * What a context demands beyond grants. It narrows and never grants.
 *
 * @param teams keys of the teams one of which a principal must be in to write or approve there;
 *     empty where that does not matter
 */
public record ContextRule(Set<String> teams) {
  /** A context that demands nothing. */
  public static final ContextRule NONE = new ContextRule(Set.of());

  public ContextRule {
    teams = Set.copyOf(teams);
  }
}
