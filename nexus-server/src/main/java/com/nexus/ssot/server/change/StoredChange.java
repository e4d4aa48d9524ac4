package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change as it is stored.
 *
 * @param change without what people said of it
 * @param onBehalfOf whom the agent acted for that proposed it; null for everybody else
 * @param author who wrote what it does now
 * @param byAgent whether an agent wrote any of it
 * @param version counts every write of the change
 * @param operations canonical JSON of its operations, in the form of {@link Digests}
 * @param contexts keys of the contexts it touches
 * @param stated what the caller says about author and time
 */
record StoredChange(
    Change change,
    UUID proposedBy,
    @Nullable UUID onBehalfOf,
    UUID author,
    boolean byAgent,
    @Nullable UUID appliedBy,
    int version,
    String operations,
    String policyVersion,
    Set<String> contexts,
    Map<String, String> stated) {

  UUID id() {
    return change.id();
  }

  ChangeState state() {
    return change.state();
  }
}
