package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.ObjectChange;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A change that was planned and may be stored.
 *
 * @param all every operation, also those that change nothing
 * @param steps the operations that change something, in order
 * @param policies version of the rules of each context touched, by the context's key
 * @param waits whether people must approve it first
 * @param time when it happens
 */
record Plan(
    List<PlannedStep> all,
    List<PlannedStep> steps,
    SortedMap<String, String> policies,
    boolean waits,
    Instant time) {

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
