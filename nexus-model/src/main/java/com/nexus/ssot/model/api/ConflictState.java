package com.nexus.ssot.model.api;

/** Where a conflict stands. */
public enum ConflictState {
  OPEN,
  /** It was settled, or ended by itself. */
  RESOLVED,
  /** Somebody accepted it as it is. */
  DISMISSED
}
