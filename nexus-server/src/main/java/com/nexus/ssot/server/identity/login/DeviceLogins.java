package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Actor;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Programs without a browser that wait for a person to let them in by a code they show. */
public interface DeviceLogins {

  /** The program that shows a code; empty when none waits with it. */
  Optional<Pending> find(String userCode);

  /**
   * Lets the program act for a person who signed in.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code NOT_FOUND} when none waits with the code
   */
  void confirm(String userCode, Actor actor);

  /** Turns the program away. */
  void deny(String userCode, Actor actor);

  /**
   * A program that waits.
   *
   * @param userCode the code it shows
   * @param client what it calls itself
   * @param ip where it asked from
   */
  record Pending(String userCode, String client, @Nullable String ip, Instant askedAt) {}
}
