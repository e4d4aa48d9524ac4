package com.nexus.ssot.bench;

import java.util.Arrays;

/** Entry point of {@code nexus bench}: picks the bench and prints what went wrong in one line. */
public final class Bench {
  private static final String USAGE =
      """
      Usage: nexus bench resolve|write|change|start|credentials|governance [options]

        resolve   names resolved per second, beside nginx returning the same bytes
        write     aliases created per second, beside the bare transaction of two rows
        change    milliseconds to propose, approve and apply, beside bare transactions of the same rows
        start     seconds from nexus serve to ready, on data that is there
        credentials
                  names resolved per second with a key and with a token, beside without either
        governance
                  seconds to hold 100,000 aliases to a rule set, and to look for conflicts

      Each starts what it needs on loopback and stops it again, and ends with one line of figures.
      'nexus bench NAME --help' tells its options.
      """;

  private Bench() {}

  /** Runs a bench. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a bench and gives its exit code: 0 when it measured, 1 when it failed, 2 for misuse. */
  public static int run(String[] args) {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
      System.out.print(USAGE);
      return args.length == 0 ? 2 : 0;
    }
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      return switch (args[0]) {
        case "resolve" -> ResolveBench.run(rest);
        case "write" -> WriteBench.run(rest);
        case "change" -> ChangeBench.run(rest);
        case "start" -> StartBench.run(rest);
        case "credentials" -> CredentialsBench.run(rest);
        case "governance" -> GovernanceBench.run(rest);
        default -> {
          System.err.println("There is no bench called " + args[0] + ".\n" + USAGE);
          yield 2;
        }
      };
    } catch (BenchFailure e) {
      System.err.println("bench: " + e.getMessage());
      return 1;
    }
  }
}
