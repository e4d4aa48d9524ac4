package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.BrowserSessions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Strangers;
import com.nexus.ssot.server.identity.TokenEnds;
import com.nexus.ssot.server.identity.login.LoginLog.Act;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sessions of people who signed in. A session is looked up anew with each request, so one that
 * is ended opens nothing from the next request on, at whatever server. Thread-safe.
 */
@Component
public final class Sessions implements BrowserSessions {
  /** Where people sign in with a password. */
  static final String LOCAL = "local";

  /** What stands before a session's id in how a caller came. */
  static final String VIA = "session:";

  private static final String EVERYWHERE = "*";
  private static final int SECRET_BYTES = 27;
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{36}");
  private static final Duration EXACT_TO = Duration.ofMinutes(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SessionStore store;
  private final Callers callers;
  private final FactorRule factors;
  private final TokenEnds tokens;
  private final Strangers strangers;
  private final LoginLog log;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  Sessions(
      SessionStore store,
      Callers callers,
      FactorRule factors,
      TokenEnds tokens,
      Strangers strangers,
      LoginLog log,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.store = store;
    this.callers = callers;
    this.factors = factors;
    this.tokens = tokens;
    this.strangers = strangers;
    this.log = log;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Opens a session for a person whom a provider knows; second factors are the provider's concern.
   *
   * @param provider its name, as it is set
   * @param authenticatedAt when the person proved to it who they are; null when it does not say,
   *     and then the session does not count as a recent proof
   * @throws Fault {@code UNAUTHENTICATED} when the principal is unknown, disabled or no person
   */
  public Opened open(
      UUID principalId, String provider, @Nullable Instant authenticatedAt, Actor.Origin origin) {
    return open(principalId, provider, true, authenticatedAt, origin);
  }

  Opened open(
      UUID principalId,
      String provider,
      boolean secondFactor,
      @Nullable Instant authenticatedAt,
      Actor.Origin origin) {
    String cookie = newCookie();
    Instant now = now();
    Instant proved =
        authenticatedAt != null && now.isBefore(authenticatedAt) ? now : authenticatedAt;
    SessionEntry session =
        new SessionEntry(
            SessionHash.of(cookie), principalId, provider, secondFactor, now, proved, now);
    Opened opened = opened(cookie, session, origin);
    transactions.write(writes -> {
      store.add(writes, session);
      log.record(writes, opened.actor(), now, Act.LOGIN);
      return true;
    });
    followers.committed(List.of());
    strangers.welcome(cookie);
    return opened;
  }

  @Override
  public Optional<Actor> actorOf(String cookie, Actor.Origin origin) {
    Instant now = now();
    Optional<SessionEntry> session = usable(cookie, now);
    Optional<Actor> actor = session.flatMap(found -> actor(found, origin));
    actor.ifPresent(_ -> use(session.orElseThrow(), now));
    return actor;
  }

  @Override
  public Optional<Instant> endOf(Actor actor) {
    return of(actor.principalId()).stream()
        .filter(session -> actor.via().equals(VIA + session.hash().id()))
        .map(SessionEntry::endsAt)
        .findFirst();
  }

  /** Notes the use, at most once a minute. */
  private void use(SessionEntry session, Instant now) {
    if (session.usedAt().plus(EXACT_TO).isAfter(now)) {
      return;
    }
    transactions.write(writes -> {
      store.use(writes, session.hash(), now);
      return true;
    });
  }

  private Optional<SessionEntry> usable(String cookie, Instant now) {
    return COOKIE.matcher(cookie).matches()
        ? store.find(SessionHash.of(cookie)).filter(session -> session.usableAt(now))
        : Optional.empty();
  }

  /**
   * Gives a session a new id, because its person has just proved again who they are. The old one
   * opens nothing any more.
   *
   * @param act what is recorded
   * @throws Fault {@code UNAUTHENTICATED} when it has ended
   */
  Opened renew(String cookie, boolean secondFactor, Actor.Origin origin, Act act) {
    Instant now = now();
    Opened opened =
        transactions.write(writes -> {
          SessionEntry old = lock(cookie, now);
          store.end(writes, old.hash());
          Opened made = renew(writes, old, secondFactor, now, origin);
          log.record(writes, made.actor(), now, act);
          return made;
        });
    followers.committed(List.of());
    strangers.welcome(opened.cookie());
    return opened;
  }

  /**
   * Gives a session a new id, because what its person signs in with is replaced, and ends
   * everything else that they are signed in with: somebody who knew the former may be.
   *
   * @param replace what is done in the same transaction
   * @throws Fault {@code UNAUTHENTICATED} when the session has ended
   */
  Opened renewAlone(
      String cookie, boolean secondFactor, Actor.Origin origin, Act act, Consumer<Writes> replace) {
    Instant now = now();
    Renewed renewed =
        transactions.write(writes -> {
          SessionEntry old = lock(cookie, now);
          replace.accept(writes);
          store.endAll(writes, old.principalId(), null);
          AuditEvent ended = tokens.endAll(writes, old.principalId(), now);
          Opened made = renew(writes, old, secondFactor, now, origin);
          log.record(writes, made.actor(), now, act, ended);
          return new Renewed(made, ended);
        });
    followers.committed(renewed.ended().changes());
    strangers.welcome(renewed.opened().cookie());
    return renewed.opened();
  }

  private record Renewed(Opened opened, AuditEvent ended) {}

  private SessionEntry lock(String cookie, Instant now) {
    return store
        .lock(SessionHash.of(cookie))
        .filter(session -> session.usableAt(now))
        .orElseThrow(Sessions::unknown);
  }

  private Opened renew(
      Writes writes, SessionEntry old, boolean secondFactor, Instant now, Actor.Origin origin) {
    String fresh = newCookie();
    SessionEntry renewed = old.renewed(SessionHash.of(fresh), secondFactor, now);
    store.add(writes, renewed);
    return opened(fresh, renewed, origin);
  }

  /** Ends the session of a cookie, by its person. */
  public void end(String cookie, Actor actor) {
    end(actor, Act.LOGOUT, writes -> store.end(writes, SessionHash.of(cookie)));
  }

  /**
   * Ends one of the actor's own sessions.
   *
   * @param id as {@link #of} shows it
   * @throws Fault {@code NOT_FOUND} when the actor has no such session
   */
  void end(Actor actor, String id) {
    SessionEntry session =
        of(actor.principalId()).stream()
            .filter(own -> own.hash().id().equals(id))
            .findFirst()
            .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "You have no such session."));
    end(actor, Act.SESSIONS_ENDED, writes -> store.end(writes, session.hash()));
  }

