package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody could do after a change of rights that they could not do before, and the other way
 * round. Everything is asked that the rights of those concerned tell apart: every verb and kind,
 * each act and context that one of them names, and one that none does.
 */
public final class Gain {
  /** Stands for every context, and every team, that nobody names; no name can be empty. */
  private static final String ANOTHER = "";

  private final Map<String, ContextRule> rules;
  private final Map<ObjectKind, Set<@Nullable String>> operations = new EnumMap<>(ObjectKind.class);
  private final Set<@Nullable String> contexts = new HashSet<>();
  private final Set<@Nullable String> owners = new HashSet<>();

  private Gain(Map<String, ContextRule> rules, Authority... concerned) {
    this.rules = rules;
    contexts.addAll(Arrays.asList(null, ANOTHER));
    contexts.addAll(rules.keySet());
    owners.add(null);
    for (ObjectKind kind : ObjectKind.values()) {
      operations.put(kind, new HashSet<>(Arrays.asList(null, GrantWords.ACTS.get(kind))));
    }
    for (Authority authority : concerned) {
      authority.restrictions().forEach(this::add);
      authority.grants().forEach(grant -> add(grant.scope()));
      if (authority.grants().stream()
          .anyMatch(grant -> grant.condition() != Grant.Condition.NONE)) {
        owners.add(ANOTHER);
        owners.addAll(authority.teams());
      }
    }
  }

  private void add(Scope scope) {
    if (!scope.context().equals(Scope.EVERYWHERE)) {
      contexts.add(scope.context());
    }
    if (scope.kind() != null) {
      operations.computeIfAbsent(scope.kind(), kind -> new HashSet<>()).add(scope.operation());
    }
  }

  /**
   * What was gained that a giver may not give.
   *
   * @param limits of the giver's credential
   * @param rules of the contexts that have one, by their keys
   */
  public static List<Ask> beyond(
      Authority before,
      Authority after,
      Authority giver,
      Limits limits,
      Map<String, ContextRule> rules) {
    return isNarrower(before, after)
        ? List.of()
        : new Gain(rules, before, after, giver).beyond(before, after, giver, limits);
  }

  /**
   * What was lost that a taker could not give. Whoever administers everything takes anything, also
   * what a restriction of their own forbids: somebody must be able to stop everybody.
   *
   * @param limits of the taker's credential
   * @param rules of the contexts that have one, by their keys
   */
  public static List<Ask> lost(
      Authority before,
      Authority after,
      Authority taker,
      Limits limits,
      Map<String, ContextRule> rules) {
    return taker.mayGiveAnything(limits)
        ? List.of()
        : beyond(/* before= */ after, /* after= */ before, taker, limits, rules);
  }

  private static boolean isNarrower(Authority before, Authority after) {
    return !after.active()
        || (before.active()
            && before.teams().containsAll(after.teams())
            && Set.copyOf(before.grants()).containsAll(after.grants())
            && Set.copyOf(after.restrictions()).containsAll(before.restrictions())
            && before.person() == null
            && after.person() == null);
  }

  private List<Ask> beyond(Authority before, Authority after, Authority giver, Limits limits) {
    List<Ask> found = new ArrayList<>();
    if (after.mayGiveAnything() && !before.mayGiveAnything() && !giver.mayGiveAnything(limits)) {
      found.add(Ask.of(Verb.ADMIN, ObjectKind.ROLE, ANOTHER));
    }
    for (Verb verb : Verb.values()) {
      operations.forEach((kind, acts) -> {
        for (String act : acts) {
          for (String context : contexts) {
            ContextRule rule = rule(context);
            for (String owner : owners) {
              Ask ask = new Ask(verb, kind, act, context, owner);
              if (after.mayDo(ask, rule)
                  && !before.mayDo(ask, rule)
                  && !giver.mayGive(limits, ask, rule)) {
                found.add(ask);
              }
            }
          }
        }
      });
    }
    return found;
  }

  private ContextRule rule(@Nullable String context) {
    return context == null ? ContextRule.NONE : rules.getOrDefault(context, ContextRule.NONE);
  }

  /** An ask in words. */
  public static String inWords(Ask ask) {
    String act = ask.operation() == null ? "" : ":" + ask.operation();
    String place =
        ask.context() == null
            ? ""
            : ask.context().isEmpty() ? " in every context" : " in " + ask.context();
    return word(ask.verb()) + " " + word(ask.kind()) + act + place;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
