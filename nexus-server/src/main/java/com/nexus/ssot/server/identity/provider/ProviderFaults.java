package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;

/** What people are told when a login does not succeed; never what a provider wrote. */
final class ProviderFaults {
  private ProviderFaults() {}

  /** The provider cannot be asked now. */
  static Fault away(String label, Throwable cause) {
    return Fault.of(
        FaultCode.UNAVAILABLE,
        label + " does not answer as it should.",
        List.of(Cause.of("Nobody can sign in there at the moment.", "Try again later.")),
        cause);
  }

  /** The provider's answer cannot be believed. */
  static Fault refused(String label, String why, Throwable cause) {
    return Fault.of(FaultCode.UNAUTHENTICATED, notBelieved(label), again(why), cause);
  }

  /** The same without a deeper cause. */
  static Fault refused(String label, String why) {
    return Fault.of(FaultCode.UNAUTHENTICATED, notBelieved(label), again(why));
  }

  /** The provider cannot show that somebody is there now. */
  static Fault saysNotWhen(String label) {
    return Fault.of(
        FaultCode.STEP_UP_REQUIRED,
        label + " does not say when it asked who you are.",
        List.of(
            Cause.of(
                "So it cannot show that it is you who is there.",
                "Prove it with a password at /login/account, or sign in with a provider that says"
                    + " when it asked. If you have neither, ask an administrator for an invitation"
                    + " to set a password.")));
  }

  /** The answer does not belong to a login that this browser began. */
  static Fault unexpected(String why) {
    return Fault.of(
        FaultCode.UNAUTHENTICATED, "This login was not begun here, or is over.", again(why));
  }

  private static String notBelieved(String label) {
    return "The answer of " + label + " cannot be accepted.";
  }

  private static List<Cause> again(String why) {
    return List.of(Cause.of(why, "Begin again at the page for signing in."));
  }
}
