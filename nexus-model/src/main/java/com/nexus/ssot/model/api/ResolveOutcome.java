package com.nexus.ssot.model.api;

/** How the question what a name means can be answered. */
public enum ResolveOutcome {
  /** It leads to a target. */
  FOUND,
  /** It was in use and no longer is. */
  RETIRED,
  /** There is no such name, or none that leads anywhere yet. */
  UNKNOWN
}
