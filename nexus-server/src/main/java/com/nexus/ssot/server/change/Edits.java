package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.ContextLocks;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives changes new revisions; what was approved before counts no more. Thread-safe. */
final class Edits {
  private final Planning planning;
  private final Settling settling;
  private final ChangeTable changes;
  private final ReviewTable reviews;
  private final ContextLocks locks;

  Edits(
      Planning planning,
      Settling settling,
      ChangeTable changes,
      ReviewTable reviews,
      ContextLocks locks) {
    this.planning = planning;
    this.settling = settling;
    this.changes = changes;
    this.reviews = reviews;
    this.locks = locks;
  }

  /**
   * What a revision shall say.
   *
   * @param draft whether it is still no more than a draft
   */
  record Wanted(
      List<Operation> operations,
      @Nullable String description,
      @Nullable String justification,
      Terms terms,
      boolean draft) {}

  /** Plans the same operations again, on what there is now. */
  Turn.End again(Turn turn, String verb) {
    StoredChange stored = turn.stored();
    Change change = stored.change();
    return revise(
        turn,
        new Wanted(
            planning.operations(stored),
            change.description(),
            change.justification(),
            terms(change),
            false),
        verb);
  }

  /** How and when a change is to take effect. */
  static Terms terms(Change change) {
    return new Terms(
        false, change.apply(), change.notBefore(), change.notAfter(), change.reverts());
  }

  /** Gives a change another content. */
  Turn.End revise(Turn turn, Wanted wanted, String verb) {
    StoredChange stored = turn.stored();
    Actor actor = turn.actor();
    List<Step<?>> steps = planning.steps(wanted.operations());
    Set<String> contexts = Planning.contexts(steps);
    locks.shared(contexts);
    Planner planner =
        planning.planner(
            Planner.Mode.REVIEW,
            stored.byAgent(),
            actor,
            stored.id(),
            contexts,
            turn.writes(),
            false);
    Plan plan = planner.plan(steps);
    turn.writes().flush();
    if (plan.changesNothing()) {
      throw Fault.of(
          FaultCode.INVALID,
          "The change would change nothing any more.",
          List.of(
              Cause.at("/operations", "Everything is already so.", "Withdraw it, or edit it.")));
    }
    StoredChange next =
        new Revision(
                stored.id(),
                stored.change().revision() + 1,
                wanted.draft() ? ChangeState.DRAFT : ChangeState.IN_REVIEW,
                plan,
                planner.expiry(turn.now()),
                wanted.description(),
                wanted.justification(),
                wanted.terms())
            .next(stored, actor.principalId());
    changes.revise(turn.writes(), next);
    plan.steps().forEach(step -> changes.insertTarget(turn.writes(), stored.id(), step.planned()));
    reviews.insertRevision(turn.writes(), next, actor.principalId(), turn.now());
    turn.writes().flush();
    List<AuditEvent> events =
        List.of(
            ChangeEvents.of(verb, next, next.change().justification(), ChangeEvents.whole(next)));
    if (wanted.draft()) {
      return new Turn.End(events, List.of(), null);
    }
    StoredChange written = changes.find(stored.id()).orElseThrow();
    return settling.settle(new Turn(written, turn.act(), actor, turn.writes(), turn.now()), events);
  }
}
