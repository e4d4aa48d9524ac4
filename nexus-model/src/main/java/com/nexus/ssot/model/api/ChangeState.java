package com.nexus.ssot.model.api;

/** Where a change stands. */
public enum ChangeState {
  /** Being written; nobody is asked yet. */
  DRAFT(true),
  /** Waits for people. */
  IN_REVIEW(true),
  /** Has the approvals it needs and waits for somebody to apply it. */
  APPROVED(true),
  /** Is applied by the server when its time comes. */
  SCHEDULED(true),
  /** What it is about changed meanwhile; it can be rebased. */
  STALE(true),
  /** It could not be applied, and nothing of it was; it can be rebased. */
  FAILED(true),
  /** Took effect. */
  APPLIED(false),
  /** Took effect without the approvals it needs, because somebody broke the glass. */
  OVERRIDDEN(false),
  /** Somebody who may approve said no. */
  REJECTED(false),
  /** Taken back by who proposed it. */
  WITHDRAWN(false),
  /** Nobody decided in time. */
  EXPIRED(false);

  private final boolean open;

  ChangeState(boolean open) {
    this.open = open;
  }

  /** Whether something can still become of it. */
  public boolean isOpen() {
    return open;
  }

  /** Whether it took effect. */
  public boolean tookEffect() {
    return this == APPLIED || this == OVERRIDDEN;
  }
}
