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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What every change of people, teams and roles must leave true: nobody gives what they do not have
 * or takes what they could not give, and somebody can still administer. Such changes come one at a
 * time, so that two at once see each other. Thread-safe.
 */
@Component
final class Guard {
  private static final int MOST_CAUSES = 10;
  private static final String MORE_THAN_ONE_HAS = "Nobody gives more than they have.";
  private static final Set<Verb> POWERS = EnumSet.of(Verb.ADMIN, Verb.APPROVE, Verb.OVERRIDE);

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
      Map<UUID, Authority> before = authorities.everybody();
      write.accept(writes);
      writes.flush();
      Map<UUID, Authority> after = authorities.everybody();
      UUID by = scope.actor().principalId();
      Set<Step> gains = new LinkedHashSet<>(more);
      Set<Step> losses = new LinkedHashSet<>(more);
      after.forEach((id, rights) -> {
        Authority had = before.getOrDefault(id, NOBODY);
        if (!had.equals(rights)) {
          Step step = new Step(had, rights);
          gains.add(step);
          if (rights.kind() == PrincipalKind.HUMAN) {
            invitations.ifAvailable(known -> withdraw(known, writes, id, by, rights));
            // What services and agents lose, their person loses; from oneself one may take.
            if (!id.equals(by)) {
              losses.add(step);
            }
          }
        }
      });
      Limits limits = Callers.limits(scope.actor());
      requireNotBeyond(gains, giver, limits);
      refuse(
          lost(losses, giver, limits),
          "Nobody takes what they could not give.",
          "It would take the right to ");
      if (administered && !administrators.any(scope.now())) {
        throw lastAdministrator();
      }
    };
  }

  /**
   * Who knows the code would get what somebody else gives. And nobody becomes able to administer or
   * approve while a code is about that a key may have made.
   */
  private static void withdraw(
      Invitations known, Writes writes, UUID id, UUID by, Authority rights) {
    if (isPowerful(rights)) {
      known.withdraw(writes, id);
    } else {
      known.withdrawOfOthers(writes, id, by);
    }
  }

  /** Whether somebody may administer, approve or override something, or would once enabled. */
  static boolean isPowerful(Authority authority) {
    return authority.grants().stream()
        .map(grant -> grant.scope().verb())
        .anyMatch(verb -> verb == null || POWERS.contains(verb));
  }

  /** Refuses unless the actor has, or may give, everything that somebody else may do. */
  void requireNotAbove(Actor actor, Authority other) {
    requireNotBeyond(Set.of(new Step(NOBODY, other)), giver(actor), Callers.limits(actor));
  }

  /** Refuses unless the actor could take from somebody else everything that they may do. */
  void requireNotBelow(Actor actor, UUID from) {
    Authority other = authorities.find(from).map(Principal::authority).orElse(NOBODY);
    if (!actor.principalId().equals(from)) {
      Step step = new Step(with(other, true), with(other, false));
      refuse(
          lost(Set.of(step), giver(actor), Callers.limits(actor)),
          "Nobody changes somebody who may do what they could not give.",
          "They have the right to ");
    }
  }

  /** The same rights of somebody who is active, or is not. */
  static Authority with(Authority rights, boolean active) {
    return new Authority(
        rights.kind(),
        active,
        rights.teams(),
        rights.grants(),
        rights.restrictions(),
        rights.person());
  }

  /**
   * Refuses unless the actor may give what being in a team brings, or will bring whoever gets the
   * rights to use it: to write and approve where a context demands the team, and to write the
   * aliases that the team owns.
   *
   * @param teamKey key of the team
   */
  void requireMayGiveMembership(Actor actor, String teamKey, Collection<String> demanding) {
    List<Ask> asks = new ArrayList<>();
    for (String context : demanding) {
      asks.add(Ask.of(Verb.WRITE, ObjectKind.ALIAS, context));
      asks.add(Ask.of(Verb.APPROVE, ObjectKind.PROPOSAL, context));
    }
    for (String context : approvals.contextsWithAliasesOf(teamKey)) {
      asks.add(new Ask(Verb.WRITE, ObjectKind.ALIAS, null, context, teamKey));
    }
    Authority giver = giver(actor);
    Limits limits = Callers.limits(actor);
    asks.removeIf(ask -> giver.mayGive(limits, ask, callers.rule(ask.context())));
    refuse(asks, MORE_THAN_ONE_HAS, "It would give the right to ");
  }

  private Authority giver(Actor actor) {
    return authorities.find(actor.principalId()).map(Principal::authority).orElse(NOBODY);
  }

  private void requireNotBeyond(Set<Step> steps, Authority giver, Limits limits) {
    Map<String, ContextRule> rules = rules();
    List<Ask> found = new ArrayList<>();
    for (Step step : steps) {
      found.addAll(Gain.beyond(step.before(), step.after(), giver, limits, rules));
    }
    refuse(found, MORE_THAN_ONE_HAS, "It would give the right to ");
  }

  private List<Ask> lost(Set<Step> steps, Authority taker, Limits limits) {
    Map<String, ContextRule> rules = rules();
    List<Ask> found = new ArrayList<>();
    for (Step step : steps) {
      found.addAll(Gain.lost(step.before(), step.after(), taker, limits, rules));
    }
    return found;
  }

  private static void refuse(List<Ask> found, String message, String start) {
    if (!found.isEmpty()) {
      List<Cause> causes =
          found.stream()
              .map(Gain::inWords)
              .distinct()
              .limit(MOST_CAUSES)
              .map(words -> Cause.of(start + words + ".", "Ask somebody who has that right."))
              .toList();
      throw Fault.of(FaultCode.FORBIDDEN, message, causes);
    }
  }

  private Map<String, ContextRule> rules() {
    Map<String, ContextRule> rules = new HashMap<>();
    for (String key : approvals.contextsWithRules()) {
      rules.put(key, callers.rule(key));
    }
    return rules;
  }

  /** Somebody must be left who can administer. */
  static Fault lastAdministrator() {
    return Fault.of(
        FaultCode.IN_USE,
        "Somebody must be left.",
        List.of(
            Cause.of(
                "Nobody could manage roles and keys any more.", "Let somebody else do it first.")));
  }
}
