package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.Actor;
import java.util.Optional;

/** Knows whom bearer tokens stand for that are no API keys. */
public interface BearerTokens {

  /** Who a token stands for; empty when it is unknown, wrong, revoked or expired. */
  Optional<Actor> actorOf(String token, Actor.Origin origin);
}
