package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditEvent.Result;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.token.FamilyTable.Family;
import com.nexus.ssot.server.identity.token.FamilyTable.Refresh;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Logins that outlive a token: each gives a new access token for its refresh token, once, until it
 * ends. Thread-safe.
 */
@Component
final class TokenLogins {
  static final String REFRESH = "refresh_token";

  /** How long a login lasts, however often it is refreshed. */
  static final Duration LIFE = Duration.ofHours(24);

  /** How long it matters that a family ended: as long as a token of it may live. */
  private static final Duration AFTERWARDS = Duration.ofHours(25);

  private final FamilyTable table;
  private final RevocationTable revocations;
  private final TokenMaker maker;
  private final TokenLog log;
  private final Callers callers;
  private final FirstStart first;
  private final Transactions transactions;
  private final InstantSource clock;

  TokenLogins(
      FamilyTable table,
      RevocationTable revocations,
      TokenMaker maker,
      TokenLog log,
      Callers callers,
      FirstStart first,
      Transactions transactions,
      InstantSource clock) {
    this.table = table;
    this.revocations = revocations;
    this.maker = maker;
    this.log = log;
    this.callers = callers;
    this.first = first;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Begins a login in the running transaction, which writes nothing afterwards. */
  TokenAnswer begin(Writes writes, Actor person, String grant, Set<TokenScope> scopes) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Family family =
        new Family(
            Ids.at(now),
            person.principalId(),
            scopes,
            person.credential().contexts(),
            List.of(),
            person.credential().authenticatedAt(),
            now,
            now.plus(LIFE),
            null);
    table.insert(writes, family);
    return next(writes, family, person, grant, scopes);
  }

  private TokenAnswer next(
      Writes writes, Family family, Actor actor, String grant, Set<TokenScope> scopes) {
    String refresh = Opaque.make(Opaque.REFRESH);
    table.insertToken(writes, Opaque.hash(refresh), family);
    TokenMaker.Made made =
        maker.make(
            writes,
            new TokenMaker.Order(
                actor,
                null,
                grant,
                scopes,
                family.contexts(),
                List.of(AccessToken.FAMILY + family.id()),
                family.expiresAt(),
                family.authenticatedAt()));
    return maker.answer(made, refresh, null);
  }

  /** What came of an attempt; what is refused may have been written down. */
  private record Attempt(@Nullable TokenAnswer answer, @Nullable AuditEvent event) {}

  /** The next token of a login. A refresh token that comes again was stolen: all of it ends. */
  TokenAnswer refresh(TokenForm form, Actor.Origin origin) {
    byte[] sha256 = Opaque.hash(form.need(REFRESH));
    Attempt attempt =
        transactions.write(writes -> {
          Refresh found = table.lock(sha256).orElseThrow(TokenLogins::over);
          Family family = found.family();
          if (family.endedAt() != null || !clock.instant().isBefore(family.expiresAt())) {
            throw over();
          }
          if (found.used()) {
            return new Attempt(null, end(writes, family, "token.reuse", Result.DENIED, origin));
          }
          table.used(writes, sha256, clock.instant());
          Actor actor = actor(family, origin).orElseThrow(TokenLogins::over);
          return new Attempt(next(writes, family, actor, REFRESH, narrowed(form, family)), null);
        });
    if (attempt.event() != null) {
      log.committed(attempt.event());
    } else {
      log.committed();
    }
    if (attempt.answer() == null) {
      throw over();
    }
    return attempt.answer();
  }

  private static Set<TokenScope> narrowed(TokenForm form, Family family) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    scopes.addAll(form.scopes());
    scopes.retainAll(family.scopes());
    return scopes;
  }

  /** Ends the login that a refresh token belongs to; nothing when it belongs to none. */
  void revoke(String refreshToken, Actor.Origin origin) {
    Optional<AuditEvent> event =
        transactions.write(writes ->
            table
                .lock(Opaque.hash(refreshToken))
                .map(Refresh::family)
                .filter(family -> family.endedAt() == null)
                .map(family -> end(writes, family, "token.revoke", Result.SUCCESS, origin)));
    event.ifPresent(log::committed);
  }

  private AuditEvent end(
      Writes writes, Family family, String action, Result result, Actor.Origin origin) {
    Instant now = clock.instant();
    Instant until = now.plus(AFTERWARDS).truncatedTo(ChronoUnit.SECONDS);
    table.end(writes, family.id(), now);
    revocations.revoke(writes, family.id(), until, now);
    AuditEvent event = TokenLog.revoked(action, result, family.id(), until);
    log.write(writes, actor(family, origin).orElseGet(first::server), now, event);
    return event;
  }

  private Optional<Actor> actor(Family family, Actor.Origin origin) {
    return callers.actor(
        family.principalId(),
        new Actor.Credential(
            "token:" + family.id(),
            TokenScope.verbs(family.scopes()),
            family.contexts(),
            family.authenticatedAt()),
        origin);
  }

  private static TokenRefusal over() {
    return new TokenRefusal(Word.INVALID_GRANT, "The refresh token is not valid; sign in again.");
  }
}
