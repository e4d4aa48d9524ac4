package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says in words why the embedded PostgreSQL does not run. */
final class PostgresFaults {
  private PostgresFaults() {}

  /** Throws unless the program did its work. */
  static void require(Command.Result result, String failure) {
    if (!result.ok()) {
      throw failed(failure, result.output());
    }
  }

  /** What the programs said, as a fault. */
  static Fault failed(String failure, String said) {
    boolean full = said.contains("No space left on device");
    String reason = lastError(said);
    return Fault.of(
        full ? FaultCode.STORAGE_FULL : FaultCode.DATABASE_START,
        failure + ": " + reason,
        List.of(
            Cause.at(
                "NEXUS_DATA_DIR",
                "PostgreSQL says: " + reason,
                full
                    ? "Free space on the disk of the data folder, or move the folder."
                    : "Mend what it says, or set DATABASE_URL to a PostgreSQL of your own.")));
  }

  /** The data was written by another version. */
  static Fault otherMajor(Path cluster, String version, int major) {
    return Fault.of(
        FaultCode.DATABASE_VERSION,
        "The data in " + cluster + " was written by PostgreSQL " + version + ", not " + major,
        List.of(
            Cause.at(
                cluster.toString(),
                "One major version of PostgreSQL does not read the files of another.",
                "Start the version of Nexus that wrote the data, or set NEXUS_DATA_DIR to another"
                    + " folder.")));
  }

  /** The file with the key that the passwords come from is gone. */
  static Fault keyLost(Path file) {
    return Fault.of(
        FaultCode.DATA_DIR,
        "The key of the embedded database is missing",
        List.of(
            Cause.at(
                file.toString(),
                "Without it nobody can log in to the database.",
                "Restore the folder keys from a backup.")));
  }

  /** The line that says what went wrong, without its time and process number. */
  private static String lastError(String said) {
    List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    Optional<String> last = lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
    return lines.stream()
        .filter(line -> line.contains("FATAL:") || line.contains("error:"))
        .findFirst()
        .or(() -> last)
        .map(line -> line.replaceFirst("^.*?(FATAL|error): *", ""))
        .orElse("nothing");
  }
}
