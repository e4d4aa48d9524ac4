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
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Proposes the steps of an import in batches, each a change. A batch that is refused is halved
 * until the rows are found that it was refused for; the others go on. Thread-safe.
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
    if (dryRun) {
      if (!steps.isEmpty()) {
        propose(steps.all(), actor, true, made);
      }
      return made;
    }
    for (List<ImportStep> batch : steps.batches(BATCH)) {
      run(batch, actor, made);
    }
    return made;
  }

  private void run(List<ImportStep> batch, Actor actor, List<UUID> made) {
    try {
      propose(batch, actor, false, made);
    } catch (Fault fault) {
      if (fault.code().status() >= 500) {
        throw fault;
      }
      if (batch.size() == 1) {
        batch.getFirst().row().set(State.FAILED, told(fault));
        return;
      }
      int half = batch.size() / 2;
      run(batch.subList(0, half), actor, made);
      run(batch.subList(half, batch.size()), actor, made);
    }
  }

  private void propose(List<ImportStep> batch, Actor actor, boolean dryRun, List<UUID> made) {
    List<Operation> operations = batch.stream().map(step -> step.operation().get()).toList();
    Outcome outcome =
        changes.propose(new Proposal(actor, operations, "Import of an export", null, null, dryRun));
    if (!dryRun && !outcome.unchanged()) {
      made.add(outcome.change().id());
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
