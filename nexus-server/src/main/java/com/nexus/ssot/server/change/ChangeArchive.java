package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The changes there were, as far as a caller may see them. Thread-safe. */
@Component
final class ChangeArchive {
  private final ChangeTable table;

  ChangeArchive(ChangeTable table) {
    this.table = table;
  }

  /**
   * A change by its id.
   *
   * @throws Fault {@code NOT_FOUND}, also when it touches a context that the actor does not reach
   */
  StoredChange find(UUID id, Actor actor) {
    return table
        .find(id)
        .filter(stored -> stored.contexts().stream().allMatch(actor::reaches))
        .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There is no change " + id + "."));
  }

  /**
   * Changes, newest first.
   *
   * @param contexts only changes that touch no other contexts than these; null for all
   * @param before only changes older than this one; null for the newest
   */
  List<Change> list(
      @Nullable ChangeState state,
      @Nullable Collection<String> contexts,
      @Nullable UUID before,
      int limit) {
    return table.list(state, contexts, before, limit).stream().map(StoredChange::change).toList();
  }
}
