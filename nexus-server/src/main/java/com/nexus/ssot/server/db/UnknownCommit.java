package com.nexus.ssot.server.db;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** A commit that was sent and not answered: nobody knows whether the database has made it. */
final class UnknownCommit extends TransactionSystemException {
  private static final long serialVersionUID = 1;

  UnknownCommit(Throwable origin) {
    super("The connection was lost during the commit", origin);
  }

  /** Whether a state means that the connection ended and not that the commit failed. */
  static boolean isLost(@Nullable String state) {
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }
}
