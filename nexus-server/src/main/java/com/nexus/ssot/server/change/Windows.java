package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.server.base.ContextPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** When a change may take effect by the windows of the contexts that it touches. */
final class Windows {
  /** Windows of several contexts that never meet are not looked for longer than this. */
  private static final int ROUNDS = 100;

  private Windows() {}

  /** The windows of contexts. */
  static SortedMap<String, ChangeWindows> of(ContextPolicy policy, Collection<String> contexts) {
    SortedMap<String, ChangeWindows> windows = new TreeMap<>();
    contexts.forEach(key -> policy.ruleOf(key).ifPresent(rule -> windows.put(key, rule.windows())));
    return windows;
  }

  /** The first moment from a time on at which all are open; empty when there is none. */
  static Optional<Instant> next(Collection<ChangeWindows> windows, Instant from) {
    Instant time = from;
    for (int round = 0; round < ROUNDS; round++) {
      Instant before = time;
      for (ChangeWindows each : windows) {
        Optional<Instant> open = each.nextOpen(time);
        if (open.isEmpty()) {
          return open;
        }
        time = open.get();
      }
      if (time.equals(before)) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  /** Refuses while one is closed. */
  static void requireOpen(SortedMap<String, ChangeWindows> windows, Instant now) {
    List<Cause> causes =
        windows.entrySet().stream()
            .filter(each -> !each.getValue().isOpen(now))
            .map(Windows::closed)
            .toList();
    if (!causes.isEmpty()) {
      String next =
          next(windows.values(), now)
              .map(time -> "It opens at " + time + ".")
              .orElse("It does not open within two years.");
      throw Fault.of(FaultCode.WINDOW_CLOSED, "Changes may not take effect now. " + next, causes);
    }
  }

  private static Cause closed(Map.Entry<String, ChangeWindows> each) {
    return Cause.at(
        "/context",
        "The change window of " + each.getKey() + " is closed.",
        "Propose it with not_before, or try again when the window is open.");
  }
}
