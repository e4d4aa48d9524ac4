package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.Actor;
import java.util.Optional;

/** Knows whom a bearer token stands for that is no API key. */
public interface BearerTokens {

  /** Who acts with a token; empty when it is unknown, wrong, revoked or expired. */
  Optional<Actor> actorOf(String token, Actor.Origin origin);
}
