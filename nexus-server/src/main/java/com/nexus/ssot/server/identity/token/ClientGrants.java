package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.KeyEntry;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tokens for whoever shows an API key: for themselves, or for a person. Thread-safe. */
@Component
final class ClientGrants {
  static final String CLIENT_CREDENTIALS = "client_credentials";
  static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

  private static final String KEY = "key:";

  private final Callers callers;
  private final JwtBearer bearer;
  private final TokenMaker maker;
  private final TokenLog log;
  private final Transactions transactions;

  ClientGrants(
      Callers callers,
      JwtBearer bearer,
      TokenMaker maker,
      TokenLog log,
      Transactions transactions) {
    this.callers = callers;
    this.bearer = bearer;
    this.maker = maker;
    this.log = log;
    this.transactions = transactions;
  }

  /** Somebody with the key they showed. */
  private record Client(Actor actor, KeyEntry key) {}

  /** A token that is no wider than the key. */
  TokenAnswer credentials(TokenForm form, @Nullable Actor caller, Actor.Origin origin) {
    Client client = client(form, caller, origin);
    Actor.Credential credential = client.actor().credential();
    return make(
        new TokenMaker.Order(
            client.actor(),
            null,
            CLIENT_CREDENTIALS,
            TokenMaker.within(form.scopes(), credential),
            credential.contexts(),
            List.of(KEY + client.key().id()),
            client.key().expiresAt(),
            null),
        null);
  }

  /** A token with which an agent acts for a person: what both may, as long as both may. */
  TokenAnswer exchange(TokenForm form, @Nullable Actor caller, Actor.Origin origin) {
    Client client = client(form, caller, origin);
    if (client.actor().kind() != PrincipalKind.AGENT) {
      throw new TokenRefusal(Word.INVALID_CLIENT, "Only an agent acts for a person.");
    }
    AccessToken subject = subject(form);
    Actor.Credential credential = client.actor().credential();
    Set<TokenScope> scopes = TokenMaker.within(form.scopes(), credential);
    scopes.retainAll(subject.scopes());
    List<String> sources = new ArrayList<>(subject.sources());
    sources.add(AccessToken.TOKEN + subject.id());
    sources.add(KEY + client.key().id());
    Actor acting =
        callers
            .agentFor(client.actor().principalId(), subject.principalId(), credential, origin)
            .orElseThrow(ClientGrants::nobody);
    return make(
        new TokenMaker.Order(
            acting,
            subject.principalId(),
            EXCHANGE,
            scopes,
            TokenMaker.common(subject.contexts(), credential.contexts()),
            sources,
            earlier(subject.expiresAt(), client.key().expiresAt()),
            null),
        ACCESS_TOKEN_TYPE);
  }

  private AccessToken subject(TokenForm form) {
    if (!form.need("subject_token_type").equals(ACCESS_TOKEN_TYPE)
        || form.get("actor_token").isPresent()) {
      throw new TokenRefusal(
          Word.INVALID_REQUEST,
          "The subject_token is an access token of a person, and the agent shows its key.");
    }
    return bearer
        .own(form.need("subject_token"))
        .filter(token -> token.kind() == PrincipalKind.HUMAN && token.agentId() == null)
        .orElseThrow(ClientGrants::nobody);
  }

  private static TokenRefusal nobody() {
    return new TokenRefusal(
        Word.INVALID_GRANT, "The subject_token is no valid access token of a person.");
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private TokenAnswer make(TokenMaker.Order order, @Nullable String type) {
    if (order.contexts().isEmpty()) {
      throw new TokenRefusal(Word.INVALID_SCOPE, "The token would reach no context.");
    }
    TokenMaker.Made made = transactions.write(writes -> maker.make(writes, order));
    log.committed();
    return maker.answer(made, null, type);
  }

  private Client client(TokenForm form, @Nullable Actor caller, Actor.Origin origin) {
    Optional<String> secret = form.get("client_secret");
    if (secret.isPresent() && caller != null) {
      throw new TokenRefusal(
          Word.INVALID_REQUEST, "Send the key as client_secret or as bearer, not both.");
    }
    Actor actor =
        secret.isPresent()
            // Files of keys end with a line break.
            ? ApiKey.parse(secret.get().strip())
                .flatMap(key -> callers.authenticate(key, origin))
                .orElse(null)
            : caller;
    if (actor == null || !actor.via().startsWith(KEY)) {
      throw notKnown();
    }
    KeyEntry key =
        callers.usableKey(actor.via().substring(KEY.length())).orElseThrow(ClientGrants::notKnown);
    requireSame(form, key, actor.principalId());
    return new Client(actor, key);
  }

  /** Who says who they are must be right about it. */
  private static void requireSame(TokenForm form, KeyEntry key, UUID principalId) {
    Optional<String> id = form.get("client_id");
    if (id.isPresent() && !id.get().equals(key.id()) && !id.get().equals(principalId.toString())) {
      throw notKnown();
    }
  }

  private static TokenRefusal notKnown() {
    return new TokenRefusal(
        Word.INVALID_CLIENT, "Send a valid API key as client_secret or as bearer.");
  }
}
