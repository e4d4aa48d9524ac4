package com.nexus.ssot.server.base;

import org.jspecify.annotations.Nullable;

/**
 * The writes of a running transaction. Whoever is given one may write; nobody else can. Not
 * thread-safe.
 */
public interface Writes {

  /**
   * Adds a statement; it is sent with others in one round trip.
   *
   * @param sql one statement with {@code ?} for each parameter and no semicolon
   * @param values bound in order; JSON is given as text with a cast in the statement, time as
   *     {@code OffsetDateTime}
   */
  void add(String sql, @Nullable Object... values);

  /** Sends what was added so far, so that reads of the same transaction see it. */
  void flush();
}
