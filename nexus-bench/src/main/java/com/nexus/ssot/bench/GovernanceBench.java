package com.nexus.ssot.bench;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How long it takes to hold many aliases to a rule set over HTTP, and to look through them for
 * conflicts, on a server with its embedded database. The aliases are rows made by SQL.
 */
final class GovernanceBench {
  private static final Map<String, Integer> DEFAULTS = Map.of("rounds", 5, "aliases", 100_000);
  private static final double LIMIT_SECONDS = 10;
  private static final Pattern SWEEPS =
      Pattern.compile("(?m)^conflicts_sweep_seconds_(count|sum)(?:\\{[^}]*})? ([0-9.eE+-]+)$");

  /** Rules that every alias breaks, some of them twice. */
  private static final String STRICT =
      """
      alias_governance:
        version: "2.0"
        rules:
          naming: {pattern: "^[a-z-]+$"}
          uniqueness: {across_contexts: true}
          ownership_required: true
          allowed_url_hosts: ["api.example.org"]
      """;

  private final Options options;
  private final Folder folder;
  private final ApiKey key = ApiKey.generate();

  private GovernanceBench(Options options, Folder folder) {
    this.options = options;
    this.folder = folder;
  }

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println("Usage: nexus bench governance [--rounds=5] [--aliases=100000]");
      return 0;
    }
    Options options = Options.read(args, DEFAULTS);
    try (Folder folder = Folder.create()) {
      return new GovernanceBench(options, folder).run();
    }
  }

  private int run() {
    System.out.println(Machine.facts());
    System.err.println("Creating the data…");
    try (Server server = start()) {
      EmbeddedSql.run(server.data(), ANCHOR);
      EmbeddedSql.run(server.data(), aliases(options.get("aliases")));
      EmbeddedSql.run(server.data(), "analyze alias");
    }
    try (Server server = start();
        HttpClient http = HttpClient.newHttpClient()) {
      double sweep = sweep(server, http);
      System.out.printf("%n%-6s %-16s %10s %10s%n", "round", "rules", "findings", "seconds");
      List<Double> inForce = rounds(server, http, "in force", null);
      List<Double> strict = rounds(server, http, "strict", STRICT);
      double worst = Math.max(Figures.median(inForce), Figures.median(strict));
      System.out.printf(
          Locale.ROOT,
          "%ngovernance aliases=%d seconds=%.2f seconds_strict=%.2f limit=%.0f sweep_seconds=%.2f%n",
          options.get("aliases"),
          Figures.median(inForce),
          Figures.median(strict),
          LIMIT_SECONDS,
          sweep);
      return worst < LIMIT_SECONDS ? 0 : 1;
    }
  }

  private Server start() {
    return Server.start(
        folder,
        key,
        Map.of("LOG_LEVEL", "WARNING", "NEXUS_RATE_LIMIT_SEARCHES", "100000000"),
        List.of());
  }

  /** The first look through everything, which a server takes soon after its start. */
  private double sweep(Server server, HttpClient http) {
    for (int tries = 0; tries < 600; tries++) {
      double count = 0;
      double sum = 0;
      Matcher figures = SWEEPS.matcher(send(http, request(server, "/metrics").GET().build()));
      while (figures.find()) {
        double figure = Double.parseDouble(figures.group(2));
        if (figures.group(1).equals("count")) {
          count = figure;
        } else {
          sum = figure;
        }
      }
      if (count > 0) {
        return sum / count;
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new BenchFailure("the server did not look for conflicts within a minute");
  }

  private List<Double> rounds(Server server, HttpClient http, String name, @Nullable String rules) {
    List<Double> seconds = new ArrayList<>();
    for (int round = 1; round <= options.get("rounds"); round++) {
      HttpRequest.Builder request = request(server, "/api/governance/check");
      HttpRequest call =
          rules == null
              ? request.POST(HttpRequest.BodyPublishers.noBody()).build()
              : request
                  .header("Content-Type", "application/yaml")
                  .POST(HttpRequest.BodyPublishers.ofString(rules))
                  .build();
      long start = System.nanoTime();
      String answer = send(http, call);
      seconds.add((System.nanoTime() - start) / 1e9);
      JsonNode report = Json.read(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (report.path("checked").path("aliases").asLong() < options.get("aliases")) {
        throw new BenchFailure("not every alias was looked at: " + report.path("checked"));
      }
      System.out.printf(
          Locale.ROOT,
          "%-6d %-16s %10d %10.2f%n",
          round,
          name,
          report.path("total").asLong(),
          seconds.getLast());
    }
    return seconds;
  }

  private static HttpRequest.Builder request(Server server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + server.key().text());
  }

  private static String send(HttpClient http, HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchFailure(request.uri() + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new BenchFailure("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  private static final String ANCHOR =
      """
      insert into anchor (id, anchor_id, key, family, format, labels, lifecycle, revision,
        created_at, updated_at, updated_by, change_id)
      values (gen_random_uuid(), 'bench-api', 'bench-api', 'api', 'json', '{}', 'ACTIVE', 1, now(),
        now(), gen_random_uuid(), gen_random_uuid())
      """;

  /** In three contexts: two of five lead to an address, two to an alias, one to an anchor. */
  private static String aliases(int count) {
    return """
    insert into alias (id, context_key, context, key, shown, canonical, target_kind, target_key,
      type, labels, is_active, revision, created_at, created_by, updated_at, updated_by, change_id)
    select gen_random_uuid(), c.key, c.key, t.name, t.name, t.target, t.kind, t.target,
      'PERMANENT', '{}', true, 1, now(), gen_random_uuid(), now(), gen_random_uuid(),
      gen_random_uuid()
    from generate_series(1, %d) n
    cross join lateral (
      select (array['default', 'frontend', 'backend'])[1 + n / 5 %% 3] as key) c
    cross join lateral (
      select 'service-' || n as name,
        case when n %% 5 in (1, 2) then 'https://api.example.com/v1/users/profile/' || n
          when n %% 5 = 0 then 'bench-api' else 'service-' || n - 2 end as target,
        case when n %% 5 in (1, 2) then 'URL' when n %% 5 = 0 then 'ANCHOR' else 'ALIAS' end
          as kind) t
    """
        .formatted(count);
  }
}
