package com.nexus.ssot.server.base;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts the calls of names that are deprecated. Implemented where they are kept. */
public interface DeprecatedCalls {

  /**
   * A deprecated name was answered. Quick: nothing is written at once.
   *
   * @param alias id of the alias
   * @param principal who asked; null when it is not known
   * @param atMillis when, in milliseconds since 1970
   */
  void called(UUID alias, @Nullable UUID principal, long atMillis);
}
