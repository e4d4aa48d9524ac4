package com.nexus.ssot.gateway;

import java.util.List;

/** Finds names that were perhaps meant. May read a database, so it may block and may fail. */
@FunctionalInterface
public interface Suggestions {
  /** Never finds any. */
  Suggestions NONE = (contextKey, alias) -> List.of();

  /**
   * Names of a context that are like one that is unknown there, best first, at most three.
   *
   * @param contextKey key of a context that the caller may read
   * @param alias the name as the caller wrote it
   */
  List<String> near(String contextKey, String alias);
}
