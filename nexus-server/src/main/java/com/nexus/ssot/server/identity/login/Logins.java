package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.LoginLog.Act;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets people sign in with a password, and a code where they set that up. Whatever is wrong, the
 * same work is done and the same is told: nobody learns whether there is an account. Thread-safe.
 */
@Component
final class Logins {
  /** Somebody who only tries. */
  private static final Actor.Credential TRIES =
      new Actor.Credential("login", Set.of(), Set.of(), null);

  /** Nobody has a longer name. */
  private static final int LONGEST_NAME = 200;

  private final PasswordTable passwords;
  private final PasswordHashes hashes;
  private final Totp totp;
  private final LoginDelays delays;
  private final Devices devices;
  private final Sessions sessions;
  private final Callers callers;
  private final FailedLogins failures;
  private final Transactions transactions;
  private final InstantSource clock;

  Logins(
      PasswordTable passwords,
      PasswordHashes hashes,
      Totp totp,
      LoginDelays delays,
      Devices devices,
      Sessions sessions,
      Callers callers,
      FailedLogins failures,
      Transactions transactions,
      InstantSource clock) {
    this.passwords = passwords;
    this.hashes = hashes;
    this.totp = totp;
    this.delays = delays;
    this.devices = devices;
    this.sessions = sessions;
    this.callers = callers;
    this.failures = failures;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @throws Fault {@code UNAUTHENTICATED} for every reason; {@code RATE_LIMITED} or {@code
   *     OVERLOADED} when it was not looked at
   */
  Opened login(Attempt attempt, Actor.Origin origin) {
    if (attempt.username().length() > LONGEST_NAME) {
      throw refused();
    }
    String account = accountOf(attempt.username());
    String device = devices.known(account, attempt.device());
    delays.begin(account, device, origin.ip());
    LocalUser user = readable(account) ? passwords.named(account).orElse(null) : null;
    Proof proof = proof(user, attempt.password(), attempt.code(), origin);
    if (user == null || proof == Proof.NONE) {
      throw refused(user, account, origin);
    }
    delays.succeeded(account, device, origin.ip());
    rehash(user, attempt.password());
    return sessions.open(
        user.principalId(), Sessions.LOCAL, proof == Proof.TWO, clock.instant(), origin);
  }

  /** What an account is called, however its name is written. */
  static String accountOf(String username) {
    return Name.of(username.strip()).key();
  }

  /** Gives a session a new id and time of proof. */
  Opened stepUp(
      String cookie, Actor actor, String password, @Nullable String code, Actor.Origin origin) {
    Proof proof = require(user(actor), password, code, origin);
    return sessions.renew(cookie, proof == Proof.TWO, origin, Act.STEP_UP);
  }

  /**
   * Lets a person who signed in prove again who they are, before they replace what they prove it
   * with.
   */
  LocalUser confirm(Actor actor, String password, @Nullable String code) {
    LocalUser user = user(actor);
    require(user, password, code, actor.origin());
    return user;
  }

  /** The person of a session, if they can sign in with a password. */
  Optional<LocalUser> local(Actor actor) {
    return passwords.find(actor.principalId()).filter(user -> user.hash() != null);
  }

  private LocalUser user(Actor actor) {
    return local(actor)
        .orElseThrow(() ->
            Fault.of(
                FaultCode.STEP_UP_REQUIRED,
                "You have no password here to prove it with.",
                List.of(
                    Cause.of(
                        "You signed in elsewhere.",
                        "Sign in there with /oauth2/authorization/<provider>?fresh=true; if that"
                            + " provider does not say when it asked, ask an administrator for an"
                            + " invitation to set a password."))));
  }

  private Proof require(
      LocalUser user, String password, @Nullable String code, Actor.Origin origin) {
    // As slow as at the login, and apart from it: only those who are signed in come here, and
    // whoever tries the login cannot hold them up.
    String account = "signed in " + user.principalId();
    delays.begin(account, null, origin.ip());
    Proof proof = proof(user, password, code, origin);
    if (proof == Proof.NONE) {
      throw refused(user, account, origin);
    }
    delays.succeeded(account, null, origin.ip());
    return proof;
  }

  /** How much somebody proved. */
  private enum Proof {
    NONE,
    ONE,
    TWO
  }

  private Proof proof(
      @Nullable LocalUser user, String password, @Nullable String code, Actor.Origin origin) {
    boolean right = hashes.matches(password, user == null ? null : user.hash());
    if (!right || user == null || person(user, origin).isEmpty()) {
      return Proof.NONE;
    }
    if (!totp.isSetUp(user.principalId())) {
      return Proof.ONE;
    }
    boolean taken = transactions.write(writes -> totp.take(writes, user, code, clock.instant()));
    return taken ? Proof.TWO : Proof.NONE;
  }

  private Optional<Actor> person(LocalUser user, Actor.Origin origin) {
    return callers.actor(user.principalId(), TRIES, origin);
  }

  private Fault refused(@Nullable LocalUser user, String account, Actor.Origin origin) {
    Actor actor = user == null ? null : person(user, origin).orElse(null);
    failures.add(actor, account, origin);
    return refused();
  }

  private static Fault refused() {
    return Fault.of(FaultCode.UNAUTHENTICATED, "Name, password or code is not right.");
  }

  private void rehash(LocalUser user, String password) {
    String old = user.hash();
    if (old != null && hashes.isWeaker(old)) {
      String hash = hashes.hash(password);
      transactions.write(writes -> {
        passwords.rehash(writes, user.principalId(), old, hash);
        return true;
      });
    }
  }

  /** What no text column can hold is nobody's name. */
  private static boolean readable(String name) {
    return name.indexOf(0) < 0 && name.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }
}
