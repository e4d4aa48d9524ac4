package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.Actor;
import java.time.Instant;
import java.util.Optional;

/** Knows whom the cookie of a browser stands for. */
public interface BrowserSessions {

  /** Who a cookie's value stands for; empty when the session is unknown or has ended. */
  Optional<Actor> actorOf(String cookie, Actor.Origin origin);

  /** When the session ends that an actor came by; empty for other credentials. */
  Optional<Instant> endOf(Actor actor);
}
