package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a change when it may have all it needs. Thread-safe. */
final class Settling {
  private static final String PEOPLE = "people";
  private static final String POLICY = "policy";

  private final Applying applying;
  private final Planning planning;
  private final ChangeTable changes;
  private final RevertTable reverts;

  Settling(Applying applying, Planning planning, ChangeTable changes, RevertTable reverts) {
    this.applying = applying;
    this.planning = planning;
    this.changes = changes;
    this.reverts = reverts;
  }

  /**
   * Moves a change on as far as its approvals carry it: it waits for more, for somebody to apply
   * it, for its time, or takes effect now.
   *
   * @param events what happened before in the same transaction
   */
  Turn.End settle(Turn turn, List<AuditEvent> events) {
    StoredChange stored = turn.stored();
    Demand demand = applying.demand(stored);
    List<String> missing = applying.missing(stored, demand);
    List<AuditEvent> all = new ArrayList<>(events);
    if (!missing.isEmpty()) {
      changes.move(
          turn.writes(), stored.id(), ChangeState.IN_REVIEW, demand.people(), null, null, null);
      return new Turn.End(all, List.of(), null);
    }
    String by = demand.asksNobody() ? POLICY : PEOPLE;
    if (stored.change().apply() == ApplyMode.MANUAL && !demand.asksNobody()) {
      changes.move(
          turn.writes(), stored.id(), ChangeState.APPROVED, demand.people(), by, null, null);
      return new Turn.End(all, List.of(), null);
    }
    Optional<Instant> due = due(stored, turn.now());
    if (due.isEmpty()) {
      return refused(turn, all, noWindow());
    }
    if (due.get().isAfter(turn.now())) {
      return schedule(turn, due.get(), demand.people(), by, all);
    }
    return apply(turn, all);
  }

  /** Has the server apply it at a time. */
  Turn.End schedule(
      Turn turn, Instant at, int required, @Nullable String by, List<AuditEvent> events) {
    StoredChange stored = turn.stored();
    changes.move(
        turn.writes(), stored.id(), ChangeState.SCHEDULED, required, by, at, "Waits until " + at);
    ObjectNode standing = ChangeEvents.standing(stored, ChangeState.SCHEDULED);
    standing.put("scheduled_for", at.toString());
    List<AuditEvent> all = new ArrayList<>(events);
    all.add(ChangeEvents.of("scheduled", stored, null, standing));
    return new Turn.End(all, List.of(), null);
  }

  /** The windows in which a change may take effect. */
  Collection<ChangeWindows> windows(StoredChange stored) {
    return Windows.of(planning.policy(), stored.contexts()).values();
  }

  /** Refuses before and after the times that a change was approved for, and outside windows. */
  void requireTime(Turn turn) {
    Change change = turn.stored().change();
    boolean early = change.notBefore() != null && turn.now().isBefore(change.notBefore());
    boolean late = change.notAfter() != null && !turn.now().isBefore(change.notAfter());
    if (early || late) {
      throw Fault.of(
          FaultCode.WINDOW_CLOSED,
          early
              ? "The change may not take effect before " + change.notBefore() + "."
              : "The change had to take effect before " + change.notAfter() + ".");
    }
    Windows.requireOpen(Windows.of(planning.policy(), turn.stored().contexts()), turn.now());
  }

  /** The first moment at which a change may take effect; empty when there is none. */
  Optional<Instant> due(StoredChange stored, Instant now) {
    Change change = stored.change();
    Instant from =
        change.notBefore() == null || change.notBefore().isBefore(now) ? now : change.notBefore();
    return Windows.next(windows(stored), from)
        .filter(due -> change.notAfter() == null || due.isBefore(change.notAfter()));
  }

