package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Proposes what takes a change back, computed from what there was before it. Thread-safe. */
final class Reverts {
  private final Changes changes;
  private final RevertTable table;
  private final ChangeArchive archive;
  private final Kinds kinds;
  private final Allowed allowed;

  Reverts(Changes changes, RevertTable table, ChangeArchive archive, Kinds kinds, Allowed allowed) {
    this.changes = changes;
    this.table = table;
    this.archive = archive;
    this.kinds = kinds;
    this.allowed = allowed;
  }

  /**
   * Proposes the opposite of a change that took effect. What was changed again since is left alone:
   * then the revert is refused.
   */
  Outcome propose(UUID id, @Nullable String justification, Actor actor, WriteOptions options) {
    StoredChange stored = archive.find(id, actor);
    if (!ChangeAct.REVERT.isAllowedIn(stored.state())) {
      throw allowed.wrongState(stored, ChangeAct.REVERT);
    }
    table
        .revertOf(id)
        .ifPresent(other -> {
          throw Fault.of(
              FaultCode.WRONG_STATE,
              "The change is taken back already.",
              List.of(Cause.of("The change " + other + " does it.", null)));
        });
    return changes.propose(
        new Proposal(
            actor,
            opposite(stored),
            "Takes back " + id,
            justification,
            options.idempotencyKey(),
            options.dryRun(),
            Map.of(),
            new Terms(false, ApplyMode.AUTO, null, null, id)));
  }

  private List<Operation> opposite(StoredChange stored) {
    List<Operation> operations = new ArrayList<>();
    List<Cause> causes = new ArrayList<>();
    Map<UUID, UUID> made = table.made(stored.id());
    for (JsonNode node : Json.stored().readTree(stored.operations())) {
      String kind = node.path("kind").asString();
      ChangeKind<?> known = kinds.find(kind).orElse(null);
      List<ChangeKind.Inverse> inverses =
          known == null ? List.of() : known.invert(node.get("before"), node.get("after"));
      if (inverses.isEmpty()) {
        causes.add(
            Cause.of(
                "Nothing takes back " + kind + " of " + node.path("object_key").asString() + ".",
                "Propose by hand what shall be instead."));
      }
      // It must still be as the change left it.
      UUID object = UUID.fromString(node.path("object_id").asString());
      String tag = EntityTags.of(made.getOrDefault(object, object), node.path("revision").asInt());
      operations.addAll(
          0,
          inverses.stream()
              .map(inverse -> new Operation(inverse.kind(), inverse.body(), tag, false))
              .toList());
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.NOT_REVERTIBLE, "The change cannot be taken back.", causes);
    }
    return withoutInner(operations);
  }

  /** Where a change wrote one object twice, only what comes first can hold to its revision. */
  private static List<Operation> withoutInner(List<Operation> operations) {
    List<Operation> held = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (Operation operation : operations) {
      String tag = String.valueOf(operation.ifMatch());
      String object = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
      held.add(
          seen.contains(object) ? Operation.of(operation.kind(), operation.body()) : operation);
      seen.add(object);
    }
    return held;
  }
}
