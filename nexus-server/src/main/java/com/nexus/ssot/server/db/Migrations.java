package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the schema to the state this version needs. */
final class Migrations {
  /** The oldest major version of PostgreSQL that is supported. */
  static final int OLDEST_MAJOR = 15;

  private Migrations() {}

  static void run(ConnectionTarget target, Consumer<String> progress) {
    requireUsable(target);
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(target.url(), target.user(), target.password())
            .locations("classpath:db/migration")
            .failOnMissingLocations(false)
            .load();
    try {
      refuseNewer(flyway.info().applied());
      int pending = flyway.info().pending().length;
      if (pending > 0) {
        progress.accept("Preparing the tables (" + pending + " migrations)");
        flyway.migrate();
      } else {
        flyway.validate();
      }
    } catch (FlywayValidateException e) {
      throw differentSchema(e);
    } catch (FlywayException e) {
      throw DatabaseFaults.of(target, e);
    }
  }

  /** Logs in once and looks at the version, so that what is wrong can be said plainly. */
  static void requireUsable(ConnectionTarget target) {
    try (Connection connection = Database.login(target)) {
      requireVersion(
          connection.getMetaData().getDatabaseMajorVersion(),
          connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException e) {
      throw DatabaseFaults.of(target, e);
    }
  }

  static void requireVersion(int major, String version) {
    if (major < OLDEST_MAJOR) {
      throw Fault.of(
          FaultCode.DATABASE_VERSION,
          "The database is PostgreSQL " + version + "; " + OLDEST_MAJOR + " or newer is needed",
          List.of(
              Cause.at(
                  "DATABASE_URL",
                  "PostgreSQL " + version + " lacks what the server relies on.",
                  "Upgrade it, or unset DATABASE_URL to use the embedded database.")));
    }
  }

  private static void refuseNewer(MigrationInfo[] applied) {
    Arrays.stream(applied)
        .filter(migration -> migration.getState().isApplied() && !migration.getState().isResolved())
        .findFirst()
        .ifPresent(migration -> {
          throw Fault.of(
              FaultCode.DATABASE_VERSION,
              "The database was changed by a newer version of Nexus",
              List.of(
                  Cause.of(
                      "This version does not know the schema change "
                          + migration.getVersion()
                          + " ("
                          + migration.getDescription()
                          + ").",
                      "Start the version that made it, or a newer one.")));
        });
  }

  private static Fault differentSchema(FlywayValidateException e) {
    return Fault.of(
        FaultCode.DATABASE_VERSION,
        "The database's schema is not the one this version of Nexus made",
        List.of(
            Cause.of(
                "The record of schema changes in the table flyway_schema_history does not match.",
                "Start the version of Nexus that belongs to this database.")),
        e);
  }
}
