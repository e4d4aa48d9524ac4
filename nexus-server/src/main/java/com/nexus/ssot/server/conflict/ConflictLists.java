package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.registry.Keyset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Conflicts, with nothing in them that the caller may not see. Thread-safe. */
@Component
class ConflictLists {
  private final ConflictTable table;
  private final Access access;
  private final Cursors cursors;

  ConflictLists(ConflictTable table, Access access, Cursors cursors) {
    this.table = table;
    this.access = access;
    this.cursors = cursors;
  }

  Page<Conflict> page(Actor actor, ConflictQuery query) {
    String context = query.context() == null ? null : Name.of(query.context()).key();
    Keyset keyset =
        new Keyset(query.page(), "c.detected_at", "timestamptz", "c.id")
            .where("c.state = :state", "state", query.state() == null ? null : query.state().name())
            .where("c.type = :type", "type", query.type() == null ? null : query.type().name())
            .where("c.context_key = :context", "context", context)
            .where("c.owner = :owner", "owner", query.owner());
    String fingerprint = keyset.fingerprint("conflicts");
    keyset.from(cursors, "conflicts");
    if (context != null) {
      access.require(actor, Verb.READ, ObjectKind.CONFLICT, context);
    } else {
      addVisible(keyset, access.reach(actor, Verb.READ, ObjectKind.CONFLICT));
    }
    List<Conflict> rows = table.list(keyset);
    Long total = query.page().count() ? table.count(keyset) : null;
    return cursors.page(
        query.page(), fingerprint, rows, row -> List.of(row.detectedAt(), row.id()), total);
  }

  private static void addVisible(Keyset keyset, Reach reach) {
    if (!reach.isEverything()) {
      String named = "c.context_key = any(cast(:named as text[]))";
      keyset.where(
          "(c.context_key is null or " + (reach.all() ? "not " : "") + named + ")",
          "named",
          reach.named().toArray(String[]::new));
    }
  }

  /**
   * A conflict that the caller may see.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code NOT_FOUND}, also where they may not
   */
  StoredConflict find(Actor actor, UUID id) {
    return table
        .find(id)
        .filter(found -> access.allows(actor, Verb.READ, ObjectKind.CONFLICT, found.contextKey()))
        .orElseThrow(() -> ConflictPlans.unknown(id));
  }

  /** Whether the caller may see a side of a conflict. */
  boolean shows(Actor actor, ConflictClaim claim) {
    String context = StoredConflict.contextKey(claim);
    return context == null || access.allows(actor, Verb.READ, ObjectKind.ALIAS, context);
  }
}
