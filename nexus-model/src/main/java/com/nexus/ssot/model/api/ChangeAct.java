package com.nexus.ssot.model.api;

import static com.nexus.ssot.model.api.ChangeState.APPLIED;
import static com.nexus.ssot.model.api.ChangeState.APPROVED;
import static com.nexus.ssot.model.api.ChangeState.DRAFT;
import static com.nexus.ssot.model.api.ChangeState.FAILED;
import static com.nexus.ssot.model.api.ChangeState.IN_REVIEW;
import static com.nexus.ssot.model.api.ChangeState.OVERRIDDEN;
import static com.nexus.ssot.model.api.ChangeState.SCHEDULED;
import static com.nexus.ssot.model.api.ChangeState.STALE;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be done with a change that was proposed. */
public enum ChangeAct {
  /** Put a draft up for review. */
  SUBMIT(DRAFT),
  /** Say anew what it shall do; earlier approvals stop counting. */
  EDIT(DRAFT, IN_REVIEW, APPROVED, SCHEDULED, STALE, FAILED),
  /** Consent to exactly what it would do. */
  APPROVE(IN_REVIEW),
  /** Say no. */
  REJECT(IN_REVIEW, APPROVED, SCHEDULED),
  /** Take it back. */
  WITHDRAW(DRAFT, IN_REVIEW, APPROVED, SCHEDULED, STALE, FAILED),
  /** Have it applied at a time. */
  SCHEDULE(APPROVED, SCHEDULED),
  /** Let it take effect. */
  APPLY(APPROVED, SCHEDULED),
  /** Plan the same again on what there is now; earlier approvals stop counting. */
  REBASE(IN_REVIEW, APPROVED, SCHEDULED, STALE, FAILED),
  /** Let it take effect without the approvals it needs. */
  OVERRIDE(IN_REVIEW, APPROVED, SCHEDULED),
  /** Propose what takes it back. */
  REVERT(APPLIED, OVERRIDDEN),
  /** End the review of a change that was overridden. */
  CLOSE_REVIEW(OVERRIDDEN),
  /** Say something about it. */
  COMMENT(ChangeState.values());

  @SuppressWarnings("ImmutableEnumChecker") // nobody else is given the set
  private final Set<ChangeState> from;

  ChangeAct(ChangeState... from) {
    this.from = EnumSet.noneOf(ChangeState.class);
    this.from.addAll(Set.of(from));
  }

  /** Whether it can be done with a change in this state at all. */
  public boolean isAllowedIn(ChangeState state) {
    return from.contains(state);
  }

  /** As it stands in addresses and commands, such as {@code close-review}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
