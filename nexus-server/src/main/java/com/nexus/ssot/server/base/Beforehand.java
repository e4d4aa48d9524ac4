package com.nexus.ssot.server.base;

/**
 * Thrown by a plan that needs something that takes long to work out. The transaction ends, so that
 * nobody waits for its locks; the work is done; and the plan is made again, which finds the result.
 */
public final class Beforehand extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Runnable work;

  /**
   * @param work keeps its result where the next plan looks for it; may throw a {@link
   *     com.nexus.ssot.model.fault.Fault}
   */
  public Beforehand(Runnable work) {
    super("this has to be worked out first", null, false, false);
    this.work = work;
  }

  /** Does the work. */
  public void work() {
    work.run();
  }
}
