package com.nexus.ssot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Starts the {@code nexus} command. */
public final class Nexus {
  private Nexus() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    World world = World.ofThisProcess();
    int exit = run(world, args);
    world.out().flush();
    world.err().flush();
    System.exit(exit);
  }

  /** Runs one command and answers its exit code. */
  static int run(World world, String... args) {
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
