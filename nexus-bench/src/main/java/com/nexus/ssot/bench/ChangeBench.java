package com.nexus.ssot.bench;

import com.nexus.ssot.bench.BareWrites.Write;
import com.nexus.ssot.model.key.ApiKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way over HTTP (a key proposes it, a person approves it by session, the key
 * applies it), one request after the other, beside bare transactions on the same database, in
 * turns.
 *
 * <p>The bare transaction of a step writes what the transaction of that step wrote, as {@link
 * BareWrites} does it: the same rows with the same bytes, known by the change they belong to, one
 * statement for each, one commit. What is written later without anybody waiting for it, such as the
 * index of an event, is in neither. The stricter measure beside it is the transaction of two rows
 * that {@code bench write} compares with.
 */
final class ChangeBench {
  private static final Map<String, Integer> DEFAULTS =
      Map.of("rounds", 7, "changes", 200, "warmup", 3000);
  private static final double LIMIT = 3;
  private static final String CONTEXT = "bench";

  private final Options options;

  private ChangeBench(Options options) {
    this.options = options;
  }

  private enum Step {
    PROPOSE,
    APPROVE,
    APPLY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What happened to one change, and the statements that write the same. */
  private record Way(Map<Step, Double> seconds, Map<Step, List<Write>> bare) {}

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println("Usage: nexus bench change [--rounds=7] [--changes=200] [--warmup=3000]");
      return 0;
    }
    return new ChangeBench(Options.read(args, DEFAULTS)).measure();
  }

  private int measure() {
    System.out.println(Machine.facts());
    ApiKey key = ApiKey.generate();
    try (Folder folder = Folder.create();
        Postgres postgres = Postgres.start(folder)) {
      Map<String, String> environment =
          Map.of(
              "DATABASE_URL",
              postgres.url(),
              "LOG_LEVEL",
              "WARNING",
              "NEXUS_RATE_LIMIT_LOGINS",
              "1000");
      try (Server server =
              Server.start(folder, key, environment, List.of("-XX:+UseCompactObjectHeaders"));
          BareWrites bare =
              new BareWrites("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/nexus");
          Calls calls = new Calls(server)) {
        calls.makeApprover(postgres);
        calls.makeContext(CONTEXT);
        return compare(calls, bare);
      }
    }
  }

  private int compare(Calls calls, BareWrites bare) {
    System.err.println("Warming up…");
    calls.login();
    for (int i = 0; i < options.get("warmup"); i++) {
      replay(bare, List.of(walk(calls, bare, "warm-" + i)), new EnumMap<>(Step.class));
    }
    System.out.printf(
        "%n%-6s %-8s %6s %10s %10s %12s %7s %12s%n",
        "round", "step", "rows", "step ms", "bare ms", "two rows ms", "ratio", "to two rows");
    Map<Step, List<Double>> ratios = new EnumMap<>(Step.class);
    Map<Step, List<Double>> strict = new EnumMap<>(Step.class);
    Map<Step, List<Double>> times = new EnumMap<>(Step.class);
    for (int round = 1; round <= options.get("rounds"); round++) {
      calls.login();
      List<Way> ways = new ArrayList<>();
      for (int i = 0; i < options.get("changes"); i++) {
        ways.add(walk(calls, bare, "r" + round + "-" + i));
      }
      Map<Step, List<Double>> plain = new EnumMap<>(Step.class);
      double twoRows = Figures.median(replay(bare, ways, plain));
      for (Step step : Step.values()) {
        double own = Figures.median(ways.stream().map(way -> of(way.seconds, step)).toList());
        double beside = Figures.median(of(plain, step));
        note(ratios, step, own / beside);
        note(strict, step, own / twoRows);
        note(times, step, own * 1000);
        System.out.printf(
            Locale.ROOT,
            "%-6d %-8s %6d %10.2f %10.2f %12.2f %7.2f %12.2f%n",
            round,
            step.word(),
            of(ways.getFirst().bare, step).size(),
            own * 1000,
            beside * 1000,
            twoRows * 1000,
            own / beside,
            own / twoRows);
      }
    }
    return report(ratios, strict, times);
  }

  private static int report(
      Map<Step, List<Double>> ratios,
      Map<Step, List<Double>> strict,
      Map<Step, List<Double>> times) {
    StringBuilder line = new StringBuilder("change");
    boolean within = true;
    for (Step step : Step.values()) {
      double ratio = Figures.median(of(ratios, step));
      within &= ratio < LIMIT;
      line.append(
          String.format(
              Locale.ROOT,
              " %s=%.2f %s_two_rows=%.2f %s_ms=%.2f",
              step.word(),
              ratio,
              step.word(),
              Figures.median(of(strict, step)),
              step.word(),
              Figures.median(of(times, step))));
    }
    System.out.printf(Locale.ROOT, "%n%s limit=%.0f%n", line, LIMIT);
    return within ? 0 : 1;
  }

  private static <T> T of(Map<Step, T> map, Step step) {
    return Objects.requireNonNull(map.get(step));
  }

  private static void note(Map<Step, List<Double>> figures, Step step, double figure) {
    figures.computeIfAbsent(step, _ -> new ArrayList<>()).add(figure);
  }

  /** Takes one change through; between the steps what each wrote is read, which is not timed. */
  private static Way walk(Calls calls, BareWrites bare, String alias) {
    Map<Step, Double> seconds = new EnumMap<>(Step.class);
    Map<Step, List<Write>> writes = new EnumMap<>(Step.class);
    Set<String> events = new HashSet<>();
    String id = "";
    for (Step step : Step.values()) {
      long start = System.nanoTime();
      id =
          switch (step) {
            case PROPOSE -> calls.propose(CONTEXT, alias);
            case APPROVE -> calls.approve(id);
            case APPLY -> calls.apply(id);
          };
      seconds.put(step, (System.nanoTime() - start) / 1e9);
      writes.put(step, written(step, bare, id, events));
    }
    return new Way(seconds, writes);
  }

  private static List<Write> written(
      Step step, BareWrites bare, String id, Set<String> knownEvents) {
    List<Write> writes = new ArrayList<>();
    switch (step) {
      case PROPOSE -> {
        writes.addAll(bare.rows("change", "id = ?", id));
        writes.addAll(bare.rows("change_target", "change_id = ?", id));
        writes.addAll(bare.rows("change_revision", "change_id = ?", id));
      }
      case APPROVE -> {
        writes.addAll(bare.rows("change_verdict", "change_id = ?", id));
        writes.add(moved(bare, id));
      }
      case APPLY -> {
        writes.addAll(bare.rows("alias", "change_id = ?", id));
        writes.add(moved(bare, id));
        writes.add(
            new Write(
                "delete from bench.change_target where change_id = cast(? as uuid)", nullable(id)));
      }
    }
    for (List<@Nullable String> event :
        bare.query(
            "select event_id, recorded_at, order_no, ord from audit_event where proposal_id = ?",
            id)) {
      String eventId = String.valueOf(event.getFirst());
      if (knownEvents.add(eventId)) {
        writes.addAll(bare.rows("audit_event", "event_id = ?", eventId));
        writes.addAll(bare.rows("audit_body", "event_id = ?", eventId));
        writes.addAll(bare.rows("audit_sealed", "event_id = ?", eventId));
        // The row itself may be gone: it waits for the event's index only.
        writes.add(
            new Write(
                """
                insert into bench.audit_pending (event_id, recorded_at, order_no, ord)
                values (cast(? as uuid), cast(? as timestamptz), cast(? as bigint),
                  cast(? as integer))
                """,
                event));
      }
    }
    return writes;
  }

  private static Write moved(BareWrites bare, String id) {
    return new Write(
        """
        update bench.change set state = ?, required = cast(? as integer), approved_by = ?,
          applied_by = cast(? as uuid), applied_at = cast(? as timestamptz),
          version = cast(? as integer)
        where id = cast(? as uuid)
        """,
        bare.query(
                """
                select state, required, approved_by, applied_by, applied_at, version, id
                from change where id = ?
                """,
                id)
            .getFirst());
  }

  private static List<@Nullable String> nullable(String value) {
    List<@Nullable String> values = new ArrayList<>();
    values.add(value);
    return values;
  }

  /** Runs the bare transactions of some changes, and gives the seconds of those of two rows. */
  private static List<Double> replay(
      BareWrites bare, List<Way> ways, Map<Step, List<Double>> seconds) {
    List<Double> twoRows = new ArrayList<>();
    for (Way way : ways) {
      for (Step step : Step.values()) {
        note(seconds, step, bare.seconds(of(way.bare, step)));
      }
      twoRows.add(bare.seconds(BareWrites.TWO_ROWS));
    }
    return twoRows;
  }
}
