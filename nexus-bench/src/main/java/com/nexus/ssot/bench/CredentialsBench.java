package com.nexus.ssot.bench;

import com.nexus.ssot.bench.ResolveBench.Child;
import com.nexus.ssot.model.key.ApiKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a credential costs on the data plane: names of a public context resolved per second without
 * one, with an API key, and with a token that was verified before, at one server, in turns, by the
 * same script.
 */
final class CredentialsBench {
  private static final Map<String, Integer> DEFAULTS =
      Map.of("connections", 32, "threads", 1, "rounds", 5, "seconds", 5, "warmup", 10);
  private static final int ALIASES = 1_000;
  private static final int PAYLOAD_BYTES = 330;
  private static final String SCRIPT =
      """
      local head = "GET /api/aliases/resolve/bench/service-"
      local tail = ""
      local names = 1
      function init(args)
        names = tonumber(args[1])
        local credential = ""
        if args[2] then
          credential = "Authorization: Bearer " .. args[2] .. "\\r\\n"
        end
        tail = " HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n" .. credential .. "\\r\\n"
      end
      function request()
        return head .. math.random(names) .. tail
      end
      """;

  private final Options options;
  private final Path script;
  private final ApiKey key = ApiKey.generate();
  private final String token = token();
  private final Map<With, List<Double>> rates = new EnumMap<>(With.class);

  private CredentialsBench(Options options, Folder folder) {
    this.options = options;
    this.script = folder.write("credentials.lua", SCRIPT);
  }

  /** By what callers are known. */
  private enum With {
    NOTHING,
    KEY,
    TOKEN
  }

  static int run(String[] args) {
    if (args.length == 1 && args[0].equals("--help")) {
      System.out.println(
          "Usage: nexus bench credentials [--connections=32] [--threads=1] [--rounds=5]"
              + " [--seconds=5] [--warmup=10]");
      return 0;
    }
    Options options = Options.read(args, DEFAULTS);
    try (Folder folder = Folder.create()) {
      return new CredentialsBench(options, folder).run();
    }
  }

  private int run() {
    Programs.find("wrk", "wrk");
    try (Child plane = Child.start(ALIASES, key, List.of(token))) {
      System.err.println("Warming up…");
      for (With with : With.values()) {
        rates.put(with, new ArrayList<>());
        load(plane, with, options.get("warmup"));
      }
      for (int round = 1; round <= options.get("rounds"); round++) {
        System.err.println("Round " + round + " of " + options.get("rounds") + "…");
        for (With with : With.values()) {
          rates
              .computeIfAbsent(with, _ -> new ArrayList<>())
              .add(load(plane, with, options.get("seconds")));
        }
      }
    }
    print();
    return 0;
  }

  private double load(Child plane, With with, int seconds) {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(ALIASES)));
    switch (with) {
      case NOTHING -> {}
      case KEY -> arguments.add(key.text());
      case TOKEN -> arguments.add(token);
    }
    Wrk wrk =
        Wrk.run(
            options.get("threads"),
            options.get("connections"),
            seconds,
            script,
            "http://127.0.0.1:" + plane.port(),
            arguments);
    if (wrk.failures() > 0) {
      throw new BenchFailure(wrk.failures() + " requests failed with " + with);
    }
    return wrk.perSecond();
  }

  private void print() {
    System.out.println(Machine.facts());
    System.out.printf(
        Locale.ROOT,
        "%d connections kept alive, %d thread(s) of wrk on the same cores, median of %d rounds of"
            + " %d s;%na token of %d characters%n%n",
        options.get("connections"),
        options.get("threads"),
        options.get("rounds"),
        options.get("seconds"),
        token.length());
    for (With with : With.values()) {
      System.out.printf(
          Locale.ROOT, "%-8s %12.0f answers/s%n", with.name().toLowerCase(Locale.ROOT), rate(with));
    }
    System.out.printf(
        Locale.ROOT,
        "%ncredentials key_ratio=%.3f jwt_ratio=%.3f%n",
        rate(With.KEY) / rate(With.NOTHING),
        rate(With.TOKEN) / rate(With.NOTHING));
  }

  private double rate(With with) {
    return Figures.median(rates.getOrDefault(with, List.of()));
  }

  /** As long as a token of the server, which the data plane knows by its hash only. */
  private static String token() {
    SecureRandom random = new SecureRandom();
    StringBuilder token = new StringBuilder();
    for (int length : new int[] {48, PAYLOAD_BYTES, 32}) {
      byte[] part = new byte[length];
      random.nextBytes(part);
      token
          .append(token.isEmpty() ? "" : ".")
          .append(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
    }
    return token.toString();
  }
}
