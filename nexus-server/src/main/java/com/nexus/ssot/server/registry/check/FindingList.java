package com.nexus.ssot.server.registry.check;

import com.nexus.ssot.model.api.RuleFinding;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.model.fault.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a check has found so far: all of it counted, the first of it kept. Used by one thread. */
final class FindingList {
  private final int most;
  private final List<RuleFinding> kept = new ArrayList<>();
  private final Map<String, Long> byRule = new TreeMap<>();
  private final Map<String, Long> checked = new TreeMap<>();
  private long total;

  /**
   * @param most how many are kept
   */
  FindingList(int most) {
    this.most = most;
  }

  /** Counts an object that was looked at. */
  void looked(String objects) {
    checked.merge(objects, 1L, Long::sum);
  }

  void add(String objectType, @Nullable String context, String name, String rule, Cause cause) {
    total++;
    byRule.merge(rule, 1L, Long::sum);
    if (kept.size() < most) {
      kept.add(
          new RuleFinding(
              objectType, context, name, cause.at(), rule, cause.message(), cause.fix()));
    }
  }

  /**
   * All of it.
   *
   * @param version of the rules in force; null for a file
   */
  RuleReport report(@Nullable Integer version) {
    return new RuleReport(version, checked, total, byRule, List.copyOf(kept));
  }
}
