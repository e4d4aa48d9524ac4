package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditEvent.Result;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.TokenEnds;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends tokens before their time, on all servers. Thread-safe. */
@Component
public final class TokenEnd implements TokenEnds {
  private final JwtBearer bearer;
  private final TokenLogins logins;
  private final FamilyTable families;
  private final DeviceTable devices;
  private final RevocationTable table;
  private final TokenLog log;
  private final Transactions transactions;
  private final InstantSource clock;

  TokenEnd(
      JwtBearer bearer,
      TokenLogins logins,
      FamilyTable families,
      DeviceTable devices,
      RevocationTable table,
      TokenLog log,
      Transactions transactions,
      InstantSource clock) {
    this.bearer = bearer;
    this.logins = logins;
    this.families = families;
    this.devices = devices;
    this.table = table;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Ends one token; a refresh token ends its whole login. Who has it may end it. One that is not
   * valid is none, and that is no failure.
   *
   * @param all whether every token of the principal ends, and not only this one
   */
  void revoke(String token, boolean all, Actor.Origin origin) {
    if (token.startsWith(Opaque.REFRESH)) {
      if (all) {
        throw new TokenRefusal(
            Word.UNSUPPORTED_TOKEN_TYPE, "Send an access token to end all tokens.");
      }
      logins.revoke(token, origin);
      return;
    }
    Optional<Actor> actor = bearer.actorOf(token, origin);
    Optional<AccessToken> known = bearer.own(token);
    if (actor.isEmpty()) {
      return;
    }
    if (all) {
      endAll(actor.get().principalId(), actor.get());
    } else if (known.isPresent()) {
      end(known.get(), actor.get());
    } else {
      throw new TokenRefusal(
          Word.UNSUPPORTED_TOKEN_TYPE, "Tokens of other issuers are ended by them.");
    }
  }

  private void end(AccessToken token, Actor actor) {
    Instant now = clock.instant();
    AuditEvent event =
        TokenLog.revoked("token.revoke", Result.SUCCESS, token.id(), token.expiresAt());
    transactions.write(writes -> {
      table.revoke(writes, token.id(), token.expiresAt(), now);
      log.write(writes, actor, now, event);
      return true;
    });
    log.committed(event);
  }

  private void endAll(UUID principalId, Actor by) {
    Instant now = clock.instant();
    AuditEvent event =
        transactions.write(writes -> {
          AuditEvent ended = endAll(writes, principalId, now);
          log.write(writes, by, now, ended);
          return ended;
        });
    log.committed(event);
  }

  @Override
  public AuditEvent endAll(Writes writes, UUID principalId, Instant now) {
    Instant floor = Revocations.floor(now);
    table.raiseFloor(writes, principalId, floor);
    families.endAll(writes, principalId, now);
    devices.removeConfirmedBy(writes, principalId);
    return TokenLog.floor(principalId, floor);
  }
}
