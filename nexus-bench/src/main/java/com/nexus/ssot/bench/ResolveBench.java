package com.nexus.ssot.bench;

import com.nexus.ssot.model.key.ApiKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Names resolved per second by the data plane, with a key checked and metrics counted, beside nginx
 * returning the same bytes from a {@code map} without either. All on the same cores as the load
 * generator, in turns, with the same script. nginx as its manual recommends it, a worker for each
 * core, is what is compared with; with a single worker it is shown too, because on few cores that
 * can be the faster one.
 */
final class ResolveBench {
  private static final Map<String, Integer> DEFAULTS =
      Map.of(
          "connections",
          32,
          "threads",
          1,
          "rounds",
          5,
          "seconds",
          5,
          "warmup",
          10,
          "many",
          1_000_000);
  private static final int FEW = 1_000;
  private static final String RESOLVE =
      """
      local head = "GET /api/aliases/resolve/bench/service-"
      local tail = ""
      local names = 1
      function setup(thread)
        counter = (counter or 0) + 1
        thread:set("seed", counter)
      end
      function init(args)
        names = tonumber(args[1])
        tail = " HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nAuthorization: Bearer " .. args[2] .. "\\r\\n\\r\\n"
        math.randomseed(seed)
      end
      function request()
        return head .. math.random(names) .. tail
      end
      """;

  private final Options options;
  private final Folder folder;
  private final Path script;
  private final ApiKey key = ApiKey.generate();

  private ResolveBench(Options options, Folder folder) {
    this.options = options;
    this.folder = folder;
    this.script = folder.write("resolve.lua", RESOLVE);
  }

  /** One of the things compared: where it is, how many names it has, and what was measured. */
  private record Side(
      String name,
      Process process,
      int port,
      int aliases,
      List<Wrk> rounds,
      List<Double> cpuMicros) {

    static Side of(String name, Process process, int port, int aliases) {
      return new Side(name, process, port, aliases, new ArrayList<>(), new ArrayList<>());
    }

    /** Processor time that the process and its workers have used so far. */
    double cpuSeconds() {
      return Stream.concat(Stream.of(process.toHandle()), process.descendants())
          .mapToDouble(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
          .sum();
    }

    double perSecond() {
      return Figures.median(rounds.stream().map(Wrk::perSecond).toList());
    }

    double p50() {
      return Figures.median(rounds.stream().map(Wrk::p50Millis).toList());
    }

    double p99() {
      return Figures.median(rounds.stream().map(Wrk::p99Millis).toList());
    }
  }

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println(
          "Usage: nexus bench resolve [--connections=32] [--threads=1] [--rounds=5] [--seconds=5]"
              + " [--warmup=10] [--many=1000000]");
      return 0;
    }
    Options options = Options.read(args, DEFAULTS);
    try (Folder folder = Folder.create()) {
      return new ResolveBench(options, folder).run();
    }
  }

  private int run() {
    Programs.find("wrk", "wrk");
    System.err.println("Starting two nginx and two data planes…");
    try (Nginx nginx = Nginx.start(folder, FEW, "auto");
        Nginx single = Nginx.start(folder, FEW, "1");
        Child few = Child.start(FEW, key);
        Child many = Child.start(options.get("many"), key)) {
      Side reference = Side.of("nginx", nginx.process(), nginx.port(), FEW);
      Side oneWorker = Side.of("nginx, 1 worker", single.process(), single.port(), FEW);
      Side small = Side.of("nexus", few.process(), few.port(), FEW);
      Side large = Side.of("nexus", many.process(), many.port(), options.get("many"));
      List<Side> sides = List.of(reference, oneWorker, small, large);
      System.err.println("Warming up…");
      sides.forEach(side -> load(side, options.get("warmup")));
      for (int round = 1; round <= options.get("rounds"); round++) {
        System.err.println("Round " + round + " of " + options.get("rounds") + "…");
        sides.forEach(this::measure);
      }
      print(sides, many.bytesPerAlias());
      return 0;
    }
  }

  private void measure(Side side) {
    double before = side.cpuSeconds();
    Wrk wrk = load(side, options.get("seconds"));
    side.rounds().add(wrk);
    double used = side.cpuSeconds() - before;
    side.cpuMicros().add(used * 1e6 / (wrk.perSecond() * options.get("seconds")));
  }

  private Wrk load(Side side, int seconds) {
    Wrk wrk =
        Wrk.run(
            options.get("threads"),
            options.get("connections"),
            seconds,
            script,
            "http://127.0.0.1:" + side.port(),
            List.of(Integer.toString(side.aliases()), key.text()));
    if (wrk.failures() > 0) {
      throw new BenchFailure(side.name() + " failed to answer " + wrk.failures() + " requests");
    }
    return wrk;
  }

  private void print(List<Side> sides, long bytesPerAlias) {
    System.out.println(Machine.facts());
    System.out.printf(
        Locale.ROOT,
        "%d connections kept alive, %d thread(s) of wrk on the same cores, median of %d rounds of %d s;%n"
            + "nginx: map, same body and header fields, no key check, no metrics%n%n",
        options.get("connections"),
        options.get("threads"),
        options.get("rounds"),
        options.get("seconds"));
    System.out.printf(
        "%-16s %10s %12s %10s %10s %14s%n",
        "", "names", "answers/s", "p50 ms", "p99 ms", "cpu us/answer");
    for (Side side : sides) {
      System.out.printf(
          Locale.ROOT,
          "%-16s %10d %12.0f %10.3f %10.3f %14.2f%n",
          side.name(),
          side.aliases(),
          side.perSecond(),
          side.p50(),
          side.p99(),
          Figures.median(side.cpuMicros()));
    }
    Side nginx = sides.get(0);
    Side oneWorker = sides.get(1);
    Side small = sides.get(2);
    Side large = sides.get(3);
    System.out.printf(
        Locale.ROOT,
        "%nresolve ratio=%.3f p99_ratio=%.3f ratio_1m=%.3f bytes_per_alias=%d"
            + " ratio_to_one_worker=%.3f%n",
        small.perSecond() / nginx.perSecond(),
        small.p99() / nginx.p99(),
        large.perSecond() / nginx.perSecond(),
        bytesPerAlias,
        small.perSecond() / oneWorker.perSecond());
  }

  /** A data plane in a process of its own. */
  record Child(Process process, int port, long bytesPerAlias) implements AutoCloseable {

    static Child start(int aliases, ApiKey key) {
      return start(aliases, key, List.of());
    }

    /**
     * @param tokens one that opens the context, which is public then; or none
     */
    static Child start(int aliases, ApiKey key, List<String> tokens) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvmOptions());
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              GatewayProcess.class.getName(),
              Integer.toString(aliases),
              key.text()));
      command.addAll(tokens);
      try {
        Process process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          if (line.startsWith("port=")) {
            String[] parts = line.split("[= ]", -1);
            return new Child(process, Integer.parseInt(parts[1]), Long.parseLong(parts[3]));
          }
        }
        throw new BenchFailure("the data plane ended before it listened");
      } catch (IOException e) {
        throw new BenchFailure("the data plane cannot be started", e);
      }
    }

    /** What the launcher gives to the server, and more by NEXUS_BENCH_JVM. */
    private static List<String> jvmOptions() {
      String given = System.getenv().getOrDefault("NEXUS_BENCH_JVM", "");
      List<String> options = new ArrayList<>(List.of("-XX:+UseCompactObjectHeaders"));
      for (String option : given.split(" ", -1)) {
        if (!option.isBlank()) {
          options.add(option);
        }
      }
      return options;
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
