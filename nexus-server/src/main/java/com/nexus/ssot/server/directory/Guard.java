package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.access.Gain;
import com.nexus.ssot.model.access.Limits;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.identity.Administrators;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Invitations;
import com.nexus.ssot.server.identity.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What every change of people, teams and roles must leave true: nobody gives what they do not have,
 * somebody can still administer, and where changes wait for approval somebody can still approve.
 * Such changes come one at a time, so that two at once see each other. Thread-safe.
 */
@Component
final class Guard {
  private static final int MOST_CAUSES = 10;

  /** Somebody who may do nothing. */
  static final Authority NOBODY =
      new Authority(PrincipalKind.HUMAN, false, Set.of(), List.of(), List.of(), null);

  private final Callers callers;
  private final AuthorityTable authorities;
  private final Administrators administrators;
  private final ApprovalTable approvals;
  private final ContextLocks locks;
  private final ObjectProvider<Invitations> invitations;

  Guard(
      Callers callers,
      AuthorityTable authorities,
      Administrators administrators,
      ApprovalTable approvals,
      ContextLocks locks,
      ObjectProvider<Invitations> invitations) {
    this.invitations = invitations;
    this.callers = callers;
    this.authorities = authorities;
    this.administrators = administrators;
    this.approvals = approvals;
    this.locks = locks;
  }

  /** Rights before and after a change. */
  record Step(Authority before, Authority after) {}

  /** Lets in who may manage people, teams and roles, one at a time. */
  void enter(PlanScope scope) {
    Actor actor = scope.actor();
    callers.require(actor, Verb.ADMIN, ObjectKind.ROLE, null);
    alone();
    // What was decided before the wait may rest on a role that is gone.
    if (!giver(actor).mayDo(Ask.of(Verb.ADMIN, ObjectKind.ROLE, null), ContextRule.NONE)) {
      throw Fault.of(FaultCode.FORBIDDEN, "Nothing grants it any more.");
    }
  }

  /** Makes the running transaction the only one of its sort. */
  void alone() {
    locks.alone("*");
  }

  /** The write of a change, with what must hold afterwards. */
  Consumer<Writes> around(PlanScope scope, Consumer<Writes> write) {
    return around(scope, List.of(), write);
  }

  /**
   * The write of a change, with what must hold afterwards.
   *
   * @param more rights that change beside those of people, such as those of a role that nobody has
   */
  Consumer<Writes> around(PlanScope scope, Collection<Step> more, Consumer<Writes> write) {
    return writes -> {
      writes.flush();
      Authority giver = giver(scope.actor());
      boolean administered = administrators.any(scope.now());
      Map<UUID, Authority> before = authorities.people();
      write.accept(writes);
      writes.flush();
      Map<UUID, Authority> after = authorities.people();
      Set<Step> steps = new LinkedHashSet<>(more);
      after.forEach((id, rights) -> {
        Authority had = before.getOrDefault(id, NOBODY);
        if (!had.equals(rights)) {
          steps.add(new Step(had, rights));
          // Who knows the code would get what somebody else gives.
          UUID by = scope.actor().principalId();
          invitations.ifAvailable(known -> known.withdrawOfOthers(writes, id, by));
        }
      });
      requireNotBeyond(steps, giver, Callers.limits(scope.actor()));
      if (administered && !administrators.any(scope.now())) {
        throw lastAdministrator();
      }
      requireApprovers(before.values(), after.values());
    };
  }

  /** Refuses unless the actor has, or may give, everything that somebody else may do. */
  void requireNotAbove(Actor actor, Authority other) {
    requireNotBeyond(Set.of(new Step(NOBODY, other)), giver(actor), Callers.limits(actor));
  }

  /** Whether fewer than two people can approve changes of people, teams and roles. */
  boolean fewApprovers() {
    Ask ask = Ask.of(Verb.APPROVE, ObjectKind.ROLE, null);
    return authorities.people().values().stream()
            .filter(person -> person.mayDo(ask, ContextRule.NONE))
            .limit(2)
            .count()
        < 2;
  }

  private Authority giver(Actor actor) {
    return authorities.find(actor.principalId()).map(Principal::authority).orElse(NOBODY);
  }

  private void requireNotBeyond(Set<Step> steps, Authority giver, Limits limits) {
    Map<String, ContextRule> rules = rules();
    Set<String> found = new LinkedHashSet<>();
    for (Step step : steps) {
      Gain.beyond(step.before(), step.after(), giver, limits, rules)
          .forEach(ask -> found.add(Gain.inWords(ask)));
    }
    if (!found.isEmpty()) {
      List<Cause> causes = new ArrayList<>();
      found.stream()
          .limit(MOST_CAUSES)
          .forEach(words ->
              causes.add(
                  Cause.of(
                      "It would give the right to " + words + ".",
                      "Ask somebody who has that right.")));
      throw Fault.of(FaultCode.FORBIDDEN, "Nobody gives more than they have.", causes);
    }
  }

  private Map<String, ContextRule> rules() {
    Map<String, ContextRule> rules = new HashMap<>();
    for (String key : approvals.contextsWithRules()) {
      rules.put(key, callers.rule(key));
    }
    return rules;
  }

  private void requireApprovers(Collection<Authority> before, Collection<Authority> after) {
    Set<Authority> now = new HashSet<>(after);
    Set<Authority> then = new HashSet<>(before);
    if (now.containsAll(then)) {
      return;
    }
    for (String key : approvals.contextsThatAsk()) {
      Ask ask = Ask.of(Verb.APPROVE, ObjectKind.PROPOSAL, key);
      ContextRule rule = callers.rule(key);
      if (then.stream().anyMatch(person -> person.mayDo(ask, rule))
          && now.stream().noneMatch(person -> person.mayDo(ask, rule))) {
        throw last(
            "Nobody could approve changes in the context " + key + " any more.",
            "Let somebody else do it first.");
      }
    }
  }

  /** Somebody must be left who can administer. */
  static Fault lastAdministrator() {
    return last("Nobody could manage roles and keys any more.", "Let somebody else do it first.");
  }

  private static Fault last(String message, String fix) {
    return Fault.of(FaultCode.IN_USE, "Somebody must be left.", List.of(Cause.of(message, fix)));
  }
}
