package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes access tokens, each with its event in the log. Thread-safe. */
@Component
final class TokenMaker {
  private static final String EVERYWHERE = "*";

  private final OwnTokens tokens;
  private final TokenLog log;
  private final InstantSource clock;
  private final Duration life;

  TokenMaker(OwnTokens tokens, TokenLog log, InstantSource clock, ServerSettings settings) {
    this.tokens = tokens;
    this.log = log;
    this.clock = clock;
    this.life = settings.tokens().life();
  }

  /**
   * What a token is to be.
   *
   * @param actor who will act with it
   * @param personId whom the token stands for where an agent acts for somebody; else null
   * @param grant by which grant it is asked for
   * @param latest when it ends at the latest; null when nothing says so
   */
  record Order(
      Actor actor,
      @Nullable UUID personId,
      String grant,
      Set<TokenScope> scopes,
      Set<String> contexts,
      List<String> sources,
      @Nullable Instant latest,
      @Nullable Instant authenticatedAt) {}

  /** A token with what is answered besides. */
  record Made(String text, AccessToken token) {}

  /** Makes a token in the running transaction; its event is the last statement of it. */
  Made make(Writes writes, Order order) {
    Instant now = clock.instant();
    AccessToken token = token(order, now.truncatedTo(ChronoUnit.SECONDS));
    log.write(
        writes,
        order.actor(),
        now,
        AuditEvent.done(
            "token.issue",
            new AuditEvent.Target("token", token.id(), token.id().toString(), null, 1),
            Json.tree(
                new Issued(
                    token.id(),
                    order.grant(),
                    TokenScope.text(token.scopes()),
                    token.contexts().stream().sorted().toList(),
                    token.expiresAt()))));
    return new Made(tokens.text(token), token);
  }

  /** What the log keeps of a token. */
  record Issued(UUID id, String grant, String scope, List<String> contexts, Instant expiresAt) {}

  private AccessToken token(Order order, Instant now) {
    if (order.scopes().isEmpty()) {
      throw new TokenRefusal(
          Word.INVALID_SCOPE, "The credential has nothing of what was asked for.");
    }
    Instant end = now.plus(life);
    Instant latest = order.latest();
    Actor actor = order.actor();
    UUID person = order.personId();
    return new AccessToken(
        Ids.at(clock.instant()),
        person == null ? actor.principalId() : person,
        person == null ? actor.kind() : PrincipalKind.HUMAN,
        person == null ? null : actor.principalId(),
        order.scopes(),
        order.contexts(),
        order.sources(),
        now,
        latest != null && latest.isBefore(end) ? latest.truncatedTo(ChronoUnit.SECONDS) : end,
        order.authenticatedAt());
  }

  /** The answer that carries a token. */
  TokenAnswer answer(Made made, @Nullable String refreshToken, @Nullable String type) {
    AccessToken token = made.token();
    return new TokenAnswer(
        made.text(),
        "Bearer",
        Duration.between(token.issuedAt(), token.expiresAt()).toSeconds(),
        TokenScope.text(token.scopes()),
        refreshToken,
        type);
  }

  /** The scopes that are asked for and that a credential has something of. */
  static Set<TokenScope> within(Set<TokenScope> asked, Actor.Credential credential) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    scopes.addAll(asked);
    scopes.retainAll(TokenScope.within(credential.verbs()));
    return scopes;
  }

  /** The contexts that both have. */
  static Set<String> common(Set<String> one, Set<String> other) {
    if (one.contains(EVERYWHERE)) {
      return other;
    }
    Set<String> both = new HashSet<>(one);
    if (!other.contains(EVERYWHERE)) {
      both.retainAll(other);
    }
    return both;
  }
}
