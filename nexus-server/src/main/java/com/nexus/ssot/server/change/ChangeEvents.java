package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import java.util.List;

/** What the audit log says of a change. */
final class ChangeEvents {
  private ChangeEvents() {}

  /** One event for each operation of a change that policy approved; one for a change that waits. */
  static List<AuditEvent> of(Plan plan, StoredChange stored) {
    Change change = stored.change();
    AuditEvent.Approval approval =
        new AuditEvent.Approval(
            change.id(), change.digest(), change.revision(), stored.policyVersion());
    if (!plan.waits()) {
      return plan.steps().stream()
          .map(step ->
              AuditEvent.applied(step.kind(), step.planned(), approval, change.justification()))
          .toList();
    }
    String context = plan.steps().getFirst().planned().context();
    return List.of(
        new AuditEvent(
            "change.proposed",
            AuditEvent.Result.SUCCESS,
            null,
            new AuditEvent.Target(
                "change", change.id(), change.id().toString(), context, change.revision()),
            null,
            Json.tree(change),
            approval,
            change.justification()));
  }
}
