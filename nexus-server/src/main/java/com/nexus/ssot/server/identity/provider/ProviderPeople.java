package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.Newcomers;
import com.nexus.ssot.server.settings.LoginProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Knows whom the people of providers stand for. Somebody new becomes a person of their own who may
 * do nothing yet, whatever their e-mail address or name. Thread-safe.
 */
@Component
final class ProviderPeople {
  private static final int MOST_TRIES = 3;

  private final LoginIdentityTable identities;
  private final Newcomers newcomers;
  private final FirstStart firstStart;
  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  ProviderPeople(
      LoginIdentityTable identities,
      Newcomers newcomers,
      FirstStart firstStart,
      AuditLog audit,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.identities = identities;
    this.newcomers = newcomers;
    this.firstStart = firstStart;
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whom somebody stands for; a new person if that is nobody yet. */
  UUID of(Vouched vouched, LoginProvider provider, Actor.Origin origin) {
    for (int tries = 1; ; tries++) {
      Optional<UUID> known = identities.find(vouched.issuer(), vouched.subject());
      if (known.isPresent()) {
        return known.get();
      }
      try {
        return make(vouched, provider, origin);
      } catch (DuplicateKeyException e) {
        // The same person came in by another door at the same moment, or the name was taken then.
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private UUID make(Vouched vouched, LoginProvider provider, Actor.Origin origin) {
    Instant now = now();
    UUID id = Ids.at(now);
    Called called = Called.of(vouched, provider.name(), newcomers::isTaken);
    transactions.write(writes -> {
      AuditEvent made =
          newcomers.add(writes, id, called.username(), called.displayName(), called.email(), now);
      identities.insert(writes, vouched.issuer(), vouched.subject(), id, now);
      writes.flush();
      record(writes, server(origin), now, List.of(made, linked(vouched, provider, id)));
      return true;
    });
    followers.committed(List.of());
    return id;
  }

  /**
   * Lets somebody stand for a person who signed in.
   *
   * @throws Fault {@code ALREADY_EXISTS} when they stand for somebody else
   */
  void link(Vouched vouched, LoginProvider provider, Actor person) {
    UUID id = person.principalId();
    Optional<UUID> known = identities.find(vouched.issuer(), vouched.subject());
    if (known.isPresent()) {
      requireSame(known.get(), id, provider);
      return;
    }
    try {
      transactions.write(writes -> {
        identities.insert(writes, vouched.issuer(), vouched.subject(), id, now());
        record(writes, person, now(), List.of(linked(vouched, provider, id)));
        return true;
      });
      followers.committed(List.of());
    } catch (DuplicateKeyException e) {
      requireSame(
          identities.find(vouched.issuer(), vouched.subject()).orElseThrow(() -> e), id, provider);
    }
  }

  private static void requireSame(UUID known, UUID wanted, LoginProvider provider) {
    if (!known.equals(wanted)) {
      throw Fault.of(
          FaultCode.ALREADY_EXISTS,
          "This account at " + provider.label() + " stands for somebody else here.",
          List.of(
              Cause.of(
                  "Somebody signed in with it before.",
                  "Sign in with it, or choose another account there.")));
    }
  }

  /** Records that somebody who may not come in tried. */
  void refused(UUID principalId, LoginProvider provider, Actor.Origin origin) {
    Map<String, String> told =
        Map.of("principal", principalId.toString(), "provider", provider.name());
    AuditEvent event =
        new AuditEvent(
            "login.fail",
            AuditEvent.Result.DENIED,
            FaultCode.UNAUTHENTICATED.name(),
            null,
            null,
            Json.tree(told),
            null,
            null);
    transactions.write(writes -> {
      record(writes, server(origin), now(), List.of(event));
      return true;
    });
    followers.committed(List.of());
  }

  /** The subject is not told: at some providers it leads to the person. */
  private static AuditEvent linked(Vouched vouched, LoginProvider provider, UUID principalId) {
    Map<String, String> told =
        Map.of(
            "principal", principalId.toString(),
            "provider", provider.name(),
            "issuer", vouched.issuer());
    return new AuditEvent(
        "identity.link", AuditEvent.Result.SUCCESS, null, null, null, Json.tree(told), null, null);
  }

  private void record(Writes writes, Actor actor, Instant at, List<AuditEvent> events) {
    audit.append(writes, audit.prepare(actor, at, events));
  }

  /** The server, on behalf of whoever sent the request. */
  private Actor server(Actor.Origin origin) {
    Actor server = firstStart.server();
    return new Actor(
        server.principalId(),
        server.subject(),
        null,
        server.kind(),
        server.name(),
        server.credential(),
        origin);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
