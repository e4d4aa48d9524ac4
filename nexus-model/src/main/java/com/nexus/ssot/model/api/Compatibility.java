package com.nexus.ssot.model.api;

import com.nexus.ssot.model.openapi.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a version of an anchor hurts.
 *
 * @param version label of the version; null for a document that is no version
 * @param level what was asked
 * @param reason why nothing was compared; null where something was
 * @param against labels of the earlier versions it was compared with
 * @param counts how many findings there are of each severity, shown or not
 * @param findings the worst first; at most 250 of each severity
 */
public record Compatibility(
    String anchorId,
    @Nullable String version,
    CompatibilityLevel level,
    Outcome outcome,
    @Nullable String reason,
    List<String> against,
    Map<Severity, Integer> counts,
    List<CompatibilityFinding> findings) {

  /** How it ended. */
  public enum Outcome {
    COMPATIBLE,
    INCOMPATIBLE,
    /** There was nothing to compare with, or the content is of another kind. */
    NOT_COMPARED
  }

  /** The same with other findings. */
  public Compatibility with(List<CompatibilityFinding> others) {
    return new Compatibility(anchorId, version, level, outcome, reason, against, counts, others);
  }

  /** The findings that break somebody. */
  public List<CompatibilityFinding> breaking() {
    return findings.stream().filter(found -> found.severity() == Severity.BREAKING).toList();
  }
}
