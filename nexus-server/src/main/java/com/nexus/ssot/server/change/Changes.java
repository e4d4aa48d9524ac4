package com.nexus.ssot.server.change;

import java.util.function.Function;

/** The only way anything governed is written. Thread-safe. */
public final class Changes {
  private final Function<Proposal, Outcome> engine;

  Changes(Function<Proposal, Outcome> engine) {
    this.engine = engine;
  }

  /**
   * Checks a proposal, stores it, and applies it at once where policy asks nobody; else it waits
   * for people. One transaction, with its audit events as the last statements.
   */
  public Outcome propose(Proposal proposal) {
    return engine.apply(proposal);
  }
}
