package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.BearerTokens;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.KeyEntry;
import com.nexus.ssot.server.identity.token.ForeignTokens.Foreign;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Knows whom a JWT stands for: one of ours is verified with our key and nothing else, one of a
 * trusted issuer with the issuer's. Thread-safe.
 */
@Component
public final class JwtBearer implements BearerTokens {
  private static final int LONGEST = 8 << 10;
  private static final String EVERYWHERE = "*";

  private final OwnTokens own;
  private final ForeignTokens foreign;
  private final Identities identities;
  private final Revocations revocations;
  private final Callers callers;
  private final InstantSource clock;

  JwtBearer(
      OwnTokens own,
      ForeignTokens foreign,
      Identities identities,
      Revocations revocations,
      Callers callers,
      InstantSource clock) {
    this.own = own;
    this.foreign = foreign;
    this.identities = identities;
    this.revocations = revocations;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * Who acts with a token.
   *
   * @param allowedFrom where it works from, for each key that it rests on; each must admit the
   *     caller
   * @param expiresAt when it ends at the latest
   */
  public record Verified(Actor actor, List<AllowedFrom> allowedFrom, Instant expiresAt) {}

  @Override
  public Optional<Actor> actorOf(String token, Actor.Origin origin) {
    return verify(token, origin)
        .filter(known ->
            known.allowedFrom().stream()
                .allMatch(keys -> keys.admit(origin.ip(), origin.certificate())))
        .map(Verified::actor);
  }

  /**
   * Who acts with a token; empty when it is unknown, wrong, revoked or expired. Whether it works
   * from where the caller is, is not asked.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code UNAVAILABLE} when that cannot be found out now
   */
  public Optional<Verified> verify(String token, Actor.Origin origin) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      String issuer = jwt.getJWTClaimsSet().getIssuer();
      if (own.issuer().equals(issuer)) {
        return own(jwt).flatMap(said -> actor(said, origin));
      }
      return issuer != null && foreign.trusts(issuer)
          ? foreign.read(jwt, issuer).flatMap(said -> actor(said, origin))
          : Optional.empty();
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a token of ours says that was not revoked. */
  Optional<AccessToken> own(String token) {
    try {
      return token.length() > LONGEST ? Optional.empty() : own(SignedJWT.parse(token));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<AccessToken> own(SignedJWT jwt) {
    return own.read(jwt, clock.instant()).filter(token -> !revocations.hit(token));
  }

  private Optional<Verified> actor(AccessToken token, Actor.Origin origin) {
    Set<Verb> verbs = TokenScope.verbs(token.scopes());
    Set<String> contexts = token.contexts();
    List<AllowedFrom> allowedFrom = new ArrayList<>();
    for (String source : token.sources()) {
      if (source.startsWith(AccessToken.KEY)) {
        Optional<KeyEntry> key = callers.usableKey(source.substring(AccessToken.KEY.length()));
        if (key.isEmpty()) {
          return Optional.empty();
        }
        allowedFrom.add(key.get().allowedFrom());
        verbs.retainAll(key.get().verbs());
        contexts = TokenMaker.common(contexts, new HashSet<>(key.get().contexts()));
      }
    }
    Actor.Credential credential =
        new Actor.Credential("token:" + token.id(), verbs, contexts, token.authenticatedAt());
    UUID agent = token.agentId();
    Optional<Actor> actor =
        agent == null
            ? callers.actor(token.principalId(), credential, origin)
            : callers.agentFor(agent, token.principalId(), credential, origin);
    return actor.map(known -> new Verified(known, List.copyOf(allowedFrom), token.expiresAt()));
  }

  private Optional<Verified> actor(Foreign token, Actor.Origin origin) {
    Set<Verb> verbs = TokenScope.verbs(token.scopes());
    Actor.Credential credential =
        new Actor.Credential("jwt:" + token.name(), verbs, Set.of(EVERYWHERE), null);
    return identities
        .principalOf(token.issuer(), token.subject())
        .filter(principal -> !revocations.isBelow(principal, token.issuedAt()))
        .flatMap(principal -> callers.actor(principal, credential, origin))
        .map(actor -> new Verified(actor, List.of(), token.expiresAt()));
  }
}
