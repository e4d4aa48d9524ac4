package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what an operation answers. Used once, by one thread. */
final class ResponseComparison {
  private static final String OTHERS = "default";

  private final OperationComparison operation;
  private final Doc callers;
  private final Doc callees;

  ResponseComparison(OperationComparison operation) {
    this.operation = operation;
    this.callers = operation.caller().doc();
    this.callees = operation.callee().doc();
  }

  void compare() {
    Map<String, Located> sent = responses(callees, operation.callee());
    Map<String, Located> known = responses(callers, operation.caller());
    if (callers.work().isSpent()) {
      return; // not everything was read
    }
    known.forEach((status, at) -> {
      if (covering(status, sent) == null
          && each(sent).noneMatch(s -> within(s, status))
          && !callers.work().isSpent()) {
        removed(status, at);
      }
    });
    sent.forEach((status, at) -> {
      Located there = covering(status, known);
      if (there == null) {
        added(status, at);
      } else {
        compare(status, at, there);
      }
    });
  }

  private static Map<String, Located> responses(Doc doc, Call call) {
    Map<String, Located> all = new LinkedHashMap<>();
    doc.members(call.operation().child("responses"))
        .forEach((status, at) -> {
          if (!status.startsWith("x-")) {
            all.put(
                status.equals(OTHERS) ? status : status.toUpperCase(Locale.ROOT), doc.resolved(at));
          }
        });
    return all;
  }

  /** All names, one by one; none once nothing is left to spend. */
  private Stream<String> each(Map<String, Located> names) {
    callers.work().spend(names.size());
    return callers.work().isSpent() ? Stream.of() : names.keySet().stream();
  }

  /** What is said of a status: of itself, of its class, or of all others; null for nothing. */
  private static @Nullable Located covering(String status, Map<String, Located> responses) {
    Located exact = responses.get(status);
    if (exact != null || status.equals(OTHERS)) {
      return exact;
    }
    Located range = responses.get(status.substring(0, 1) + "XX");
    return range != null ? range : responses.get(OTHERS);
  }

  /** Whether a status belongs to a class of statuses, such as 201 to 2XX. */
  private static boolean within(String status, String range) {
    return range.equals(OTHERS)
        || (range.endsWith("XX") && !status.equals(OTHERS) && status.charAt(0) == range.charAt(0));
  }

  private static boolean isSuccess(String status) {
    return status.startsWith("1") || status.startsWith("2") || status.startsWith("3");
  }

  private void removed(String status, Located at) {
    add(
        CompatibilityRule.STATUS_REMOVED,
        isSuccess(status) ? Severity.BREAKING : Severity.WARNING,
        callers,
        at,
        "the status "
            + Quoted.of(status)
            + ", which "
            + callers.name()
            + " expects, is not answered by "
            + callees.name()
            + "."
            + (isSuccess(status) ? operation.hurt(Side.RESPONSE) : ""));
  }

  private void added(String status, Located at) {
    add(
        CompatibilityRule.STATUS_ADDED,
        isSuccess(status) ? Severity.WARNING : Severity.COMPATIBLE,
        callees,
        at,
        callees.name()
            + " may answer "
            + Quoted.of(status)
            + ", of which "
            + callers.name()
            + " says nothing.");
  }

  private void compare(String status, Located sent, Located known) {
    if (callers.work().isSpent()) {
      return;
    }
    Map<String, Located> types = OperationComparison.mediaTypes(callees, sent.child("content"));
    Map<String, Located> read = OperationComparison.mediaTypes(callers, known.child("content"));
    if (callers.work().isSpent()) {
      return; // not everything was read
    }
    read.forEach((type, at) -> {
      boolean offered =
          OperationComparison.covering(type, types) != null
              || each(types).anyMatch(given -> isIn(given, type));
      if (!offered && !callers.work().isSpent()) {
        add(
            CompatibilityRule.MEDIA_TYPE_REMOVED,
            Severity.BREAKING,
            callers,
            at,
            "the status "
                + status
                + " has no body of the type "
                + Quoted.of(type)
                + " in "
                + callees.name()
                + ", which "
                + callers.name()
                + " reads."
                + operation.hurt(Side.RESPONSE));
      }
    });
    types.forEach((type, at) -> {
      Located there = OperationComparison.covering(type, read);
      if (there != null) {
        operation.schemas(Side.RESPONSE, at.child("schema"), there.child("schema"));
      } else {
        add(
            CompatibilityRule.MEDIA_TYPE_ADDED,
            Severity.COMPATIBLE,
            callees,
            at,
            "the status "
                + status
                + " may have a body of the type "
                + Quoted.of(type)
                + " in "
                + callees.name()
                + ", and has none in "
                + callers.name()
                + ".");
      }
    });
    compareHeaders(sent, known);
  }

  /** Whether a media type belongs to a range, such as application/json to {@code application/*}. */
  private static boolean isIn(String type, String range) {
    return range.equals("*/*")
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }

  private void compareHeaders(Located sent, Located known) {
    Map<String, Located> given = headers(callees, sent);
    Map<String, Located> read = headers(callers, known);
    if (callers.work().isSpent()) {
      return; // not everything was read
    }
    read.forEach((name, at) -> {
      Located there = given.get(name);
      boolean relied = at.says("required");
      if (there == null) {
        add(
            CompatibilityRule.HEADER_REMOVED,
            relied ? Severity.BREAKING : Severity.WARNING,
            callers,
            at,
            "the header "
                + Quoted.of(name)
                + " of "
                + callers.name()
                + " never comes from "
                + callees.name()
                + "."
                + (relied ? operation.hurt(Side.RESPONSE) : ""));
        return;
      }
      if (relied && !there.says("required")) {
        add(
            CompatibilityRule.HEADER_OPTIONAL,
            Severity.BREAKING,
            callees,
            there,
            "the header "
                + Quoted.of(name)
                + " always comes in "
                + callers.name()
                + " and may be missing in "
                + callees.name()
                + "."
                + operation.hurt(Side.RESPONSE));
      }
      operation.schemas(Side.RESPONSE, there.child("schema"), at.child("schema"));
    });
    given.forEach((name, at) -> {
      if (!read.containsKey(name)) {
        add(
            CompatibilityRule.HEADER_ADDED,
            Severity.COMPATIBLE,
            callees,
            at,
            "the header "
                + Quoted.of(name)
                + " comes in "
                + callees.name()
                + ", and not in "
                + callers.name()
                + ".");
      }
    });
  }

  private static Map<String, Located> headers(Doc doc, Located response) {
    Map<String, Located> all = new LinkedHashMap<>();
    doc.members(response.child("headers"))
        .forEach((name, at) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!lower.equals("content-type")) {
            all.put(lower, doc.resolved(at));
          }
        });
    return all;
  }

  private void add(CompatibilityRule rule, Severity severity, Doc in, Located at, String message) {
    operation.add(rule, severity, Side.RESPONSE, in, at, message);
  }
}
