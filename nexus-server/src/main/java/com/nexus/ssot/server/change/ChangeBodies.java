package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeDraft;
import com.nexus.ssot.model.api.ChangeEdit;
import com.nexus.ssot.model.api.OperationDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what callers want changed. Thread-safe. */
final class ChangeBodies {
  /** More than these are an import, not something that a person can look at. */
  static final int MOST_OPERATIONS = 100;

  private final Kinds kinds;

  ChangeBodies(Kinds kinds) {
    this.kinds = kinds;
  }

  /** A proposal as it was sent. */
  Proposal proposal(ChangeDraft draft, Actor actor, WriteOptions options) {
    return new Proposal(
        actor,
        operations(draft.operations()),
        draft.description(),
        draft.justification(),
        options.idempotencyKey(),
        options.dryRun(),
        Map.of(),
        new Terms(
            Boolean.TRUE.equals(draft.draft()),
            Objects.requireNonNullElse(draft.apply(), ApplyMode.AUTO),
            draft.notBefore(),
            draft.notAfter(),
            null));
  }

  /**
   * A change after an edit.
   *
   * @param known the operations it has
   */
  Edits.Wanted edited(ChangeEdit edit, Change change, List<Operation> known) {
    // What does something else takes nothing back, whatever it was called before.
    boolean another = change.reverts() != null && edit.operations() != null;
    return new Edits.Wanted(
        edit.operations() == null ? known : operations(edit.operations()),
        text("/description", edit.description(), another ? null : change.description()),
        text("/justification", edit.justification(), change.justification()),
        new Terms(
            false,
            Objects.requireNonNullElse(edit.apply(), change.apply()),
            edit.notBefore() == null ? change.notBefore() : edit.notBefore(),
            edit.notAfter() == null ? change.notAfter() : edit.notAfter(),
            another ? null : change.reverts()),
        false);
  }

  private static @Nullable String text(String at, @Nullable String given, @Nullable String known) {
    return given == null ? known : given.isEmpty() ? null : ProposerText.one(at, given);
  }

  private List<Operation> operations(List<OperationDraft> drafts) {
    if (drafts.size() > MOST_OPERATIONS) {
      throw Fault.of(
          FaultCode.INVALID,
          "The change has too many operations.",
          List.of(
              Cause.at(
                  "/operations",
                  "There are " + drafts.size() + ".",
                  "Use at most " + MOST_OPERATIONS + ", or import them.")));
    }
    List<Operation> operations = new ArrayList<>();
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      read(i, drafts.get(i), operations, causes);
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The operations cannot be read.", causes);
    }
    return operations;
  }

  private void read(
      int index, OperationDraft draft, List<Operation> operations, List<Cause> causes) {
    String at = "/operations/" + index;
    ChangeKind<?> kind = kinds.find(draft.kind()).orElse(null);
    if (kind == null) {
      causes.add(
          Cause.at(
              at + "/kind",
              "There is no such kind of change.",
              "Use one of " + String.join(", ", kinds.names()) + "."));
      return;
    }
    try {
      operations.add(
          new Operation(
              draft.kind(), Json.convert(draft.body(), kind.body()), draft.ifMatch(), false));
    } catch (Fault fault) {
      if (fault.causes().isEmpty()) {
        causes.add(Cause.at(at + "/body", fault.detail(), null));
      }
      fault
          .causes()
          .forEach(cause ->
              causes.add(
                  Cause.at(
                      at + "/body" + Objects.requireNonNullElse(cause.at(), ""),
                      cause.message(),
                      cause.fix())));
    }
  }
}
