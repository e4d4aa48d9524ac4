package com.nexus.ssot.model.openapi;

/** Who is asked about when a later version follows an earlier one. */
public enum Direction {
  /** Those who were written for the earlier version, and now meet the later one. */
  BACKWARD,
  /** Those who are written for the later version, and still meet the earlier one. */
  FORWARD;

  /** What is found in this direction. */
  public Comparison compare(Edition earlier, Edition later) {
    return this == BACKWARD
        ? OpenApiComparison.compare(earlier, later)
        : OpenApiComparison.compare(later, earlier);
  }
}
