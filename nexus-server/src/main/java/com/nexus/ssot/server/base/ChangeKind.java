package com.nexus.ssot.server.base;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One governed write, such as creating an alias. Engines know only this; features implement it
 * beside their tables, and Spring gathers the implementations.
 *
 * @param <B> the body: what the caller asks for
 */
public interface ChangeKind<B> {

  /** The stable name, {@code <object>.<verb>}, at most 50 characters; also the audit action. */
  String name();

  /** The record that bodies are read into. */
  Class<B> body();

  /**
   * Keys of the contexts that a body touches, found without reading anything; empty for objects
   * without one. They are locked, shared, before anything is planned. A kind that cannot tell may
   * leave this out: its plan is then made a second time, with the context locked that the first one
   * named.
   */
  default Set<String> contextKeys(B body) {
    return Set.of();
  }

  /**
   * Fields of the object that follow from when it is written or are worked out from other objects,
   * besides ids and times of writing: what they become is no part of what people approve.
   */
  default Set<String> moving(B body) {
    return Set.of();
  }

  /**
   * What takes such an operation back, done in this order; empty when nothing can.
   *
   * @param before the whole object before, as the API shows it; null when it was new
   * @param after the whole object afterwards; null when nothing was left
   */
  default List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return List.of();
  }

  /**
   * An operation that takes another back.
   *
   * @param kind name of its kind
   * @param body of that kind's body type
   */
  record Inverse(String kind, Object body) {}

  /**
   * Checks a body against the rules and the current state, locks what it will write, and says what
   * will happen. Runs inside the transaction that applies it; reads see earlier operations of the
   * same change. Nothing is written here, and what takes long is left to {@link Beforehand}.
   *
   * @throws com.nexus.ssot.model.fault.Fault with every cause, when it cannot be done
   */
  Planned plan(B body, PlanScope scope);
}
