package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands over to the measurements, which stand in the source tree only. */
@Command(
    name = "bench",
    description = "Measure Nexus beside what it is compared with; in the source tree only.",
    footer = {"", "Example:", "  ./nexus bench resolve"})
final class BenchCommand implements Callable<Integer> {
  private static final String MAIN = "com.nexus.ssot.bench.Bench";

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME [OPTION…]",
      description = "What to measure, and how; nexus bench without a name tells what there is.")
  List<String> arguments = List.of();

  BenchCommand(Session session) {
    this.session = session;
  }

  /** What follows the name of a measurement is for the measurement. */
  static CommandLine line(Session session) {
    return new CommandLine(new BenchCommand(session)).setStopAtPositional(true);
  }

  @Override
  public Integer call() throws Exception {
    Class<?> bench;
    try {
      bench = Class.forName(MAIN);
    } catch (ClassNotFoundException e) {
      throw Fault.of(
          FaultCode.NOT_IMPLEMENTED,
          "The measurements are not part of the distribution; run ./nexus bench in a source tree.",
          e);
    }
    session.world().out().flush();
    try {
      bench
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
      return 0;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