  /** Lets it take effect, if it still is what was approved and still has the consent it needs. */
  Turn.End apply(Turn turn, List<AuditEvent> events) {
    StoredChange stored = turn.stored();
    List<AuditEvent> all = new ArrayList<>(events);
    return switch (applying.attempt(stored, turn.writes(), false)) {
      case Attempt.Done(Plan plan) -> {
        String by = plan.demand().asksNobody() ? POLICY : PEOPLE;
        UUID applier = turn.actor().principalId();
        keepMade(turn, plan);
        changes.applied(
            turn.writes(), stored.id(), plan.demand().people(), by, applier, plan.time());
        all.addAll(ChangeEvents.applied(plan, stored));
        all.add(
            ChangeEvents.of(
                "applied", stored, null, ChangeEvents.standing(stored, ChangeState.APPLIED)));
        yield new Turn.End(all, plan.changes(), null);
      }
      case Attempt.Moved(String why) -> stale(turn, all, why);
      case Attempt.Lacking(List<String> missing) -> {
        changes.move(
            turn.writes(),
            stored.id(),
            ChangeState.IN_REVIEW,
            applying.demand(stored).people(),
            null,
            null,
            "It lacks approvals by the rules that hold now.");
        Fault fault = lacking(missing);
        all.add(
            ChangeEvents.failed(
                "apply",
                fault.code(),
                stored,
                ChangeEvents.standing(stored, ChangeState.IN_REVIEW)));
        yield new Turn.End(all, List.of(), fault);
      }
      case Attempt.Refused(Fault fault) -> refused(turn, all, fault);
    };
  }

  /** New objects get their ids when they are made, not when they are planned. */
  private void keepMade(Turn turn, Plan plan) {
    StoredChange stored = turn.stored();
    reverts.keepMade(
        turn.writes(),
        stored.id(),
        Comparison.made(Json.stored().readTree(stored.operations()), plan.steps()));
  }

  /** Lets it take effect without the consent it needs. */
  Turn.End override(Turn turn, String reason, String reference) {
    StoredChange stored = turn.stored();
    return switch (applying.attempt(stored, turn.writes(), true)) {
      case Attempt.Done(Plan plan) -> {
        keepMade(turn, plan);
        changes.overridden(
            turn.writes(), stored.id(), turn.actor().principalId(), plan.time(), reason, reference);
        List<AuditEvent> all = new ArrayList<>(ChangeEvents.applied(plan, stored));
        all.add(
            ChangeEvents.of(
                "overridden",
                stored,
                reason + " (" + reference + ")",
                ChangeEvents.standing(stored, ChangeState.OVERRIDDEN)));
        yield new Turn.End(all, plan.changes(), null);
      }
      case Attempt.Moved(String why) -> stale(turn, List.of(), why);
      case Attempt.Lacking(List<String> missing) ->
          throw new IllegalStateException("consent was not asked for: " + missing);
      case Attempt.Refused(Fault fault) -> refused(turn, List.of(), fault);
    };
  }

  /** What it lacks. */
  static Fault lacking(List<String> missing) {
    return Fault.of(
        FaultCode.NOT_APPROVED,
        "The change lacks approvals.",
        missing.stream().map(words -> Cause.of("It needs " + words + ".", null)).toList());
  }

  private Turn.End stale(Turn turn, List<AuditEvent> events, String why) {
    StoredChange stored = turn.stored();
    changes.move(turn.writes(), stored.id(), ChangeState.STALE, required(stored), null, null, why);
    List<AuditEvent> all = new ArrayList<>(events);
    all.add(
        ChangeEvents.failed(
            "stale", FaultCode.STALE, stored, ChangeEvents.standing(stored, ChangeState.STALE)));
    return new Turn.End(
        all,
        List.of(),
        Fault.of(
            FaultCode.STALE,
            "What the change is about changed meanwhile; nothing was applied.",
            List.of(
                Cause.of(
                    why,
                    "Rebase it: POST /api/changes/"
                        + stored.id()
                        + "/rebase. It is approved"
                        + " anew."))));
  }

  /** There is no time at which it may take effect. */
  static Fault noWindow() {
    return Fault.of(
        FaultCode.WINDOW_CLOSED,
        "No change window opens before the change must have taken effect.");
  }

  /** Nothing of it can be applied. */
  Turn.End fail(Turn turn, Fault fault) {
    return refused(turn, List.of(), fault);
  }

  private Turn.End refused(Turn turn, List<AuditEvent> events, Fault fault) {
    StoredChange stored = turn.stored();
    changes.move(
        turn.writes(),
        stored.id(),
        ChangeState.FAILED,
        required(stored),
        null,
        null,
        fault.code() + ": " + fault.detail());
    List<AuditEvent> all = new ArrayList<>(events);
    all.add(
        ChangeEvents.failed(
            "failed", fault.code(), stored, ChangeEvents.standing(stored, ChangeState.FAILED)));
    return new Turn.End(all, List.of(), fault);
  }

  private static int required(StoredChange stored) {
    return stored.change().required();
  }
}
