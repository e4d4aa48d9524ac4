package com.nexus.ssot.bench;

import com.nexus.ssot.model.key.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long {@code nexus serve} takes from the command to the first answer of {@code /ready}, with
 * its embedded database, on data that is there: with a thousand aliases, and with many more. The
 * aliases are rows made by SQL.
 */
final class StartBench {
  private static final Map<String, Integer> DEFAULTS = Map.of("rounds", 5, "many", 1_000_000);
  private static final int FEW = 1_000;

  private final Options options;
  private final Folder folder;
  private final ApiKey key = ApiKey.generate();

  private StartBench(Options options, Folder folder) {
    this.options = options;
    this.folder = folder;
  }

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println("Usage: nexus bench start [--rounds=5] [--many=1000000]");
      return 0;
    }
    Options options = Options.read(args, DEFAULTS);
    try (Folder folder = Folder.create()) {
      return new StartBench(options, folder).run();
    }
  }

  private int run() {
    System.out.println(Machine.facts());
    System.err.println("Creating the data…");
    fill(1, FEW);
    List<Double> few = starts(FEW);
    System.err.println("Adding aliases…");
    fill(FEW + 1, options.get("many"));
    List<Double> many = starts(options.get("many"));
    System.out.printf(
        Locale.ROOT,
        "start seconds=%.2f seconds_1m=%.2f%n",
        Figures.median(few),
        Figures.median(many));
    return 0;
  }

  /** One start that is not counted, to put rows in; it also leaves the class archive behind. */
  private void fill(int first, int last) {
    try (Server server = start()) {
      EmbeddedSql.run(server.data(), aliases(first, last));
      EmbeddedSql.run(server.data(), "analyze alias");
    }
  }

  private static String aliases(int first, int last) {
    return """
    insert into alias (id, context_key, context, key, shown, canonical, target_kind, target_key,
      type, labels, is_active, revision, created_at, created_by, updated_at, updated_by, change_id)
    select gen_random_uuid(), 'default', 'default', 'service-' || n, 'service-' || n,
      'https://api.example.com/v1/users/profile/' || n, 'URL',
      'https://api.example.com/v1/users/profile/' || n, 'PERMANENT', '{}', true, 1, now(),
      gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid()
    from generate_series(%d, %d) n
    """
        .formatted(first, last);
  }

  private List<Double> starts(int aliases) {
    System.out.printf("%n%-6s %12s %10s%n", "round", "names", "seconds");
    List<Double> seconds = new ArrayList<>();
    for (int round = 1; round <= options.get("rounds"); round++) {
      try (Server server = start()) {
        seconds.add(server.secondsToReady());
      }
      System.out.printf(Locale.ROOT, "%-6d %12d %10.2f%n", round, aliases, seconds.getLast());
    }
    return seconds;
  }

  private Server start() {
    return Server.launch(folder, key, Map.of("LOG_LEVEL", "WARNING"));
  }
}
