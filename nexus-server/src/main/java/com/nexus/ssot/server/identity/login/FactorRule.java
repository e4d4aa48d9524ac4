package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.Verb;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a session allows at most. Outside development a password alone is not enough to approve, to
 * administer or to override, whatever its person is granted. Immutable.
 */
final class FactorRule {
  private static final Set<Verb> NEED_TWO = EnumSet.of(Verb.APPROVE, Verb.ADMIN, Verb.OVERRIDE);

  private final boolean demanded;

  /**
   * @param demanded whether a password alone leaves something out
   */
  FactorRule(boolean demanded) {
    this.demanded = demanded;
  }

  /** Whether a password alone leaves something out. */
  boolean demanded() {
    return demanded;
  }

  /** What a session allows. */
  Set<Verb> verbs(boolean secondFactor) {
    return secondFactor || !demanded
        ? EnumSet.allOf(Verb.class)
        : EnumSet.complementOf(EnumSet.copyOf(NEED_TWO));
  }
}
