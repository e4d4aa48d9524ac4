package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.NextAct;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who may do what with a change. Thread-safe. */
final class Allowed {
  private final Access access;
  private final Callers callers;
  private final ReviewTable reviews;
  private final Applying applying;

  Allowed(Access access, Callers callers, ReviewTable reviews, Applying applying) {
    this.access = access;
    this.callers = callers;
    this.reviews = reviews;
    this.applying = applying;
  }

  /** The places whose consent counts: those that ask, or else all that are touched. */
  private Set<String> asking(StoredChange stored) {
    return asking(stored, applying.demand(stored));
  }

  private static Set<String> asking(StoredChange stored, Demand demand) {
    Set<String> asking = new TreeSet<>(demand.needs().keySet());
    return asking.isEmpty() ? touched(stored) : asking;
  }

  /** The contexts that a change touches; everything when it stands in none. */
  static Set<String> touched(StoredChange stored) {
    return stored.contexts().isEmpty()
        ? Set.of(Demand.EVERYWHERE)
        : new TreeSet<>(stored.contexts());
  }

  /** Refuses who may not decide about a change: a person who just signed in, where one is asked. */
  void requireDecider(Turn turn) {
    requireSomewhere(turn.actor(), Verb.APPROVE, asking(turn.stored()));
  }

  /** Refuses whose own work it is. */
  void requireStranger(Turn turn) {
    UUID id = turn.actor().principalId();
    if (reviews.authors(turn.stored()).contains(id)) {
      throw Fault.of(
          FaultCode.OWN_CHANGE,
          "Nobody approves a change of their own.",
          List.of(
              Cause.of(
                  "You proposed or edited it, or an agent did it for you.",
                  "Ask somebody else who may approve.")));
    }
  }

  /** Refuses who may not apply what was approved. */
  void requireExecutor(Turn turn) {
    requireEverywhere(turn.actor(), Verb.EXECUTE, touched(turn.stored()));
  }

  /** Refuses who may not break the glass. */
  void requireOverrider(Turn turn) {
    requireEverywhere(turn.actor(), Verb.OVERRIDE, touched(turn.stored()));
  }

  /** Refuses everybody but the author, the person behind it, and who administers changes. */
  void requireAuthor(Turn turn) {
    UUID id = turn.actor().principalId();
    requireSamePerson(turn);
    boolean own =
        reviews.authors(turn.stored()).contains(id) || id.equals(turn.stored().proposedBy());
    if (!own) {
      requireEverywhere(turn.actor(), Verb.ADMIN, touched(turn.stored()));
    }
  }

  /** An agent that writes for somebody else now would hide whose work it is. */
  private void requireSamePerson(Turn turn) {
    if (turn.actor().kind() == PrincipalKind.AGENT) {
      UUID behind = callers.personBehind(turn.actor()).map(Principal::id).orElse(null);
      if (!Objects.equals(behind, turn.stored().onBehalfOf())) {
        throw Fault.of(
            FaultCode.FORBIDDEN,
            "The agent proposed this for somebody else than it acts for now.",
            List.of(
                Cause.of(
                    "A change is the work of one person and their agent.",
                    "Propose it anew, for whom you act now.")));
      }
    }
  }

  /** Refuses who may neither propose nor decide here. */
  void requireParticipant(Turn turn) {
    Actor actor = turn.actor();
    boolean takesPart =
        touched(turn.stored()).stream()
            .anyMatch(place -> may(actor, Verb.WRITE, place) || may(actor, Verb.EXECUTE, place));
    if (!takesPart) {
      requireSomewhere(actor, Verb.APPROVE, asking(turn.stored()));
    }
  }

  private boolean may(Actor actor, Verb verb, String place) {
    return place.equals(Demand.EVERYWHERE)
        ? access.reach(actor, verb, ObjectKind.PROPOSAL).isEverything()
        : access.decide(actor, Ask.of(verb, ObjectKind.PROPOSAL, place)).allowed();
  }

  private void requireSomewhere(Actor actor, Verb verb, Collection<String> places) {
    callers.forget(actor.principalId());
    if (places.stream().noneMatch(place -> may(actor, verb, place) && isFresh(actor, verb))) {
      require(actor, verb, places.iterator().next());
    }
  }

  /** What the verb demands of people is asked also where no context is named. */
  private boolean isFresh(Actor actor, Verb verb) {
    return access.decide(actor, Ask.of(verb, ObjectKind.PROPOSAL, null)).allowed();
  }

  private void requireEverywhere(Actor actor, Verb verb, Collection<String> places) {
    callers.forget(actor.principalId());
    places.forEach(place -> require(actor, verb, place));
  }

  private void require(Actor actor, Verb verb, String place) {
    boolean everywhere = place.equals(Demand.EVERYWHERE);
    access.require(actor, Ask.of(verb, ObjectKind.PROPOSAL, everywhere ? null : place));
    if (everywhere && !access.reach(actor, verb, ObjectKind.PROPOSAL).isEverything()) {
      throw Fault.of(
          FaultCode.FORBIDDEN,
          "What the change is about concerns every context.",
          List.of(Cause.of("Your right is limited to some.", "Ask an administrator.")));
    }
  }

  /** What can be done with a change now, and by whom. */
  List<NextAct> next(StoredChange stored) {
    return next(stored, applying.demand(stored));
  }

  /**
   * What can be done with a change now, and by whom.
   *
   * @param demand whose consent it needs now
   */
  static List<NextAct> next(StoredChange stored, Demand demand) {
    String asked = words(asking(stored, demand));
    List<NextAct> next = new ArrayList<>();
    for (ChangeAct act : ChangeAct.values()) {
      boolean done =
          act == ChangeAct.CLOSE_REVIEW
              && stored.change().glassBreak() != null
              && stored.change().glassBreak().reviewedAt() != null;
      if (act.isAllowedIn(stored.state()) && !done) {
        next.add(new NextAct(act, by(act, stored, asked)));
      }
    }
    return next;
  }

  private static String by(ChangeAct act, StoredChange stored, String asked) {
    return switch (act) {
      case SUBMIT, EDIT, WITHDRAW, REBASE ->
          stored.change().proposedBy() + ", or whoever administers changes " + where(stored);
      case APPROVE -> "people who may approve " + asked + ", except whoever wrote it";
      case REJECT -> "people who may approve " + asked;
      case CLOSE_REVIEW ->
          "people who may approve " + asked + ", except whoever wrote or overrode it";
      case SCHEDULE, APPLY -> "whoever may execute changes " + where(stored);
      case OVERRIDE -> "people who may override " + where(stored);
      case REVERT -> "whoever may propose the opposite " + where(stored);
      case COMMENT -> "whoever may propose, execute or approve " + where(stored);
    };
  }

  private static String where(StoredChange stored) {
    return words(touched(stored));
  }

  private static String words(Collection<String> places) {
    return String.join(" and ", places.stream().map(Approvers::where).toList());
  }

  /** Says what is allowed instead. */
  Fault wrongState(StoredChange stored, ChangeAct act) {
    List<Cause> causes = new ArrayList<>();
    for (NextAct next : next(stored)) {
      causes.add(Cause.of("Allowed now: " + next.act().word() + ", by " + next.by() + ".", null));
    }
    return Fault.of(
        FaultCode.WRONG_STATE,
        "The change is " + stored.state() + ", which allows no " + act.word() + ".",
        causes);
  }
}
