package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so root runs them in a user namespace
 * without rights.
 */
final class Command {
  private Command() {}

  /**
   * What a program said.
   *
   * @param output standard output and standard error
   */
  record Result(int exitCode, String output) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  /** Runs a program to its end, with the text as its standard input. */
  static Result run(Path program, List<String> arguments, String input) {
    List<String> command = new ArrayList<>();
    if (new UnixSystem().getUid() == 0) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(program.toString());
    command.addAll(arguments);
    return execute(command, input);
  }

  /** Refuses where root cannot give up its rights. */
  static void requireUnprivileged() {
    if (new UnixSystem().getUid() != 0) {
      return;
    }
    Result result;
    try {
      result = execute(List.of("unshare", "--user", "true"), "");
    } catch (Fault e) {
      result = new Result(1, e.detail());
    }
    if (!result.ok()) {
      throw rootRefused(result.output().strip());
    }
  }

  static Fault rootRefused(String reason) {
    return Fault.of(
        FaultCode.DATABASE_START,
        "PostgreSQL does not run as root, and root cannot give up its rights here: " + reason,
        List.of(
            Cause.of(
                "The embedded database needs a user without rights, or user namespaces.",
                "Start the server as another user, or set DATABASE_URL to a PostgreSQL that runs"
                    + " elsewhere.")));
  }

  /** Runs a command line as it is. */
  static Result execute(List<String> command, String input) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Messages in English and numbers with a point, whatever the user's locale is.
      builder.environment().put("LC_ALL", "C");
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      Process process = builder.start();
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.DATABASE_START,
          "The program " + command.getFirst() + " cannot be run: " + e.getMessage(),
          List.of(
              Cause.of(
                  "The embedded database cannot be started on this system.",
                  "Set DATABASE_URL to a PostgreSQL that runs elsewhere.")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(FaultCode.DATABASE_START, "The start was interrupted", e);
    }
  }
}
