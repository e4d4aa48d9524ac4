package com.nexus.ssot.server.base;

import org.jspecify.annotations.Nullable;

/** A part of the server that can say how it is, such as the database or the snapshot. */
public interface HealthComponent {

  /** The part's name, such as {@code database}. */
  String name();

  /** How it is now. Must answer within two seconds and never throw. */
  Health health();

  /** Whether the server is not ready while this part is down. */
  default boolean neededToBeReady() {
    return true;
  }

  /** From good to bad. */
  enum State {
    OK,
    DEGRADED,
    DOWN
  }

  /**
   * How a part is.
   *
   * @param detail one sentence for those who run the server; no secrets and no addresses
   */
  record Health(State state, @Nullable String detail) {

    /** All is well. */
    public static Health ok() {
      return new Health(State.OK, null);
    }

    /** It works, but not as it should. */
    public static Health degraded(String detail) {
      return new Health(State.DEGRADED, detail);
    }

    /** It does not work. */
    public static Health down(String detail) {
      return new Health(State.DOWN, detail);
    }
  }
}
