package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.registry.Causes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that speaks against a write: broken rules, and clashes with what is registered. The
 * caller hears of all of it at once.
 */
final class Findings {
  private final Causes rules = new Causes();
  private final List<Cause> clashes = new ArrayList<>();
  private @Nullable FaultCode first;
  private String firstDetail = "";

  /** Where broken rules are noted. */
  Causes rules() {
    return rules;
  }

  /** Notes a clash; the first one decides the code when no rule is broken. */
  void clash(FaultCode code, String detail, String at, String message, @Nullable String fix) {
    clash(code, detail, Cause.at(at, message, fix));
  }

  /** The same, with the clash in words. */
  void clash(FaultCode code, String detail, Cause cause) {
    if (first == null) {
      first = code;
      firstDetail = detail;
    }
    clashes.add(cause);
  }

  /** Whether nothing speaks against it so far. */
  boolean none() {
    return rules.none() && first == null;
  }

  /** Refuses with everything that was found, if anything was. */
  void refuse() {
    if (!rules.none()) {
      rules.addAll(clashes);
      rules.refuse("The alias");
    }
    if (first != null) {
      throw Fault.of(first, firstDetail, clashes);
    }
  }
}
