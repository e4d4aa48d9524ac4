package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Actor;
import java.time.Instant;

/**
 * A session that was opened or renewed.
 *
 * @param cookie the value that opens it; told once
 * @param actor who it stands for
 * @param endsAt when it ends if nobody uses it
 */
public record Opened(String cookie, Actor actor, Instant endsAt) {

  @Override
  public String toString() {
    return "Opened[" + actor.via() + "]";
  }
}
