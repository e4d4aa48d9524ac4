package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.FaultMapping;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What failures of the database mean to a caller; judged by SQLSTATE first. */
@Component
final class SqlFaults implements FaultMapping {

  @Override
  public @Nullable Fault faultOf(Throwable failure) {
    if (failure instanceof UnknownCommit) {
      return Fault.of(
          FaultCode.UNAVAILABLE,
          "The database went away during the commit. It is not known whether it was stored; repeat"
              + " the request with the same Idempotency-Key.",
          failure);
    }
    if (failure instanceof TransactionSystemException broken
        && broken.getApplicationException() != null) {
      // What made the work fail; that it could not be rolled back follows from it.
      return faultOf(broken.getApplicationException());
    }
    String state = sqlState(failure);
    if (state == null && !fromDatabase(failure)) {
      return null;
    }
    FaultCode code = state == null ? null : codeOf(state);
    if (code == null) {
      code = codeOf(failure);
    }
    return code == null ? null : Fault.of(code, detail(code), causes(code), failure);
  }

  private static boolean fromDatabase(Throwable failure) {
    return failure instanceof DataAccessException
        || failure instanceof CannotCreateTransactionException
        || failure instanceof TransactionSystemException;
  }

  private static @Nullable FaultCode codeOf(String state) {
    return switch (state) {
      case "53100" -> FaultCode.STORAGE_FULL;
      case "53200", "53300", "53400", "55P03", "40P01" -> FaultCode.OVERLOADED;
      case "40001" -> FaultCode.STALE;
      case "23505", "23P01" -> FaultCode.ALREADY_EXISTS;
      case "22021", "22P05", "22008" -> FaultCode.BAD_PARAMETER;
      case "25006", "57014" -> FaultCode.UNAVAILABLE;
      default -> state.startsWith("08") || state.startsWith("57P") ? FaultCode.UNAVAILABLE : null;
    };
  }

  private static @Nullable FaultCode codeOf(Throwable failure) {
    return switch (failure) {
      case PessimisticLockingFailureException _ -> FaultCode.OVERLOADED;
      case DataAccessResourceFailureException _,
          QueryTimeoutException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _ ->
          FaultCode.UNAVAILABLE;
      default -> null;
    };
  }

  private static String detail(FaultCode code) {
    return switch (code) {
      case STORAGE_FULL -> "The database has no space left; nothing was stored.";
      case OVERLOADED -> "The database has too much to do; nothing was stored.";
      case STALE -> "Somebody else changed the same objects at the same time; nothing was stored.";
      case ALREADY_EXISTS -> "Something with this name exists already; nothing was stored.";
      case BAD_PARAMETER -> "A value is text or a time that the database cannot keep.";
      default -> "The database is away; nothing was stored.";
    };
  }

  private static List<Cause> causes(FaultCode code) {
    return code == FaultCode.STORAGE_FULL
        ? List.of(
            Cause.of(
                "Nothing can be written until there is room. Names still resolve.",
                "Make room on the disk of the database, then send the request again."))
        : List.of();
  }

  /** The state that the database gave to a failure; null when it gave none. */
  static @Nullable String sqlState(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
      at = at.getCause();
    }
    return null;
  }
}
