package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityFinding;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.openapi.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a version meets that breaks the level of its anchor. */
final class Breach {
  private static final int MOST_OPERATIONS = 20;
  private static final int LONGEST = 300;

  private Breach() {}

  /** Whether a verdict breaks what an anchor demands. */
  static boolean is(Compatibility verdict) {
    return verdict.level() != CompatibilityLevel.NONE
        && verdict.outcome() == Compatibility.Outcome.INCOMPATIBLE;
  }

  /** Why people are asked: the operations that break, those with most aliases first. */
  static List<String> reasons(Compatibility verdict, Leads leads) {
    Map<String, List<CompatibilityFinding>> byPlace = new LinkedHashMap<>();
    verdict
        .breaking()
        .forEach(
            found -> byPlace.computeIfAbsent(found.place(), _ -> new ArrayList<>()).add(found));
    List<List<CompatibilityFinding>> groups = new ArrayList<>(byPlace.values());
    groups.sort(
        Comparator.comparingInt((List<CompatibilityFinding> group) -> -aliases(group, leads)));
    List<String> reasons = new ArrayList<>();
    groups.stream()
        .limit(MOST_OPERATIONS)
        .forEach(group -> reasons.add(reason(verdict, group, aliases(group, leads))));
    if (groups.size() > MOST_OPERATIONS) {
      reasons.add((groups.size() - MOST_OPERATIONS) + " more operations break.");
    }
    return reasons;
  }

  private static int aliases(List<CompatibilityFinding> group, Leads leads) {
    CompatibilityFinding first = group.getFirst();
    return leads.names(first.method(), first.path()).size();
  }

  private static String reason(
      Compatibility verdict, List<CompatibilityFinding> group, int aliases) {
    CompatibilityFinding first = group.getFirst();
    String id = first.operationId() == null ? "" : " (" + cut(first.operationId(), 60) + ")";
    String more = group.size() == 1 ? "" : " And " + (group.size() - 1) + " more.";
    return "Version %s of '%s' breaks %s%s: %s%s %s."
        .formatted(
            verdict.version(),
            verdict.anchorId(),
            cut(first.place(), 100),
            id,
            cut(first.message(), LONGEST),
            more,
            Leads.count(aliases));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** What a version is refused with that nobody is asked about. */
  static Fault refusal(Anchor anchor, Compatibility verdict) {
    List<Cause> causes = new ArrayList<>();
    for (CompatibilityFinding found : verdict.breaking()) {
      String message = found.place() + ": " + found.message();
      String fix =
          "Keep it as " + found.against() + " has it, or change the anchor's compatibility.";
      boolean here = found.document().equals("version " + verdict.version());
      causes.add(here ? Cause.at(found.pointer(), message, fix) : Cause.of(message, fix));
    }
    int all = Objects.requireNonNullElse(verdict.counts().get(Severity.BREAKING), 0);
    if (all > causes.size()) {
      causes.add(Cause.of("There are " + (all - causes.size()) + " more breaking findings.", null));
    }
    return Fault.of(
        FaultCode.INCOMPATIBLE,
        "The version would break the compatibility "
            + verdict.level()
            + " of the anchor '"
            + anchor.anchorId()
            + "'",
        causes);
  }
}
