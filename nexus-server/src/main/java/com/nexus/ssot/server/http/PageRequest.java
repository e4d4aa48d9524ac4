package com.nexus.ssot.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a caller wants.
 *
 * @param limit at most this many items, 1 to 1000; 100 if not said
 * @param cursor where the page before ended; null for the first page. Read it with {@link
 *     Cursors#position}
 * @param sort the field to sort by, one of {@link Sorts}; empty where the list has one order only
 * @param descending whether the largest comes first
 * @param count whether the total is wanted
 */
public record PageRequest(
    int limit, @Nullable String cursor, String sort, boolean descending, boolean count) {

  /** The most items a page can have. */
  public static final int MAX_LIMIT = 1000;

  /** Items of a page when the caller does not say. */
  public static final int DEFAULT_LIMIT = 100;

  /** How many rows to read: one more than the page, to know whether another follows. */
  public int rows() {
    return limit + 1;
  }
}
