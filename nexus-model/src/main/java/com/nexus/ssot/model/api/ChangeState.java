package com.nexus.ssot.model.api;

/** Where a change stands. */
public enum ChangeState {
  /** Waits for people. */
  IN_REVIEW,
  /** Took effect. */
  APPLIED
}
