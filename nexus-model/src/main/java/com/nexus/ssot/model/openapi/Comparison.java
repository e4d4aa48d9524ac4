package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found between two documents.
 *
 * @param findings the worst first; at most {@link #MOST_KEPT} of each severity
 * @param counts how many there are of each severity, kept or not
 * @param work steps it took, the same on every machine
 */
public record Comparison(List<Finding> findings, Map<Severity, Integer> counts, long work) {
  /** Findings of each severity that are kept; the others are only counted. */
  public static final int MOST_KEPT = 250;

  public Comparison {
    findings = List.copyOf(findings);
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /** How many findings there are of a severity. */
  public int count(Severity severity) {
    return counts.getOrDefault(severity, 0);
  }

  /** Collects findings. Not thread-safe. */
  static final class Collector {
    private final Map<Severity, List<Finding>> kept = new EnumMap<>(Severity.class);
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    Collector() {
      for (Severity severity : Severity.values()) {
        kept.put(severity, new ArrayList<>());
        counts.put(severity, 0);
      }
    }

    void add(Remark remark, @Nullable Call call, @Nullable Side side) {
      int before = counts.merge(remark.severity(), 1, Integer::sum);
      List<Finding> list = kept.getOrDefault(remark.severity(), List.of());
      if (before <= MOST_KEPT) {
        list.add(
            new Finding(
                remark.rule(),
                remark.severity(),
                call == null ? null : call.method(),
                call == null ? null : call.path(),
                call == null ? null : call.id(),
                side,
                remark.at().pointer(),
                remark.document(),
                remark.message()));
      }
    }

    /**
     * @param work steps it took
     */
    Comparison done(long work) {
      List<Finding> all = new ArrayList<>();
      kept.values().forEach(all::addAll);
      return new Comparison(all, counts, work);
    }
  }
}
