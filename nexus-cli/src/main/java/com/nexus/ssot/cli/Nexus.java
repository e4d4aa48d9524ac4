package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Starts the {@code nexus} command. */
public final class Nexus {
  /** What a shell says of a command whose reader has gone: 128 and the signal SIGPIPE. */
  private static final int NOBODY_READS = 141;

  private Nexus() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    World world = World.ofThisProcess();
    int exit = run(world, args);
    world.err().flush();
    System.exit(exit);
  }

  /** Runs one command and answers its exit code, which is not 0 when its output was lost. */
  static int run(World world, String... args) {
    int exit = execute(world, args);
    IOException failure = world.out().failure();
    if (failure == null) {
      return exit;
    }
    if (Output.isClosedPipe(failure)) {
      return NOBODY_READS;
    }
    world.err().println("nexus: The output could not be written: " + Failures.reason(failure));
    return exit == 0 ? FaultCode.Exit.FAILED : exit;
  }

  private static int execute(World world, String... args) {
    // The commonest question of scripts is answered without building a hundred commands.
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      world.out().println(versionLine());
      return 0;
    }
    return Commands.of(world, args).execute(args);
  }

  static String versionLine() {
    return "nexus " + version() + " (Java " + Runtime.version().feature() + ")";
  }

  static String version() {
    try (InputStream file = Nexus.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "unknown");
    } catch (IOException | NullPointerException _) {
      return "unknown";
    }
  }
}
