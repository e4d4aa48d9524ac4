package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.identity.Callers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Does what a change says, inside a transaction that holds the change: plans it anew by the rules
 * and rights that hold now, compares that with what was approved, and writes it or nothing.
 * Thread-safe.
 */
final class Applying {
  /** Refusals by which one can tell that something else came first. */
  private static final Set<FaultCode> MOVED =
      Set.of(
          FaultCode.NOT_FOUND,
          FaultCode.GONE,
          FaultCode.ALREADY_EXISTS,
          FaultCode.AMBIGUOUS_TARGET,
          FaultCode.CYCLE,
          FaultCode.DANGLING,
          FaultCode.IN_USE,
          FaultCode.STALE,
          FaultCode.PRECONDITION_FAILED);

  private final Planning planning;
  private final Approvers approvers;
  private final ReviewTable reviews;
  private final ContextLocks locks;
  private final Callers callers;

  Applying(
      Planning planning,
      Approvers approvers,
      ReviewTable reviews,
      ContextLocks locks,
      Callers callers) {
    this.planning = planning;
    this.approvers = approvers;
    this.reviews = reviews;
    this.locks = locks;
    this.callers = callers;
  }

  /** Whose consent a change needs by the rules that hold now. */
  Demand demand(StoredChange stored) {
    boolean always = stored.byAgent() || !stored.change().reasons().isEmpty();
    return planning
        .demands()
        .of(Touch.of(Json.stored().readTree(stored.operations())), always, stored.author());
  }

  /** What of that is missing, in words. */
  List<String> missing(StoredChange stored, Demand demand) {
    return demand.asksNobody()
        ? List.of()
        : approvers.missing(demand, reviews.approved(stored), reviews.authors(stored));
  }

  /**
   * Writes what a change says.
   *
   * @param withoutConsent whether it does not matter what is missing
   */
  Attempt attempt(StoredChange stored, Writes writes, boolean withoutConsent) {
    Optional<Actor> author = author(stored);
    if (author.isEmpty()) {
      return new Attempt.Refused(
          Fault.of(
              FaultCode.FORBIDDEN,
              "Who wrote this change can act no more; somebody else has to rebase it."));
    }
    Savepoint.BEFORE_APPLYING.set(writes);
    writes.flush();
    Attempt attempt = attempt(stored, author.get(), writes, withoutConsent);
    if (!(attempt instanceof Attempt.Done)) {
      takeBack(writes);
    }
    return attempt;
  }

  private Attempt attempt(
      StoredChange stored, Actor author, Writes writes, boolean withoutConsent) {
    try {
      List<Step<?>> steps = planning.steps(planning.operations(stored));
      Set<String> contexts = Planning.contexts(steps);
      locks.shared(contexts);
      Plan plan =
          planning
              .planner(
                  Planner.Mode.APPLY,
                  stored.byAgent(),
                  author,
                  stored.id(),
                  contexts,
                  writes,
                  false)
              .plan(steps);
      Optional<String> difference =
          Comparison.difference(Json.stored().readTree(stored.operations()), plan.steps());
      if (difference.isPresent()) {
        return new Attempt.Moved(difference.get());
      }
      List<String> missing = withoutConsent ? List.of() : missing(stored, plan.demand());
      if (!missing.isEmpty()) {
        return new Attempt.Lacking(missing);
      }
      writes.flush();
      return new Attempt.Done(plan);
    } catch (Fault fault) {
      if (fault.code() == FaultCode.OVERLOADED) {
        throw fault; // that says nothing of the change, which is tried again
      }
      return MOVED.contains(fault.code())
          ? new Attempt.Moved(fault.detail())
          : new Attempt.Refused(fault);
    } catch (DuplicateKeyException e) {
      return new Attempt.Moved("Somebody else took a name that it needs.");
    } catch (DataIntegrityViolationException e) {
      return new Attempt.Refused(
          Fault.of(FaultCode.INVALID, "The database refuses what it would write.", e));
    }
  }

  /** Nothing of the attempt is left, nor of the locks it took. */
  private void takeBack(Writes writes) {
    try {
      writes.flush();
    } catch (DataAccessException e) {
      // What was not sent yet goes with the rest.
    }
    Savepoint.BEFORE_APPLYING.takeBack(writes);
    writes.flush();
    locks.partTakenBack();
  }

  /** Who wrote what it does now, with the rights that they have now. */
  private Optional<Actor> author(StoredChange stored) {
    UUID id = stored.author();
    callers.forget(id);
    Actor.Credential credential =
        new Actor.Credential("change:" + stored.id(), Set.of(Verb.values()), Set.of("*"), null);
    Optional<Actor> itself = callers.actor(id, credential, Actor.Origin.INTERNAL);
    UUID behind = stored.onBehalfOf();
    boolean agent = itself.filter(actor -> actor.kind() == PrincipalKind.AGENT).isPresent();
    if (!agent || behind == null || !id.equals(stored.proposedBy())) {
      return itself;
    }
    callers.forget(behind);
    return callers.agentFor(id, behind, credential, Actor.Origin.INTERNAL);
  }
}
