package com.nexus.ssot.server.change;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ContextPolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
    SortedMap<String, Demand.Need> needs = new TreeMap<>();
    for (String place : places(touches)) {
      List<Touch> here = touches.stream().filter(touch -> place(touch).equals(place)).toList();
      Demand.Need need = need(place, here, always, author);
      if (need != null) {
        needs.put(place, need);
      }
    }
    return new Demand(needs);
  }

  private Set<String> places(Collection<Touch> touches) {
    return touches.stream().map(this::place).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A context that is only being made asks nobody yet. */
  private String place(Touch touch) {
    String key = touch.contextKey();
    return key == null || (touch.isContext() && touch.isNew()) || policy.ruleOf(key).isEmpty()
        ? Demand.EVERYWHERE
        : key;
  }

  private Demand.@Nullable Need need(
      String place, List<Touch> touches, boolean always, UUID author) {
    ContextPolicy.Rule rule =
        place.equals(Demand.EVERYWHERE) ? null : policy.ruleOf(place).orElseThrow();
    ApprovalRules rules = rule == null ? policy.approvals() : rule.approvals();
    int people = always || asks(place, touches, rule, author) ? rules.required() : 0;
    if (touches.stream().anyMatch(Touch::deletes)) {
      people = Math.max(people, rules.deletes());
    }
    if (people == 0) {
      return null;
    }
    return new Demand.Need(
        people,
        keys(rules.teams()),
        touches.stream()
            .map(Touch::owner)
            .filter(owner -> owner != null)
            .collect(Collectors.toSet()),
        rule != null && keys(rule.permissions()).contains(TEAM_APPROVAL));
  }

  private boolean asks(
      String place, List<Touch> touches, ContextPolicy.@Nullable Rule rule, UUID author) {
    boolean here = rule != null && rule.approvalRequired();
    if (here && !touches.stream().allMatch(Touch::isContext)) {
      return true;
    }
    boolean rights =
        (here && touches.stream().anyMatch(Touch::isContext))
            || (policy.approvals().administration()
                && touches.stream().anyMatch(Touch::isAdministration));
    // Whoever is alone must be able to let somebody else in.
    return rights && approvers.others(place, author);
  }

  private static Set<String> keys(Collection<String> names) {
    Set<String> keys = new HashSet<>();
    names.forEach(name -> keys.add(Name.of(name).key()));
    return keys;
  }
}
