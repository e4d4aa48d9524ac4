package com.nexus.ssot.model.openapi;

/** Who is asked about when a later version follows an earlier one. */
public enum Direction {
  /** Those who were written for the earlier version, and now meet the later one. */
  BACKWARD,
  /** Those who are written for the later version, and still meet the earlier one. */
  FORWARD;

  /** What is found in this direction. */
  public Comparison compare(Edition earlier, Edition later) {
    return compare(earlier, later, OpenApiComparison.MOST_WORK);
  }

  /**
   * What is found in this direction with some work.
   *
   * @param most steps after which it is given up; what was not compared is then {@code TOO_COMPLEX}
   */
  public Comparison compare(Edition earlier, Edition later, long most) {
    return this == BACKWARD
        ? OpenApiComparison.compare(earlier, later, most)
        : OpenApiComparison.compare(later, earlier, most);
  }
}
