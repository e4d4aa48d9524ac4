package com.nexus.ssot.server.db;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Begins and ends transactions, and tells a commit that the database refused from one whose answer
 * was lost. Thread-safe.
 */
public final class Commits extends DataSourceTransactionManager {
  private static final long serialVersionUID = 1;

  /** Transactions on connections of a pool. */
  public Commits(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    try {
      super.doCommit(status);
    } catch (TransactionException e) {
      throw !status.isReadOnly() && UnknownCommit.isLost(SqlFaults.sqlState(e))
          ? new UnknownCommit(e)
          : e;
    }
  }
}
