package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The changes there were, as far as a caller may see them. Thread-safe. */
@Component
final class ChangeArchive {
  private final ChangeTable table;
  private final Access access;

  ChangeArchive(ChangeTable table, Access access) {
    this.table = table;
    this.access = access;
  }

  /**
   * A change by its id.
   *
   * @throws Fault {@code NOT_FOUND}, also when it touches a context that the actor does not reach,
   *     or a key and the actor does not manage keys
   */
  StoredChange find(UUID id, Actor actor) {
    return table
        .find(id)
        .filter(stored -> stored.contexts().stream().allMatch(actor::reaches))
        .filter(stored -> managesKeys(actor) || !touchesKeys(stored.change()))
        .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There is no change " + id + "."));
  }

  /**
   * Changes that a caller may see, newest first.
   *
   * @param before only changes older than this one; null for the newest
   */
  List<Change> list(Actor actor, @Nullable ChangeState state, @Nullable UUID before, int limit) {
    Set<String> contexts = actor.contexts().contains("*") ? null : actor.contexts();
    return table.list(state, contexts, managesKeys(actor), before, limit).stream()
        .map(StoredChange::change)
        .toList();
  }

  /** A change of a key shows whose it is and what it may do, as the list of keys does. */
  private boolean managesKeys(Actor actor) {
    return access.allows(actor, Verb.ADMIN, "key", null);
  }

  private static boolean touchesKeys(Change change) {
    return change.operations().stream()
        .anyMatch(operation -> operation.objectType().equals(ChangeTable.KEY));
  }
}
