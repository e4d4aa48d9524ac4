package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words why the database could not be opened. */
final class DatabaseFaults {
  private DatabaseFaults() {}

  /** The fault for whatever stopped the opening of a database. */
  static Fault of(ConnectionTarget target, Exception failure) {
    SQLException cause = sqlException(failure);
    if (cause == null) {
      return fault(
          FaultCode.DATABASE_START, "The database cannot be prepared", "See the log.", failure);
    }
    String said = firstLine(cause);
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          fault(
              FaultCode.DATABASE_LOGIN,
              "The database at " + place(target) + " refuses the login of " + target.user(),
              "Correct user and password in DATABASE_URL.",
              failure,
              said);
      case "3D000" ->
          fault(
              FaultCode.DATABASE_LOGIN,
              "The database at " + place(target) + " does not exist",
              "Create it, or correct the name in DATABASE_URL.",
              failure,
              said);
      case "42501" ->
          fault(
              FaultCode.DATABASE_LOGIN,
              "The user " + target.user() + " may not make tables in " + place(target),
              "Grant it CREATE on the database and on the schema public.",
              failure,
              said);
      case "53100" ->
          fault(
              FaultCode.STORAGE_FULL,
              "The disk of the database is full",
              "Free space and start again.",
              failure,
              said);
      case "53300" ->
          fault(
              FaultCode.DATABASE_AWAY,
              "The database at " + place(target) + " has no connection left",
              "Raise its max_connections, or stop other clients.",
              failure,
              said);
      default -> away(target, failure, said, state);
    };
  }

  private static Fault away(ConnectionTarget target, Exception failure, String said, String state) {
    if (state.startsWith("08") || state.startsWith("57")) {
      return fault(
          FaultCode.DATABASE_AWAY,
          "The database at " + place(target) + " cannot be reached",
          "Start it, or correct host, port and sslmode in DATABASE_URL.",
          failure,
          said);
    }
    return fault(
        FaultCode.DATABASE_START,
        "The database at " + place(target) + " cannot be prepared",
        "Mend what it says.",
        failure,
        said);
  }

  private static Fault fault(FaultCode code, String detail, String fix, Exception origin) {
    return fault(code, detail, fix, origin, String.valueOf(origin.getMessage()));
  }

  private static Fault fault(
      FaultCode code, String detail, String fix, Exception origin, String said) {
    return Fault.of(
        code, detail, List.of(Cause.at("DATABASE_URL", "It says: " + said, fix)), origin);
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing").strip();
  }

  /** Host, port and name, without parameters. */
  private static String place(ConnectionTarget target) {
    return target.url().replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*$", "");
  }
}
