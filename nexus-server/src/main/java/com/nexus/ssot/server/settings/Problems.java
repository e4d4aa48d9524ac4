package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Gathers what is wrong, so that the user mends it all at once. Not thread-safe. */
final class Problems {
  private final SequencedSet<Cause> causes = new LinkedHashSet<>();

  /** Adds a problem; one that is known already counts once. */
  void add(String at, String message, String fix) {
    causes.add(Cause.at(at, message, fix));
  }

  void addAll(Fault fault) {
    if (fault.causes().isEmpty()) {
      causes.add(Cause.of(fault.detail(), null));
    } else {
      causes.addAll(fault.causes());
    }
  }

  boolean any() {
    return !causes.isEmpty();
  }

  /** Throws everything that was found; does nothing if that is nothing. */
  void raise() {
    if (any()) {
      throw Fault.of(
          FaultCode.SETTING,
          causes.size() == 1 ? "A setting is wrong" : causes.size() + " settings are wrong",
          List.copyOf(causes));
    }
  }
}
