package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random grants, limits and questions, from few words so that they often meet. */
final class Rights {
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final List<String> CONTEXTS = List.of("frontend", "backend", "env/production", "unknown");
  private static final List<String> TEAMS = List.of("platform", "ai", "web");

  private Rights() {}

  static Authority authority(Random random) {
    PrincipalKind kind = pick(random, PrincipalKind.values());
    return authority(random, kind, kind == PrincipalKind.AGENT ? human(random) : null);
  }

  static Authority human(Random random) {
    return authority(random, PrincipalKind.HUMAN, null);
  }

  private static Authority authority(
      Random random, PrincipalKind kind, @Nullable Authority person) {
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      grants.add(grant(random));
    }
    List<Scope> restrictions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      restrictions.add(scope(random));
    }
    return new Authority(
        kind, random.nextInt(10) > 0, some(random, TEAMS), grants, restrictions, person);
  }

  static Grant grant(Random random) {
    return new Grant(
        scope(random), random.nextInt(4) == 0 ? Grant.Condition.OWNING_TEAM : Grant.Condition.NONE);
  }

  static Scope scope(Random random) {
    ObjectKind kind = random.nextInt(3) == 0 ? null : pick(random, ObjectKind.values());
    return new Scope(
        random.nextInt(3) == 0 ? null : pick(random, Verb.values()),
        kind,
        kind != null && random.nextInt(4) == 0 ? "deploy" : null,
        random.nextInt(3) == 0 ? Scope.EVERYWHERE : pick(random, CONTEXTS));
  }

  static Limits limits(Random random) {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    for (Verb verb : Verb.values()) {
      if (random.nextInt(4) > 0) {
        verbs.add(verb);
      }
    }
    return new Limits(
        verbs,
        random.nextInt(3) > 0 ? Set.of(Scope.EVERYWHERE) : some(random, CONTEXTS),
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> NOW.minusSeconds(60);
          default -> NOW.minus(Authority.STEP_UP_AGE).minusSeconds(1);
        });
  }

  static Ask ask(Random random) {
    return new Ask(
        pick(random, Verb.values()),
        pick(random, ObjectKind.values()),
        random.nextInt(4) == 0 ? "deploy" : null,
        random.nextInt(4) == 0 ? null : pick(random, CONTEXTS),
        random.nextInt(2) == 0 ? null : pick(random, TEAMS));
  }

  static ContextRule rule(Random random) {
    return new ContextRule(random.nextInt(2) == 0 ? Set.of() : some(random, TEAMS));
  }

  static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static String pick(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Set<String> some(Random random, List<String> values) {
    Set<String> some = new HashSet<>(values);
    some.removeIf(value -> random.nextBoolean());
    return some;
  }
}
