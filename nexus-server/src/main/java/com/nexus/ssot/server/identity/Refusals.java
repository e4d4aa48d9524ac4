package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.Decision.Reason;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;
import java.util.Locale;

/** How a denial is told to the caller: why, and never whether something exists. */
final class Refusals {
  private Refusals() {}

  static Fault of(Reason reason) {
    String message =
        switch (reason) {
          case INACTIVE -> "The principal is disabled.";
          case CREDENTIAL ->
              "The credential does not allow this: it lacks the verb or does not reach the context.";
          case NEVER_FOR_KIND -> "Services and agents can never do this.";
          case PERSON -> "The person that the agent acts for may not do it.";
          case RESTRICTED -> "A restriction forbids it.";
          case NO_GRANT -> "Nothing grants it.";
          case CONTEXT_RULE -> "The context's rule demands a team that the caller is not in.";
          case HUMAN_REQUIRED -> "Keys, services and agents never do this.";
          case STEP_UP_REQUIRED -> "The last login is too long ago for this.";
        };
    return Fault.of(
        code(reason),
        message,
        List.of(Cause.of(reason.name().toLowerCase(Locale.ROOT), remedy(reason))));
  }

  static FaultCode code(Reason reason) {
    return switch (reason) {
      case HUMAN_REQUIRED -> FaultCode.HUMAN_REQUIRED;
      case STEP_UP_REQUIRED -> FaultCode.STEP_UP_REQUIRED;
      default -> FaultCode.FORBIDDEN;
    };
  }

  private static String remedy(Reason reason) {
    return switch (reason) {
      case CREDENTIAL -> "Use a credential with the verb and the context.";
      case HUMAN_REQUIRED -> "Sign in as a person.";
      case STEP_UP_REQUIRED -> Authority.STEP_UP_REMEDY;
      default -> "Ask an administrator.";
    };
  }
}