  /**
   * Ends all of the actor's own sessions, and their logins on devices with all tokens.
   *
   * @param except the cookie of one that goes on; null for none
   */
  void endAll(Actor actor, @Nullable String except) {
    SessionHash kept = except == null ? null : SessionHash.of(except);
    Instant now = now();
    AuditEvent ended =
        transactions.write(writes -> {
          store.endAll(writes, actor.principalId(), kept);
          AuditEvent tokensToo = tokens.endAll(writes, actor.principalId(), now);
          log.record(writes, actor, now, Act.SESSIONS_ENDED, tokensToo);
          return tokensToo;
        });
    followers.committed(ended.changes());
  }

  private void end(Actor actor, Act act, Consumer<Writes> work) {
    transactions.write(writes -> {
      work.accept(writes);
      log.record(writes, actor, now(), act);
      return true;
    });
    followers.committed(List.of());
  }

  /** The usable sessions of a person, newest first. */
  List<SessionEntry> of(UUID principalId) {
    Instant now = now();
    return store.of(principalId).stream().filter(session -> session.usableAt(now)).toList();
  }

  /** Drops what has ended by its age. */
  void dropEnded() {
    Instant now = now();
    transactions.write(writes -> {
      store.drop(writes, now.minus(SessionEntry.LIFE), now.minus(SessionEntry.IDLE));
      return true;
    });
  }

  private Opened opened(String cookie, SessionEntry session, Actor.Origin origin) {
    Actor actor = actor(session, origin).orElseThrow(Sessions::unknown);
    return new Opened(cookie, actor, session.endsAt());
  }

  private Optional<Actor> actor(SessionEntry session, Actor.Origin origin) {
    Actor.Credential credential =
        new Actor.Credential(
            VIA + session.hash().id(),
            factors.verbs(session.provider(), session.secondFactor()),
            Set.of(EVERYWHERE),
            session.provedAt());
    return callers
        .actor(session.principalId(), credential, origin)
        .filter(actor -> actor.kind() == PrincipalKind.HUMAN);
  }

  private static Fault unknown() {
    return Fault.of(FaultCode.UNAUTHENTICATED, "The credential is not valid.");
  }

  private static String newCookie() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
