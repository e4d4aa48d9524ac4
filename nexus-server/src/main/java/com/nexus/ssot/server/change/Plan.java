package com.nexus.ssot.server.change;

import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ObjectChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A change that was planned and may be stored.
 *
 * @param all every operation, also those that change nothing
 * @param steps the operations that change something, in order
 * @param policies version of the rules of each context touched, by the context's key
 * @param demand whose consent it needs
 * @param reasons why people are asked although the contexts ask nobody
 * @param time when it happens
 */
record Plan(
    List<PlannedStep> all,
    List<PlannedStep> steps,
    SortedMap<String, String> policies,
    Demand demand,
    List<String> reasons,
    Instant time) {
  /** The object type of contexts. */
  private static final String CONTEXT = "context";

  /** Keys of the contexts touched, in order: those written in, and those that are written. */
  Set<String> contexts() {
    Set<String> keys = new TreeSet<>(policies.keySet());
    steps.stream()
        .map(PlannedStep::planned)
        .filter(planned -> planned.objectType().equals(CONTEXT))
        .forEach(planned -> keys.add(Name.of(planned.objectKey()).key()));
    return keys;
  }

  /** Whether people must approve it first. */
  boolean waits() {
    return !demand.asksNobody();
  }

  boolean changesNothing() {
    return steps.isEmpty();
  }

  /** Versions of the rules that were asked, in order of the contexts' keys; "-" for none. */
  String policyVersion() {
    return policies.isEmpty() ? "-" : String.join(",", policies.values());
  }

  List<ObjectChange> changes() {
    return steps.stream().map(PlannedStep::change).toList();
  }
}
