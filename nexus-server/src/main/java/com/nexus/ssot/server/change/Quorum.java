package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Callers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whether there are as many people who could approve as are asked for. A change of rules, contexts,
 * people, teams or roles must not leave fewer than that anywhere; where there are fewer already, as
 * after the first start, it must not leave fewer still. Thread-safe.
 */
public final class Quorum {
  private final ContextPolicy policy;
  private final AuthorityTable authorities;

  Quorum(ContextPolicy policy, AuthorityTable authorities) {
    this.policy = policy;
    this.authorities = authorities;
  }

  /**
   * What one place asks for, and what there is.
   *
   * @param people how many must approve
   * @param teams keys of teams that they must be in; empty for no matter
   * @param able how many could
   */
  private record Standing(int people, SortedSet<String> teams, int able) {
    int lacking() {
      return Math.max(0, people - able);
    }
  }

  /** How many people could approve where some are asked for, at one moment. */
  static final class Standings {
    private final SortedMap<String, Standing> places;

    private Standings(SortedMap<String, Standing> places) {
      this.places = places;
    }

    private int lacking(String place) {
      Standing standing = places.get(place);
      return standing == null ? 0 : standing.lacking();
    }
  }

  /**
   * How it stands, as the running transaction sees it.
   *
   * @param without people who do not count, such as who proposes the rules
   */
  Standings now(Set<UUID> without) {
    SortedMap<String, Standing> places = new TreeMap<>();
    SortedMap<String, ContextPolicy.Rule> asking = new TreeMap<>();
    policy
        .all()
        .forEach((key, rule) -> {
          if (asked(rule.approvalRequired(), rule.approvals()) > 0) {
            asking.put(key, rule);
          }
        });
    ApprovalRules everywhere = policy.approvals();
    int ofAll = asked(everywhere.administration(), everywhere);
    if (asking.isEmpty() && ofAll == 0) {
      return new Standings(places);
    }
    List<Authority> people =
        authorities.people().entrySet().stream()
            .filter(person -> !without.contains(person.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (ofAll > 0) {
      SortedSet<String> teams = keys(everywhere.teams());
      int able = Approvers.count(people, Demand.EVERYWHERE, teams, ContextRule.NONE);
      places.put(Demand.EVERYWHERE, new Standing(ofAll, teams, able));
    }
    asking.forEach((key, rule) -> {
      ContextRule demanded = Callers.demanded(rule);
      SortedSet<String> teams = keys(rule.approvals().teams());
      int able = Approvers.count(people, key, teams, demanded);
      SortedSet<String> shown = teams.isEmpty() ? new TreeSet<>(demanded.teams()) : teams;
      places.put(key, new Standing(asked(rule.approvalRequired(), rule.approvals()), shown, able));
    });
    return new Standings(places);
  }

  /** Everybody who could act as a person now. */
  Map<UUID, Authority> people() {
    return authorities.people();
  }

  private static int asked(boolean always, ApprovalRules rules) {
    return Math.max(always ? rules.required() : 0, rules.deletes());
  }

  private static SortedSet<String> keys(Collection<String> names) {
    return names.stream()
        .map(name -> Name.of(name).key())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Refuses what leaves more people lacking somewhere than before.
   *
   * @param without people who do not count
   */
  void requireNoneLost(Standings before, Set<UUID> without) {
    List<Cause> causes = new ArrayList<>();
    now(without)
        .places
        .forEach((place, standing) -> {
          if (standing.lacking() > before.lacking(place)) {
            causes.add(
                Cause.of(
                    words(place, standing, without.isEmpty() ? "" : " besides who proposes this"),
                    "Make "
                        + standing.people()
                        + (standing.people() == 1 ? " person" : " people")
                        + " with the right to approve first, or ask for fewer."));
          }
        });
    if (!causes.isEmpty()) {
      throw Fault.of(
          FaultCode.TOO_FEW_APPROVERS,
          "Changes would wait for approvals that nobody could give.",
          causes);
    }
  }

  /** Where fewer people could approve than are asked for, in words. */
  public List<String> lacking() {
    List<String> lacking = new ArrayList<>();
    now(Set.of())
        .places
        .forEach((place, standing) -> {
          if (standing.lacking() > 0) {
            lacking.add(words(place, standing, ""));
          }
        });
    return lacking;
  }

  private static String words(String place, Standing standing, String besides) {
    return standing.people()
        + " must approve "
        + Approvers.where(place)
        + (standing.teams().isEmpty() ? "" : " who are in " + String.join(" or ", standing.teams()))
        + ", and "
        + (standing.able() == 0 ? "nobody" : "only " + standing.able())
        + besides
        + " could.";
  }
}
