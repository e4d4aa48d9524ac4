package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Proposes the steps of an import in batches, each a change. A batch that is refused is halved
 * until the rows are found that it was refused for; the others go on. A dry run does the same in
 * one transaction that is taken back. Thread-safe.
 */
@Component
class ImportRun {
  private static final int BATCH = 500;

  private final Changes changes;

  ImportRun(Changes changes) {
    this.changes = changes;
  }

  /** Does the steps, tells in their rows what became of them, and gives the changes made. */
  List<UUID> run(ImportSteps steps, Actor actor, boolean dryRun) {
    List<UUID> made = new ArrayList<>();
    List<List<ImportStep>> batches = steps.batches(BATCH);
    if (dryRun) {
      changes.rehearse(rehearsal -> run(batches, new Way(actor, true, rehearsal, made)));
    } else {
      run(batches, new Way(actor, false, changes::propose, made));
    }
    return made;
  }

  /** How batches are proposed, and the changes that came of it. */
  private record Way(
      Actor actor, boolean dryRun, Function<Proposal, Outcome> propose, List<UUID> made) {}

  private static void run(List<List<ImportStep>> batches, Way way) {
    for (List<ImportStep> batch : batches) {
      List<ImportStep> possible = batch.stream().filter(ImportRun::isPossible).toList();
      if (!possible.isEmpty()) {
        runOne(possible, way);
      }
    }
  }

  /** A row that failed, or waits in an earlier change, is not there to be changed again. */
  private static boolean isPossible(ImportStep step) {
    State state = step.row().state();
    if (state == State.WAITING) {
      step.row().set(State.WAITING, "It waits without what comes last; import again after that.");
    }
    return state != State.FAILED && state != State.WAITING;
  }

  private static void runOne(List<ImportStep> batch, Way way) {
    try {
      propose(batch, way);
    } catch (Fault fault) {
      if (fault.code().status() >= 500) {
        throw fault;
      }
      if (batch.size() == 1) {
        batch.getFirst().row().set(State.FAILED, told(fault));
        return;
      }
      int half = batch.size() / 2;
      runOne(batch.subList(0, half), way);
      runOne(batch.subList(half, batch.size()), way);
    }
  }

  private static void propose(List<ImportStep> batch, Way way) {
    List<Operation> operations = batch.stream().map(step -> step.operation().get()).toList();
    Outcome outcome =
        way.propose()
            .apply(
                new Proposal(
                    way.actor(), operations, "Import of an export", null, null, way.dryRun()));
    if (!way.dryRun() && !outcome.unchanged()) {
      way.made().add(outcome.change().id());
    }
    if (outcome.change().state() == ChangeState.IN_REVIEW) {
      batch.forEach(step -> step.row().set(State.WAITING, null));
    }
  }

  private static String told(Fault fault) {
    String causes =
        fault.causes().stream().map(Cause::message).distinct().collect(Collectors.joining("; "));
    return causes.isEmpty() ? fault.detail() : fault.detail() + ": " + causes;
  }
}
