package com.nexus.ssot.server.db;

import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

/** A commit that was sent and not answered: nobody knows whether the database has made it. */
final class UnknownCommit extends TransactionSystemException {
  private static final long serialVersionUID = 1;

  UnknownCommit(TransactionException origin) {
    super("The connection was lost during the commit", origin);
  }
}
