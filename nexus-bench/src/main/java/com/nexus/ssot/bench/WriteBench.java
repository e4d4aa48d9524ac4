package com.nexus.ssot.bench;

import com.nexus.ssot.model.key.ApiKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Governed creates over HTTP (check, change, audit event, approved by policy) beside pgbench
 * committing two rows of the same sizes, on the same database, in turns.
 */
final class WriteBench {
  private static final Map<String, Integer> DEFAULTS =
      Map.of("clients", 16, "rounds", 5, "seconds", 6, "warmup", 60);
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final String BARE =
      """
      BEGIN;
      INSERT INTO bench.bare_object (id, context, name, body) VALUES (gen_random_uuid(), 'default', md5(random()::text), repeat('x', 200));
      INSERT INTO bench.bare_event (id, at, body) VALUES (gen_random_uuid(), now(), repeat('y', 600));
      COMMIT;
      """;
  private static final String TABLES =
      """
      create schema bench;
      create table bench.bare_object (id uuid primary key, context text, name text, body text, unique (context, name));
      create table bench.bare_event (id uuid primary key, at timestamptz, body text)
      """;
  private static final String CREATE =
      """
      local n = 0
      local run = ""
      function init(args)
        run = args[2]
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Authorization"] = "Bearer " .. args[1]
      end
      function request()
        n = n + 1
        return wrk.format(nil, "/api/aliases", nil, '{"alias":"' .. run .. '-' .. n ..
          '","context":"default","canonical":"https://api.example.com/v1/users/profile/' .. n ..
          '","description":"profile of a user"}')
      end
      """;

  private final Options options;

  private WriteBench(Options options) {
    this.options = options;
  }

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println(
          "Usage: nexus bench write [--clients=16] [--rounds=5] [--seconds=6] [--warmup=60]");
      return 0;
    }
    Programs.find("wrk", "wrk");
    return new WriteBench(Options.read(args, DEFAULTS)).measure();
  }

  private int measure() {
    System.out.println(Machine.facts());
    ApiKey key = ApiKey.generate();
    try (Folder folder = Folder.create();
        Postgres postgres = Postgres.start(folder)) {
      postgres.sql(TABLES);
      Path bare = folder.write("bare.sql", BARE);
      Path create = folder.write("create.lua", CREATE);
      Map<String, String> environment =
          Map.of("DATABASE_URL", postgres.url(), "LOG_LEVEL", "WARNING");
      try (Server server =
          Server.start(folder, key, environment, List.of("-XX:+UseCompactObjectHeaders"))) {
        return compare(postgres, server, bare, create);
      }
    }
  }

  private int compare(Postgres postgres, Server server, Path bare, Path create) {
    System.err.println("Warming up…");
    pgbench(postgres, bare, 3);
    create(server, create, "warm", options.get("warmup"));
    System.out.printf(
        Locale.ROOT,
        "%-6s %12s %12s %10s %10s %7s%n",
        "round",
        "bare tx/s",
        "creates/s",
        "p50 ms",
        "p99 ms",
        "ratio");
    List<Double> rates = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    long failures = 0;
    for (int round = 1; round <= options.get("rounds"); round++) {
      double tps = pgbench(postgres, bare, options.get("seconds"));
      Wrk wrk = create(server, create, "r" + round, options.get("seconds"));
      rates.add(wrk.perSecond());
      ratios.add(wrk.perSecond() / tps);
      tails.add(wrk.p99Millis());
      failures += wrk.failures();
      System.out.printf(
          Locale.ROOT,
          "%-6d %12.0f %12.0f %10.1f %10.1f %7.3f%n",
          round,
          tps,
          wrk.perSecond(),
          wrk.p50Millis(),
          wrk.p99Millis(),
          wrk.perSecond() / tps);
    }
    System.out.println("aliases stored: " + postgres.sql("select count(*) from alias"));
    System.out.printf(
        Locale.ROOT,
        "write ratio=%.3f per_second=%.0f p99_ms=%.1f failures=%d%n",
        Figures.median(ratios),
        Figures.median(rates),
        Figures.median(tails),
        failures);
    return failures == 0 ? 0 : 1;
  }

  private Wrk create(Server server, Path script, String run, int seconds) {
    return Wrk.run(
        1,
        options.get("clients"),
        seconds,
        script,
        server.url(),
        List.of(server.key().text(), run));
  }

  private double pgbench(Postgres postgres, Path script, int seconds) {
    String output =
        Programs.run(
            List.of(
                Programs.find("pgbench", "postgresql-15").toString(),
                "-n",
                "-M",
                "prepared",
                "-j",
                "1",
                "-c",
                Integer.toString(options.get("clients")),
                "-T",
                Integer.toString(seconds),
                "-f",
                script.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(postgres.port()),
                "-U",
                "nexus",
                "nexus"));
    Matcher matcher = TPS.matcher(output);
    if (!matcher.find()) {
      throw new BenchFailure("pgbench printed no rate:\n" + output);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
