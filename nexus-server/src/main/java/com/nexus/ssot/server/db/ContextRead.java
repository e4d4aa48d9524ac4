package com.nexus.ssot.server.db;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Something about contexts that is read in the round trip that takes their locks, by a statement
 * behind the one that waits for them.
 *
 * @param <T> what is known about one context
 */
public interface ContextRead<T> {
  /** What is known about one context. */
  Class<T> type();

  /** A query with one parameter: the keys of contexts, as {@code text[]}. */
  String query();

  /** The key of the context that a row is about. */
  String contextKey(ResultSet row) throws SQLException;

  /** What a row says. */
  T read(ResultSet row) throws SQLException;
}
