package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.server.change.Operation;
import java.util.List;

/**
 * What importing a document takes.
 *
 * @param label of the version the document is or becomes
 * @param state what becomes of the anchor
 * @param operations for anchor, version, service and endpoints; empty when nothing changes
 * @param aliases for aliases
 */
record OpenApiPlan(
    String anchorId,
    String label,
    State state,
    List<Operation> operations,
    List<Operation> aliases,
    Rows rows,
    List<String> warnings) {}
