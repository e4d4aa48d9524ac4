package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks {@link Changes} for: one or more operations that happen together or not at
 * all.
 *
 * @param idempotencyKey the caller's own name for the request; the same key with the same
 *     operations gives the same answer and happens once
 * @param dryRun whether everything is checked and nothing is stored
 */
public record Proposal(
    Actor actor,
    List<Operation> operations,
    @Nullable String description,
    @Nullable String justification,
    @Nullable String idempotencyKey,
    boolean dryRun) {

  /** A proposal of one operation. */
  public static Proposal of(Actor actor, Operation operation) {
    return new Proposal(actor, List.of(operation), null, null, null, false);
  }
}
