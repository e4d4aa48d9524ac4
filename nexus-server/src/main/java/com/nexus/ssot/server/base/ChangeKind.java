package com.nexus.ssot.server.base;

import java.util.Set;

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
   * Checks a body against the rules and the current state, locks what it will write, and says what
   * will happen. Runs inside the transaction that applies it; reads see earlier operations of the
   * same change. Nothing is written here.
   *
   * @throws com.nexus.ssot.model.fault.Fault with every cause, when it cannot be done
   */
  Planned plan(B body, PlanScope scope);
}
