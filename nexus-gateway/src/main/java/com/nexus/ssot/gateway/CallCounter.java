package com.nexus.ssot.gateway;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts the calls of names that are deprecated. Must be quick and thread-safe. */
@FunctionalInterface
public interface CallCounter {
  /** Counts nothing. */
  CallCounter NONE = (alias, principal, atMillis) -> {};

  /**
   * A name was answered.
   *
   * @param alias id of the alias
   * @param principal who asked; null when it is not known
   * @param atMillis when, in milliseconds since 1970
   */
  void called(UUID alias, @Nullable UUID principal, long atMillis);
}
