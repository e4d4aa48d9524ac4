package com.nexus.ssot.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The main process of a PostgreSQL, as its pid file names it.
 *
 * @param pid process number
 */
record Postmaster(long pid) {
  private static final String PID_FILE = "postmaster.pid";

  /** The running postmaster of this cluster; empty when there is none. */
  static Optional<Postmaster> of(Path cluster) {
    return pidIn(cluster).filter(pid -> serves(pid, cluster)).map(Postmaster::new);
  }

  /**
   * Removes a pid file whose process is another program: after a restart of the machine or of a
   * container the number may belong to anybody, and PostgreSQL would then refuse to start. Only for
   * the holder of the data folder's lock.
   */
  static void forgetStranger(Path cluster) throws IOException {
    if (pidIn(cluster).isPresent() && of(cluster).isEmpty()) {
      Files.deleteIfExists(cluster.resolve(PID_FILE));
    }
  }

  private static Optional<Long> pidIn(Path cluster) {
    try {
      return Optional.of(Long.valueOf(Files.readAllLines(cluster.resolve(PID_FILE)).getFirst()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the process is a postgres and works on this cluster. */
  private static boolean serves(long pid, Path cluster) {
    return ProcessHandle.of(pid)
        .filter(process -> runsPostgres(process) && worksIn(process, cluster))
        .isPresent();
  }

  private static boolean runsPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        // Linux adds a note to the name of a program whose file was removed.
        .map(command -> command.matches(".*/postgres( \\(deleted\\))?"))
        .orElse(false);
  }

  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      // PostgreSQL's working folder is its cluster.
      Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.isSameFile(folder, cluster);
    } catch (IOException e) {
      List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
      return arguments.contains(cluster.toString());
    }
  }
}
