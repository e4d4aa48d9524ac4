package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RequestKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks {@link Changes} for: one or more operations that happen together or not at
 * all.
 *
 * @param idempotencyKey the caller's own name for the request; the same key with the same
 *     operations gives the same answer and happens once, as long as the caller may still ask
 * @param dryRun whether everything is checked and nothing is stored
 * @param stated what the caller says about author and time; kept when cleaned and cut, never
 *     trusted
 * @param terms how and when it is to take effect
 */
public record Proposal(
    Actor actor,
    List<Operation> operations,
    @Nullable String description,
    @Nullable String justification,
    @Nullable RequestKey idempotencyKey,
    boolean dryRun,
    Map<String, String> stated,
    Terms terms) {

  /** A proposal that takes effect as soon as it is approved. */
  public Proposal(
      Actor actor,
      List<Operation> operations,
      @Nullable String description,
      @Nullable String justification,
      @Nullable RequestKey idempotencyKey,
      boolean dryRun,
      Map<String, String> stated) {
    this(
        actor, operations, description, justification, idempotencyKey, dryRun, stated, Terms.USUAL);
  }

  /** A proposal whose caller states nothing about author and time. */
  public Proposal(
      Actor actor,
      List<Operation> operations,
      @Nullable String description,
      @Nullable String justification,
      @Nullable RequestKey idempotencyKey,
      boolean dryRun) {
    this(actor, operations, description, justification, idempotencyKey, dryRun, Map.of());
  }

  public Proposal {
    operations = List.copyOf(operations);
    stated = Map.copyOf(stated);
  }

  /** A proposal of one operation. */
  public static Proposal of(Actor actor, Operation operation) {
    return new Proposal(actor, List.of(operation), null, null, null, false);
  }
}
