package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import java.time.Instant;
import java.util.List;

/** What only a person does who has just shown that they are there. */
public final class RecentLogin {
  private static final String SESSION = "session:";

  private RecentLogin() {}

  /**
   * Refuses everybody else.
   *
   * @throws Fault {@code HUMAN_REQUIRED} for who came otherwise than by a session, {@code
   *     STEP_UP_REQUIRED} when the last proof is too old, or nobody says when it was
   */
  public static void require(Actor actor, Instant now) {
    Instant at = actor.credential().authenticatedAt();
    if (actor.kind() != PrincipalKind.HUMAN || !actor.via().startsWith(SESSION) || at == null) {
      throw Fault.of(
          FaultCode.HUMAN_REQUIRED,
          "Only a person who signed in can do this.",
          List.of(Cause.of("Keys, services and agents never do this.", "Sign in as a person.")));
    }
    if (at.plus(Authority.STEP_UP_AGE).isBefore(now)) {
      throw Fault.of(
          FaultCode.STEP_UP_REQUIRED,
          "The last login is too long ago for this.",
          List.of(Cause.of("It must be you who is there.", Authority.STEP_UP_REMEDY)));
    }
  }
}
