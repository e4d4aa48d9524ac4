package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.identity.Callers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out whose consent a change needs by the rules that hold now. Thread-safe. */
final class Demands {
  /** The word among a context's permissions by which an owning team consents. */
  private static final String TEAM_APPROVAL = Name.of("team_approval").key();

  private final ContextPolicy policy;
  private final Approvers approvers;

  Demands(ContextPolicy policy, Approvers approvers) {
    this.policy = policy;
    this.approvers = approvers;
  }

  /**
   * Whose consent is needed.
   *
   * @param always whether people are asked whatever the rules say, as for what agents propose
   * @param author who proposes it
   */
  Demand of(Collection<Touch> touches, boolean always, UUID author) {
    return of(policy, approvers::people, touches, always, author);
  }

  /**
   * Whose consent is needed by rules that may not hold any more.
   *
   * @param by the rules
   * @param people who was there when they held
   * @param always whether people are asked whatever the rules say, as for what agents propose
   * @param author who proposes it
   */
  Demand of(
      ContextPolicy by,
      Supplier<Map<UUID, Authority>> people,
      Collection<Touch> touches,
      boolean always,
      UUID author) {
    Map<String, Optional<ContextPolicy.Rule>> rules = new HashMap<>();
    Function<String, Optional<ContextPolicy.Rule>> ruleOf =
        key -> rules.computeIfAbsent(key, by::ruleOf);
    SortedMap<String, List<Touch>> places = new TreeMap<>();
    for (Touch touch : touches) {
      places.computeIfAbsent(place(touch, ruleOf), _ -> new ArrayList<>()).add(touch);
    }
    SortedMap<String, Demand.Need> needs = new TreeMap<>();
    places.forEach((place, here) -> {
      ContextPolicy.Rule rule =
          place.equals(Demand.EVERYWHERE) ? null : ruleOf.apply(place).orElseThrow();
      Demand.Need need = need(by, people, place, rule, here, always, author);
      if (need != null) {
        needs.put(place, need);
      }
    });
    return new Demand(needs);
  }

  /** A context that is only being made asks nobody yet. */
  private static String place(Touch touch, Function<String, Optional<ContextPolicy.Rule>> ruleOf) {
    String key = touch.contextKey();
    return key == null || (touch.isContext() && touch.isNew()) || ruleOf.apply(key).isEmpty()
        ? Demand.EVERYWHERE
        : key;
  }

  private Demand.@Nullable Need need(
      ContextPolicy by,
      Supplier<Map<UUID, Authority>> people,
      String place,
      ContextPolicy.@Nullable Rule rule,
      List<Touch> touches,
      boolean always,
      UUID author) {
    ApprovalRules rules = rule == null ? by.approvals() : rule.approvals();
    int asked = always || asks(by, people, place, touches, rule, author) ? rules.required() : 0;
    if (touches.stream().anyMatch(Touch::deletes)) {
      asked = Math.max(asked, rules.deletes());
    }
    if (asked == 0) {
      return null;
    }
    return new Demand.Need(
        asked,
        keys(rules.teams()),
        touches.stream()
            .map(Touch::owner)
            .filter(owner -> owner != null)
            .collect(Collectors.toSet()),
        rule != null && keys(rule.permissions()).contains(TEAM_APPROVAL));
  }

  private boolean asks(
      ContextPolicy by,
      Supplier<Map<UUID, Authority>> people,
      String place,
      List<Touch> touches,
      ContextPolicy.@Nullable Rule rule,
      UUID author) {
    boolean here = rule != null && rule.approvalRequired();
    if (here && !touches.stream().allMatch(Touch::isContext)) {
      return true;
    }
    boolean rights =
        (here && touches.stream().anyMatch(Touch::isContext))
            || (by.approvals().administration()
                && touches.stream().anyMatch(Touch::isAdministration));
    // Whoever is alone must be able to let somebody else in.
    ContextRule demanded = rule == null ? ContextRule.NONE : Callers.demanded(rule);
    return rights && Approvers.others(people.get(), place, author, demanded);
  }

  private static Set<String> keys(Collection<String> names) {
    Set<String> keys = new HashSet<>();
    names.forEach(name -> keys.add(Name.of(name).key()));
    return keys;
  }
}
