package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.registry.Stock;
import com.nexus.ssot.server.registry.context.ContextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Random writes of aliases, beside a plain model that says what must become of each. */
class AliasModelTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final int NAMES = 11;
  private static final int STEPS = 250;
  private static final String URL = "https://api.example.com/";

  private final String context = STOCK.context();
  private final Transactions transactions = SERVER.bean(Transactions.class);
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final Resolver resolver =
      new Resolver(
          SERVER.bean(AliasViewTable.class),
          SERVER.bean(ContextTable.class),
          SERVER.bean(Access.class),
          () -> now);
  private Map<String, State> model = new HashMap<>();
  private final TreeMap<Instant, Map<String, State>> past = new TreeMap<>();

  /** What the model knows of an alias. */
  private record State(
      String target, @Nullable Instant expires, boolean active, @Nullable Instant deletedAt) {
    boolean deleted() {
      return deletedAt != null;
    }

    /** Whether somebody else may have the name, 30 days after the end. */
    boolean isFree(Instant time) {
      Instant ended = deletedAt != null ? deletedAt : expires;
      return ended != null && !ended.plus(Duration.ofDays(30)).isAfter(time);
    }

    boolean inUse(Instant time) {
      return !deleted() && active && (expires == null || expires.isAfter(time));
    }

    State with(
        String newTarget, @Nullable Instant newExpires, boolean newActive, @Nullable Instant gone) {
      return new State(newTarget, newExpires, newActive, gone);
    }
  }

  /** What the model says about a write: a refusal, or what comes after it. */
  private record Verdict(@Nullable FaultCode code, @Nullable State after) {
    static Verdict refused(FaultCode code) {
      return new Verdict(code, null);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomWritesEndAsTheModelSays(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      now = now.plus(Duration.ofHours(random.nextInt(6) == 0 ? 20 : 1));
      String name = "n-" + random.nextInt(NAMES);
      String trace = "seed " + seed + ", step " + step + ", " + name;
      act(random, name, trace);
      past.put(now, Map.copyOf(model));
      compare(model, now, trace, false);
      if (step % 25 == 0) {
        Instant then =
            past.floorKey(
                past.firstKey()
                    .plus(Duration.between(past.firstKey(), now).dividedBy(1 + random.nextInt(3))));
        compare(past.getOrDefault(then, Map.of()), then, trace + ", as of " + then, true);
      }
    }
  }

  private void act(Random random, String name, String trace) {
    String target =
        switch (random.nextInt(6)) {
          case 0 -> URL + random.nextInt(3);
          case 1, 2 -> "n-" + random.nextInt(NAMES);
          // Leads to the one before, so that long ways come about.
          default -> "n-" + Math.max(0, Integer.parseInt(name.substring(2)) - 1);
        };
    String ttl = random.nextBoolean() ? null : (1 + random.nextInt(4)) + "d";
    switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          expect(create(name, target, ttl), name, "alias.create", draft(name, target, ttl), trace);
      case 3, 4 ->
          expect(
              retarget(name, target),
              name,
              "alias.update",
              patch(name, p -> p.put("canonical", target)),
              trace);
      case 5 -> {
        boolean active = random.nextInt(3) > 0;
        expect(
            revive(name, active, null),
            name,
            "alias.update",
            patch(name, p -> p.put("is_active", active)),
            trace);
      }
      case 6 -> {
        String renewed = ttl == null ? "9d" : ttl;
        expect(
            revive(name, null, renewed),
            name,
            "alias.update",
            patch(name, p -> p.put("ttl", renewed)),
            trace);
      }
      default -> {
        if (random.nextBoolean()) {
          expect(
              delete(name), name, "alias.delete", new AliasRetirement(name, context, null), trace);
        } else {
          expect(restore(name), name, "alias.restore", new AliasTarget(name, context), trace);
        }
      }
    }
  }

  // What the model says.

  private Verdict create(String name, String target, @Nullable String ttl) {
    State state = model.get(name);
    boolean free = state == null || state.isFree(now);
    if (free && state != null && isUsed(name)) {
      return Verdict.refused(FaultCode.IN_USE);
    }
    FaultCode wrong = target(name, target);
    if (!free) {
      return Verdict.refused(
          wrong == FaultCode.INVALID ? FaultCode.INVALID : FaultCode.ALREADY_EXISTS);
    }
    return wrong != null
        ? Verdict.refused(wrong)
        : new Verdict(null, new State(target, expiry(ttl), true, null));
  }

  private Verdict retarget(String name, String target) {
    State state = model.get(name);
    if (state == null || state.deleted()) {
      return Verdict.refused(state == null ? FaultCode.NOT_FOUND : FaultCode.GONE);
    }
    boolean judged = !target.equals(state.target()) || !state.inUse(now);
    FaultCode wrong = judged ? target(name, target) : null;
    return wrong != null
        ? Verdict.refused(wrong)
        : new Verdict(null, state.with(target, state.expires(), state.active(), null));
  }

  private Verdict revive(String name, @Nullable Boolean active, @Nullable String ttl) {
    State state = model.get(name);
    if (state == null || state.deleted()) {
      return Verdict.refused(state == null ? FaultCode.NOT_FOUND : FaultCode.GONE);
    }
    FaultCode wrong = state.inUse(now) ? null : target(name, state.target());
    return wrong != null
        ? Verdict.refused(wrong)
        : new Verdict(
            null,
            state.with(
                state.target(),
                ttl == null ? state.expires() : expiry(ttl),
                active == null ? state.active() : active,
                null));
  }

  private Verdict delete(String name) {
    State state = model.get(name);
    if (state == null || state.deleted()) {
      return Verdict.refused(state == null ? FaultCode.NOT_FOUND : FaultCode.GONE);
    }
    return isUsed(name)
        ? Verdict.refused(FaultCode.IN_USE)
        : new Verdict(null, state.with(state.target(), state.expires(), state.active(), now));
  }

  private boolean isUsed(String name) {
    return model.values().stream().anyMatch(s -> s.target().equals(name) && s.inUse(now));
  }

  private Verdict restore(String name) {
    State state = model.get(name);
    if (state == null) {
      return Verdict.refused(FaultCode.NOT_FOUND);
    }
    FaultCode wrong = state.deleted() ? target(name, state.target()) : null;
    return wrong != null
        ? Verdict.refused(wrong)
        : new Verdict(null, state.with(state.target(), state.expires(), state.active(), null));
  }

  private @Nullable Instant expiry(@Nullable String ttl) {
    return ttl == null
        ? null
        : now.plus(Duration.ofDays(Integer.parseInt(ttl.substring(0, ttl.length() - 1))));
  }

  private State known(String name) {
    return Objects.requireNonNull(model.get(name), name);
  }

  private boolean stands(String name) {
    State state = model.get(name);
    return state != null && !state.deleted();
  }

  /** Why an alias may not lead there; null when it may. */
  private @Nullable FaultCode target(String name, String target) {
    if (target.startsWith(URL)) {
      return null;
    }
    if (target.equals(name)) {
      return FaultCode.CYCLE;
    }
    if (!stands(target)) {
      return FaultCode.DANGLING;
    }
    int down = 0;
    boolean circle = false;
    for (String at = target; stands(at) && !circle; at = known(at).target()) {
      down++;
      circle = at.equals(name);
    }
    if (!circle && down + above(name) > 8) {
      return FaultCode.INVALID;
    }
    if (!known(target).inUse(now)) {
      return FaultCode.DANGLING;
    }
    return circle ? FaultCode.CYCLE : null;
  }

  /** How many aliases lead here, one after the other. */
  private int above(String name) {
    int most = 0;
    for (Map.Entry<String, State> other : model.entrySet()) {
      if (!other.getValue().deleted() && other.getValue().target().equals(name)) {
        most = Math.max(most, 1 + above(other.getKey()));
      }
    }
    return most;
  }

  private static String meaning(Map<String, State> model, String name, Instant time) {
    String at = name;
    while (model.containsKey(at)) {
      State state = model.get(at);
      if (!state.inUse(time)) {
        return "retired";
      }
      at = state.target();
    }
    return at.startsWith(URL) ? at : "unknown";
  }

  // What the registry does.

  private AliasDraft draft(String name, String target, @Nullable String ttl) {
    return new AliasDraft(
        name, context, target, null, null, null, null, null, null, null, ttl, null, null, null,
        null);
  }

  private AliasPatch patch(String name, java.util.function.Consumer<ObjectNode> fields) {
    ObjectNode patch = Json.mapper().createObjectNode();
    fields.accept(patch);
    return new AliasPatch(name, context, patch);
  }

  private void expect(Verdict verdict, String name, String kind, Object body, String trace) {
    FaultCode code = null;
    try {
      apply(kind, body);
    } catch (Fault fault) {
      code = fault.code();
    }
    assertThat(code).as("%s: %s %s", trace, kind, body).isEqualTo(verdict.code());
    if (verdict.after() != null) {
      model.put(name, verdict.after());
    }
  }

  @SuppressWarnings("unchecked")
  private void apply(String name, Object body) {
    ChangeKind<Object> kind =
        (ChangeKind<Object>)
            switch (name) {
              case "alias.create" -> SERVER.bean(AliasCreateKind.class);
              case "alias.update" -> SERVER.bean(AliasUpdateKind.class);
              case "alias.delete" -> SERVER.bean(AliasDeleteKind.class);
              default -> (ChangeKind<?>) SERVER.bean(AliasRestoreKind.class);
            };
    transactions.write(writes -> {
      Planned planned =
          kind.plan(body, new PlanScope(STOCK.admin(), UUID.randomUUID(), now, null, false, false));
      planned.write().accept(writes);
      return true;
    });
  }

  private void compare(Map<String, State> expected, Instant time, String trace, boolean then) {
    for (int i = 0; i < NAMES; i++) {
      String name = "n-" + i;
      Resolver.Answer answer =
          then
              ? resolver.resolveAt(STOCK.admin(), context, name, time, null)
              : resolver.resolve(STOCK.admin(), context, name);
      Way way = answer.way();
      String found =
          way.outcome() == ResolveOutcome.FOUND
              ? String.valueOf(way.canonical())
              : way.outcome().name().toLowerCase(java.util.Locale.ROOT);
      assertThat(found)
          .as("%s: %s by %s", trace, name, way.hops().stream().map(Alias::alias).toList())
          .isEqualTo(meaning(expected, name, time));
    }
  }
}
