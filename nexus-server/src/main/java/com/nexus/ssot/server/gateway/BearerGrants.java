package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.TokenCheck;
import com.nexus.ssot.gateway.TokenGrant;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.token.JwtBearer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the data plane what a token allows there. Thread-safe. */
@Component
final class BearerGrants implements TokenCheck {
  private final JwtBearer bearer;
  private final Callers callers;

  BearerGrants(JwtBearer bearer, Callers callers) {
    this.bearer = bearer;
    this.callers = callers;
  }

  @Override
  public @Nullable TokenGrant grantOf(String token) {
    return bearer
        .verify(token, Actor.Origin.INTERNAL)
        .map(verified ->
            new TokenGrant(
                verified.actor().principalId(),
                callers.reach(verified.actor(), Verb.READ, ObjectKind.ALIAS),
                verified.allowedFrom(),
                verified.expiresAt()))
        .orElse(null);
  }
}
