package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.util.Map;

/** Compares the body of an operation's request. Used once, by one thread. */
final class BodyComparison {
  private final OperationComparison operation;
  private final Doc callers;
  private final Doc callees;

  BodyComparison(OperationComparison operation) {
    this.operation = operation;
    this.callers = operation.caller().doc();
    this.callees = operation.callee().doc();
  }

  void compare() {
    Located sent = callers.resolved(operation.caller().operation().child("requestBody"));
    Located taken = callees.resolved(operation.callee().operation().child("requestBody"));
    if (!sent.exists() && !taken.exists()) {
      return;
    }
    if (!taken.exists()) {
      add(
          CompatibilityRule.BODY_REMOVED,
          Severity.BREAKING,
          callers,
          sent,
          callers.name()
              + " sends a body, and "
              + callees.name()
              + " takes none."
              + operation.hurt(Side.REQUEST));
      return;
    }
    compareNeed(sent, taken);
    if (sent.exists()) {
      compareTypes(sent.child("content"), taken.child("content"));
    }
  }

  private void compareNeed(Located sent, Located taken) {
    boolean before = sent.says("required");
    boolean after = taken.says("required");
    if (after && !before) {
      add(
          CompatibilityRule.BODY_REQUIRED,
          Severity.BREAKING,
          callees,
          taken,
          "a body is required by "
              + callees.name()
              + ", and in "
              + callers.name()
              + (sent.exists() ? " it may be left out." : " there is none.")
              + operation.hurt(Side.REQUEST));
    } else if (!sent.exists()) {
      add(
          CompatibilityRule.BODY_ADDED,
          Severity.COMPATIBLE,
          callees,
          taken,
          callees.name()
              + " takes a body that may be left out, and "
              + callers.name()
              + " has none.");
    } else if (before && !after) {
      add(
          CompatibilityRule.BODY_OPTIONAL,
          Severity.COMPATIBLE,
          callees,
          taken,
          "the body may be left out in " + callees.name() + ", and not in " + callers.name() + ".");
    }
  }

  private void compareTypes(Located sent, Located taken) {
    Map<String, Located> before = OperationComparison.mediaTypes(callers, sent);
    Map<String, Located> after = OperationComparison.mediaTypes(callees, taken);
    if (callers.work().isSpent()) {
      return; // not everything was read
    }
    before.forEach((type, at) -> {
      Located there = OperationComparison.covering(type, after);
      if (there != null) {
        operation.schemas(Side.REQUEST, at.child("schema"), there.child("schema"));
        return;
      }
      add(
          CompatibilityRule.MEDIA_TYPE_REMOVED,
          Severity.BREAKING,
          callers,
          at,
          "bodies of the type "
              + Quoted.of(type)
              + ", which "
              + callers.name()
              + " may send, are not taken by "
              + callees.name()
              + "."
              + operation.hurt(Side.REQUEST));
    });
    after.forEach((type, at) -> {
      if (OperationComparison.covering(type, before) == null) {
        add(
            CompatibilityRule.MEDIA_TYPE_ADDED,
            Severity.COMPATIBLE,
            callees,
            at,
            callees.name()
                + " also takes bodies of the type "
                + Quoted.of(type)
                + ", and "
                + callers.name()
                + " does not.");
      }
    });
  }

  private void add(CompatibilityRule rule, Severity severity, Doc in, Located at, String message) {
    operation.add(rule, severity, Side.REQUEST, in, at, message);
  }
}
