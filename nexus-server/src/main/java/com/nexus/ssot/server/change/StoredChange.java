package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A change as it is stored.
 *
 * @param operations canonical JSON of its operations, in the form of {@link Digests}
 * @param contexts keys of the contexts it touches
 * @param stated what the caller says about author and time
 */
record StoredChange(
    Change change,
    UUID proposedBy,
    String operations,
    String policyVersion,
    Set<String> contexts,
    Map<String, String> stated) {}
