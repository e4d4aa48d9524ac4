package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The changes there were, as far as a caller may see them. Thread-safe. */
@Component
public final class ChangeArchive {
  /** What shows whose keys there are and what they may do, as the list of keys does. */
  private static final Set<String> OF_KEYS = Set.of("api_key");

  /** What shows who people are. */
  private static final Set<String> OF_PEOPLE = Set.of("principal", "user");

  /** What stands in no context and is not for those who reach only some. */
  private static final Set<String> OF_ALL =
      Set.of("api_key", "governance", "principal", "user", "team", "role");

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
   *     or something else that the actor may not see
   */
  StoredChange find(UUID id, Actor actor) {
    return visible(id, actor)
        .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There is no change " + id + "."));
  }

  /** Whether a caller may see a change. */
  public boolean shows(UUID id, Actor actor) {
    return access.allows(actor, Verb.READ, ObjectKind.PROPOSAL, null)
        && visible(id, actor).isPresent();
  }

  private Optional<StoredChange> visible(UUID id, Actor actor) {
    Reach reach = reach(actor);
    return table
        .find(id)
        .filter(stored -> stored.contexts().stream().allMatch(reach::has))
        .filter(stored -> !touches(stored.change(), hidden(actor)));
  }

  /** Changes that the actor may see, newest first. */
  List<Change> list(Actor actor, ChangeTable.Wanted wanted, int limit) {
    Reach reach = reach(actor);
    return table.list(wanted, reach, hidden(actor), limit).stream()
        .map(StoredChange::change)
        .toList();
  }

  /** Where the actor may read both proposals and what they are about. */
  private Reach reach(Actor actor) {
    return access
        .reach(actor, Verb.READ, ObjectKind.PROPOSAL)
        .and(access.reach(actor, Verb.READ, ObjectKind.ALIAS));
  }

  /** Types of objects whose changes the actor may not see. */
  private Set<String> hidden(Actor actor) {
    if (!reach(actor).isEverything()) {
      return OF_ALL;
    }
    Set<String> hidden = new HashSet<>();
    if (!access.allows(actor, Verb.READ, ObjectKind.POLICY, null)) {
      hidden.add("governance");
    }
    if (!access.allows(actor, Verb.READ, ObjectKind.ROLE, null)) {
      hidden.addAll(Set.of("team", "role"));
    }
    if (!access.allows(actor, Verb.ADMIN, ObjectKind.KEY, null)) {
      hidden.addAll(OF_KEYS);
    }
    if (!access.allows(actor, Verb.ADMIN, ObjectKind.ROLE, null)) {
      hidden.addAll(OF_PEOPLE);
    }
    return hidden;
  }

  private static boolean touches(Change change, Set<String> types) {
    return change.operations().stream()
        .anyMatch(operation -> types.contains(operation.objectType()));
  }
}
