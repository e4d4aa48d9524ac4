package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the audit log says of changes. People stand in it by their pseudonyms only. */
final class ChangeEvents {
  private static final String OBJECT = "change";

  private ChangeEvents() {}

  /** One event for each operation of a change that took effect at once; else one for the change. */
  static List<AuditEvent> proposed(Plan plan, StoredChange stored) {
    return stored.state() == ChangeState.APPLIED
        ? applied(plan, stored)
        : List.of(of("proposed", stored, stored.change().justification(), whole(stored)));
  }

  /** One event for each operation that took effect. */
  static List<AuditEvent> applied(Plan plan, StoredChange stored) {
    return plan.steps().stream()
        .map(step ->
            AuditEvent.applied(
                step.kind(), step.planned(), approval(stored), stored.change().justification()))
        .toList();
  }

  /** What a change would do, for events that start a revision. */
  static ObjectNode whole(StoredChange stored) {
    Change change = stored.change();
    ObjectNode node = standing(stored, change.state());
    node.set("operations", Json.tree(change.operations()));
    return node;
  }

  /** Where a change stands. */
  static ObjectNode standing(StoredChange stored, ChangeState state) {
    Change change = stored.change();
    return (ObjectNode)
        Json.tree(
            Map.of(
                "state", state,
                "digest", change.digest(),
                "revision", change.revision(),
                "required", change.required(),
                "contexts", stored.contexts().stream().sorted().toList(),
                "reasons", change.reasons()));
  }

  /**
   * Something that happened to a change.
   *
   * @param verb such as {@code approved}
   * @param reason what a person typed; kept sealed
   */
  static AuditEvent of(
      String verb, StoredChange stored, @Nullable String reason, @Nullable JsonNode after) {
    return event(verb, AuditEvent.Result.SUCCESS, null, stored, reason, after);
  }

  /** Something that somebody wanted to do with a change and was refused. */
  static AuditEvent refused(String verb, FaultCode code, StoredChange stored) {
    return event(verb, AuditEvent.Result.DENIED, code.name(), stored, null, null);
  }

  /** A change that could not be applied. */
  static AuditEvent failed(String verb, FaultCode code, StoredChange stored, JsonNode after) {
    return event(verb, AuditEvent.Result.FAILED, code.name(), stored, null, after);
  }

  private static AuditEvent event(
      String verb,
      AuditEvent.Result result,
      @Nullable String code,
      StoredChange stored,
      @Nullable String reason,
      @Nullable JsonNode after) {
    Change change = stored.change();
    String context =
        change.operations().isEmpty() ? null : change.operations().getFirst().context();
    return new AuditEvent(
        OBJECT + "." + verb,
        result,
        code,
        new AuditEvent.Target(
            OBJECT, change.id(), change.id().toString(), context, change.revision()),
        null,
        after,
        approval(stored),
        reason);
  }

  private static AuditEvent.Approval approval(StoredChange stored) {
    Change change = stored.change();
    return new AuditEvent.Approval(
        change.id(), change.digest(), change.revision(), stored.policyVersion());
  }
}
