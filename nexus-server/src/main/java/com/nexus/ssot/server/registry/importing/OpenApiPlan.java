package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.server.change.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What importing a document takes.
 *
 * @param label of the version the document is or becomes
 * @param state what becomes of the anchor
 * @param operations for anchor, version, service and endpoints; empty when nothing changes
 * @param aliases for aliases
 * @param compatibility of the version with those before; null where there is no new one
 */
record OpenApiPlan(
    String anchorId,
    String label,
    State state,
    List<Operation> operations,
    List<Operation> aliases,
    Rows rows,
    List<String> warnings,
    @Nullable Compatibility compatibility) {

  /** Whether people will be asked about the version, and with it about everything. */
  boolean breaks() {
    return compatibility != null
        && compatibility.level() != CompatibilityLevel.NONE
        && compatibility.outcome() == Compatibility.Outcome.INCOMPATIBLE;
  }
}
