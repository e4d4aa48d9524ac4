package com.nexus.ssot.model.access;

/** What a principal, a team or a role is allowed, and on which condition. */
public record Grant(Scope scope, Condition condition) {

  /** What must hold of the object for a grant to count. */
  public enum Condition {
    /** Nothing. */
    NONE,
    /** The object belongs to a team that the principal is in. */
    OWNING_TEAM
  }

  /** An unconditional grant. */
  public static Grant of(Scope scope) {
    return new Grant(scope, Condition.NONE);
  }
}
