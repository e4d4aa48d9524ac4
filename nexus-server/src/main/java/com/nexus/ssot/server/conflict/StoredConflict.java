package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conflict as it is stored.
 *
 * @param contextKey key of its context; null where it stands in none
 * @param claimed what makes it this conflict and no other
 */
record StoredConflict(
    Conflict conflict, @Nullable String contextKey, String claimed, List<ConflictClaim> claims) {

  ConflictClaim first() {
    return claims.getFirst();
  }

  ConflictClaim second() {
    return claims.getLast();
  }

  boolean isOpen() {
    return conflict.state() == ConflictState.OPEN;
  }

  /** The same once it is settled. */
  StoredConflict settled(
      ConflictState state, String resolution, Instant at, UUID by, @Nullable UUID changeId) {
    return with(state, conflict.owner(), resolution, at, at, by.toString(), changeId);
  }

  /** The same, open again. */
  StoredConflict open(Instant at, UUID changeId) {
    return with(ConflictState.OPEN, conflict.owner(), null, at, null, null, changeId);
  }

  /** The same, looked after by somebody else. */
  StoredConflict ownedBy(@Nullable String owner, Instant at, UUID changeId) {
    return with(
        conflict.state(),
        owner,
        conflict.resolution(),
        at,
        conflict.resolvedAt(),
        conflict.resolvedBy(),
        changeId);
  }

  private StoredConflict with(
      ConflictState state,
      @Nullable String owner,
      @Nullable String resolution,
      Instant updatedAt,
      @Nullable Instant resolvedAt,
      @Nullable String resolvedBy,
      @Nullable UUID changeId) {
    Conflict next =
        new Conflict(
            conflict.id(),
            conflict.type(),
            conflict.context(),
            conflict.alias(),
            state,
            owner,
            conflict.detectedAt(),
            updatedAt.isBefore(conflict.updatedAt()) ? conflict.updatedAt() : updatedAt,
            conflict.revision() + 1,
            resolution,
            resolvedAt,
            resolvedBy,
            changeId);
    return new StoredConflict(next, contextKey, claimed, claims);
  }

  /** What the log says of the server's own finding; both sides are told there. */
  AuditEvent found() {
    return AuditEvent.done("conflict.detect", target(), tree());
  }

  /** What the log says when it ended by itself. */
  AuditEvent gone(StoredConflict before) {
    return new AuditEvent(
        "conflict.resolve",
        AuditEvent.Result.SUCCESS,
        null,
        target(),
        before.tree(),
        tree(),
        null,
        null);
  }

  private ObjectNode tree() {
    ObjectNode tree = (ObjectNode) Json.tree(conflict);
    tree.set("claims", Json.tree(claims));
    return tree;
  }

  private AuditEvent.Target target() {
    return new AuditEvent.Target(
        "conflict", conflict.id(), conflict.alias(), conflict.context(), conflict.revision());
  }

  /** Key of the context that a side stands in; null for none. */
  static @Nullable String contextKey(ConflictClaim claim) {
    return claim.context() == null ? null : Name.of(claim.context()).key();
  }
}
