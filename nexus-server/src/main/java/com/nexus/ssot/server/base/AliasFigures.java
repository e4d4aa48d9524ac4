package com.nexus.ssot.server.base;

import java.util.function.Predicate;

/** How many aliases there are. Implemented where they are kept. */
public interface AliasFigures {

  /**
   * Counts now.
   *
   * @param reaches whether the context with a key is counted
   */
  Figures figures(Predicate<String> reaches);

  /**
   * The counts.
   *
   * @param total aliases that exist, without deleted ones
   * @param active those that resolve
   * @param responseTimeMillis mean time to resolve one, in milliseconds; 0 before the first
   */
  record Figures(long total, long active, double responseTimeMillis) {}
}
