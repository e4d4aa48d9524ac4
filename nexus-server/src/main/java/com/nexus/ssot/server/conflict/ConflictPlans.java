package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.http.EntityTags;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the plans of all writes of conflicts have in common. Thread-safe. */
@Component
class ConflictPlans {
  private final ConflictTable table;
  private final Access access;

  ConflictPlans(ConflictTable table, Access access) {
    this.table = table;
    this.access = access;
  }

  /** The conflict, locked, for somebody who may settle it, at the revision they demand. */
  StoredConflict lock(UUID id, PlanScope scope) {
    StoredConflict found = table.lock(id).orElseThrow(() -> unknown(id));
    access.require(scope.actor(), Verb.WRITE, ObjectKind.CONFLICT, found.contextKey());
    Conflict conflict = found.conflict();
    EntityTags.require(scope.ifMatch(), conflict.id(), conflict.revision());
    return found;
  }

  static Fault unknown(UUID id) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no conflict " + id);
  }

  /** Somebody, or the end of what contradicted each other, was faster. */
  static Fault settled(Conflict conflict) {
    return Fault.of(
        FaultCode.SETTLED,
        "The conflict about '" + conflict.alias() + "' is settled: " + conflict.resolution());
  }

  /** The id in a conflict as changes keep it. */
  static UUID idIn(JsonNode conflict) {
    return UUID.fromString(conflict.path("id").asString());
  }

  /** The key of the context in a conflict as changes keep it. */
  static @Nullable String contextIn(JsonNode conflict) {
    String context = textIn(conflict, "context");
    return context == null ? null : Name.of(context).key();
  }

  /** A text in a conflict as changes keep it; null for none. */
  static @Nullable String textIn(JsonNode conflict, String field) {
    return conflict.path(field).isString() ? conflict.path(field).asString() : null;
  }

  /** A conflict that stays as it is where both are the same. */
  static Planned planned(StoredConflict before, StoredConflict after) {
    Conflict conflict = after.conflict();
    return new Planned(
        "conflict",
        conflict.id(),
        conflict.alias(),
        conflict.context(),
        after.contextKey(),
        before.conflict().revision(),
        conflict.revision(),
        Json.tree(before.conflict()),
        Json.tree(conflict),
        writes -> ConflictTable.update(conflict, writes));
  }
}
