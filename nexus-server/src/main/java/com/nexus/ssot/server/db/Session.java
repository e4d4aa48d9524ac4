package com.nexus.ssot.server.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;

/**
 * One database session of its own, for what belongs to a session: its locks and the channels it
 * listens to. Ends when closed or when the connection is lost; then every method throws. Not
 * thread-safe.
 */
public final class Session implements AutoCloseable {
  private final SingleConnectionDataSource source;
  private final JdbcClient jdbc;
  private final PlatformTransactionManager transactions;

  Session(SingleConnectionDataSource source) {
    this.source = source;
    this.jdbc = JdbcClient.create(source);
    this.transactions = new DataSourceTransactionManager(source);
  }

  /** Statements of this session. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Runs work in a transaction of this session; an exception rolls it back. */
  public <T> T transaction(Supplier<T> work) {
    TransactionStatus status = transactions.getTransaction(null);
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      rollback(status, e);
      throw e;
    }
    transactions.commit(status);
    return result;
  }

  /** What the work failed with says more than that a lost session cannot be rolled back. */
  private void rollback(TransactionStatus status, Throwable failure) {
    try {
      transactions.rollback(status);
    } catch (TransactionException e) {
      failure.addSuppressed(e);
    }
  }

  /** Waits for word on the channels this session listens to; returns the channels that spoke. */
  public List<String> heard(Duration atMost) {
    try {
      PGNotification[] notifications =
          source
              .getConnection()
              .unwrap(PGConnection.class)
              .getNotifications((int) atMost.toMillis());
      List<String> channels = new ArrayList<>();
      if (notifications != null) {
        for (PGNotification notification : notifications) {
          channels.add(notification.getName());
        }
      }
      return channels;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the session was lost", e);
    }
  }

  @Override
  public void close() {
    source.destroy();
  }
}
