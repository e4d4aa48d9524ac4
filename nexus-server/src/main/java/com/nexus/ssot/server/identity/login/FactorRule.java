package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.settings.LoginSettings;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a session allows at most. Outside development a password alone is not enough to approve, to
 * administer or to override, whatever its person is granted; the word of a provider allows what is
 * set for it. Immutable.
 */
final class FactorRule {
  private static final Set<Verb> NEED_TWO = EnumSet.of(Verb.APPROVE, Verb.ADMIN, Verb.OVERRIDE);

  private final boolean demanded;
  private final LoginSettings elsewhere;

  /**
   * @param demanded whether a password alone leaves something out
   * @param elsewhere what the word of a provider allows
   */
  FactorRule(boolean demanded, LoginSettings elsewhere) {
    this.demanded = demanded;
    this.elsewhere = elsewhere;
  }

  /** Whether a password alone leaves something out. */
  boolean demanded() {
    return demanded;
  }

  /** What a session allows that was opened here, or by the word of a provider. */
  Set<Verb> verbs(String provider, boolean secondFactor) {
    if (!provider.equals(Sessions.LOCAL)) {
      return elsewhere.verbsOf(provider);
    }
    return secondFactor || !demanded
        ? EnumSet.allOf(Verb.class)
        : EnumSet.complementOf(EnumSet.copyOf(NEED_TWO));
  }
}
