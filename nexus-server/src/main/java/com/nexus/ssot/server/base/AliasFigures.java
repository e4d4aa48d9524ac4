package com.nexus.ssot.server.base;

/** How many aliases there are. Implemented where they are kept. */
public interface AliasFigures {

  /** Counts now. */
  Figures figures();

  /**
   * The counts.
   *
   * @param total aliases that exist, without deleted ones
   * @param active those that resolve
   * @param responseTimeMillis mean time to resolve one, in milliseconds; 0 before the first
   */
  record Figures(long total, long active, double responseTimeMillis) {}
}
