package com.nexus.ssot.server.db;

import com.nexus.ssot.server.base.Writes;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in a database transaction at READ COMMITTED. Thread-safe. */
public final class Transactions {
  private final TransactionTemplate writing;
  private final TransactionTemplate reading;
  private final DataSource dataSource;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();
  private final int retries;

  /**
   * @param retries how often work that lost a deadlock or a serialization conflict is run again
   */
  public Transactions(PlatformTransactionManager manager, DataSource dataSource, int retries) {
    this.writing = new TransactionTemplate(manager);
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
    this.reading.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.dataSource = dataSource;
    this.retries = retries;
  }

  /**
   * Runs work that writes. What it adds to the batch is sent at the latest before the commit; an
   * exception rolls everything back. Work that lost a deadlock is run again, so it must not have
   * effects outside the database.
   */
  public <T> T write(Function<Writes, T> work) {
    for (int attempt = 0; ; attempt++) {
      try {
        return required(
            writing.execute(status -> {
              WriteBatch batch = new WriteBatch(dataSource, translator);
              T result = work.apply(batch);
              if (status.isNewTransaction() && !status.isRollbackOnly()) {
                // The driver then has nothing left to commit: one round trip less.
                batch.commit();
              } else {
                batch.flush();
              }
              return result;
            }));
      } catch (PessimisticLockingFailureException e) {
        if (attempt >= retries) {
          throw e;
        }
      }
    }
  }

  /** Runs work that writes and then rolls everything back: what a dry run is. */
  public <T> T rehearse(Function<Writes, T> work) {
    return required(
        writing.execute(status -> {
          status.setRollbackOnly();
          return work.apply(new WriteBatch(dataSource, translator));
        }));
  }

  /** Work of a rehearsal that is taken back alone when it fails. */
  public interface Attempts {
    /** Runs the work; what it wrote is seen by the next, unless it throws. */
    <T> T run(Function<Writes, T> work);
  }

  /** Runs work in several attempts, each seeing what those before did, and rolls all back. */
  public <T> T rehearseInSteps(Function<Attempts, T> work) {
    return required(
        writing.execute(status -> {
          status.setRollbackOnly();
          return work.apply(
              new Attempts() {
                @Override
                public <S> S run(Function<Writes, S> step) {
                  return attempt(status, step);
                }
              });
        }));
  }

  private <T> T attempt(TransactionStatus status, Function<Writes, T> work) {
    Object savepoint = status.createSavepoint();
    boolean done = false;
    try {
      WriteBatch batch = new WriteBatch(dataSource, translator);
      T result = work.apply(batch);
      batch.flush();
      done = true;
      return result;
    } finally {
      if (!done) {
        status.rollbackToSavepoint(savepoint);
      }
      status.releaseSavepoint(savepoint);
    }
  }

  /** Runs reads that must all see the same state (REPEATABLE READ, read only). */
  public <T> T read(Supplier<T> work) {
    return required(reading.execute(status -> work.get()));
  }

  private static <T> T required(@Nullable T result) {
    if (result == null) {
      throw new IllegalStateException("transactional work must return a value");
    }
    return result;
  }
}
