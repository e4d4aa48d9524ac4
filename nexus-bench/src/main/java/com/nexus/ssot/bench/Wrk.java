package com.nexus.ssot.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the load generator wrk.
 *
 * @param perSecond answers per second
 * @param p50Millis median latency
 * @param p99Millis 99th percentile of the latency
 * @param failures answers with an error status, and broken connections
 */
record Wrk(double perSecond, double p50Millis, double p99Millis, long failures) {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern P50 = Pattern.compile("\\s50%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern P99 = Pattern.compile("\\s99%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern SOCKET =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /** Runs wrk with a Lua script; its arguments follow the address. */
  static Wrk run(
      int threads, int connections, int seconds, Path script, String url, List<String> args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.find("wrk", "wrk").toString(),
                "-t" + threads,
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "-s",
                script.toString(),
                url,
                "--"));
    command.addAll(args);
    return parse(Programs.run(command));
  }

  static Wrk parse(String output) {
    long failures = 0;
    Matcher status = STATUS.matcher(output);
    if (status.find()) {
      failures += Long.parseLong(status.group(1));
    }
    Matcher socket = SOCKET.matcher(output);
    if (socket.find()) {
      for (int i = 1; i <= 4; i++) {
        failures += Long.parseLong(socket.group(i));
      }
    }
    return new Wrk(rate(output), millis(P50, output), millis(P99, output), failures);
  }

  private static double rate(String output) {
    Matcher matcher = RATE.matcher(output);
    if (!matcher.find()) {
      throw new BenchFailure("wrk printed no rate:\n" + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static double millis(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new BenchFailure("wrk printed no latency:\n" + output);
    }
    double value = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> value / 1000;
      case "ms" -> value;
      default -> value * 1000;
    };
  }
}
