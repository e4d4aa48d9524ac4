package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.login.LoginLog.Act;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives people what they sign in with: passwords and authenticator programs. Thread-safe. */
@Component
final class Enrolment {
  private static final Actor.Credential INVITED =
      new Actor.Credential("invitation", Set.of(), Set.of(), null);

  private final PasswordTable passwords;
  private final PasswordHashes hashes;
  private final PasswordInvitations invitations;
  private final Totp totp;
  private final Logins logins;
  private final LoginDelays delays;
  private final Sessions sessions;
  private final EverySignIn signIns;
  private final Callers callers;
  private final FirstStart first;
  private final LoginLog log;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  Enrolment(
      PasswordTable passwords,
      PasswordHashes hashes,
      PasswordInvitations invitations,
      Totp totp,
      Logins logins,
      LoginDelays delays,
      Sessions sessions,
      EverySignIn signIns,
      Callers callers,
      FirstStart first,
      LoginLog log,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.passwords = passwords;
    this.hashes = hashes;
    this.invitations = invitations;
    this.totp = totp;
    this.logins = logins;
    this.delays = delays;
    this.sessions = sessions;
    this.signIns = signIns;
    this.callers = callers;
    this.first = first;
    this.log = log;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Sets a password by an invitation, or the first one by the key of a person who has none. Ends
   * everything that the person is signed in with.
   *
   * @return whose it is
   * @throws Fault {@code UNAUTHENTICATED} when the code is wrong, used or too old; {@code INVALID}
   *     when the password cannot be used, and then the code stays good
   */
  LocalUser setPassword(String code, String password, Actor.Origin origin) {
    delays.begin("code " + SessionHash.of(code), null, origin.ip());
    Optional<ApiKey> key = ApiKey.parse(code);
    Actor person =
        key.isPresent()
            ? ofKey(key.get(), origin)
            : invited(code, origin).orElseThrow(Enrolment::refused);
    LocalUser user = passwords.find(person.principalId()).orElseThrow(Enrolment::refused);
    PasswordRules.require("password", password, user.names());
    String hash = hashes.hash(password);
    AuditEvent ended =
        transactions.write(writes -> {
          boolean good = key.isPresent() ? isFirst(user) : invitations.use(writes, code, now());
          if (!good) {
            throw refused();
          }
          passwords.set(writes, user.principalId(), hash, now());
          AuditEvent all = signIns.endAll(writes, user.principalId(), now());
          log.record(writes, person, now(), Act.PASSWORD_SET, all);
          return all;
        });
    followers.committed(ended.changes());
    return user;
  }

  /**
   * The first administrator's key, while they have no password. Another key, or one that allows
   * less, would let whoever finds it become the whole person.
   */
  private Actor ofKey(ApiKey key, Actor.Origin origin) {
    return callers
        .authenticate(key, origin)
        .filter(actor -> actor.principalId().equals(first.administrator()))
        .filter(actor -> actor.verbs().contains(Verb.ADMIN) && actor.credential().reachesAll())
        .filter(actor -> logins.local(actor).isEmpty())
        .orElseThrow(Enrolment::refused);
  }

  private Optional<Actor> invited(String code, Actor.Origin origin) {
    return invitations
        .find(code, now())
        .flatMap(principalId -> callers.actor(principalId, INVITED, origin));
  }

  /** Of two who use the same key at once, one sets the password. */
  private boolean isFirst(LocalUser user) {
    return passwords.lock(user.principalId()).filter(now -> now.hash() == null).isPresent();
  }

  /**
   * Changes the password of a person who signed in, and ends everything else that they are signed
   * in with.
   *
   * @param cookie of the session that goes on, under a new id
   * @param code of the authenticator program, if one is set up
   */
  Opened changePassword(
      String cookie, Actor actor, String old, @Nullable String code, String password) {
    LocalUser user = logins.confirm(actor, old, code);
    PasswordRules.require("new_password", password, user.names());
    if (hashes.matches(password, user.hash())) {
      throw Fault.of(
          FaultCode.INVALID,
          "The password cannot be used.",
          List.of(Cause.at("new_password", "It is the one you have.", "Take another.")));
    }
    String hash = hashes.hash(password);
    return sessions.renewAlone(
        cookie,
        totp.isSetUp(user.principalId()),
        actor.origin(),
        Act.PASSWORD_SET,
        writes -> passwords.set(writes, user.principalId(), hash, now()));
  }

  /**
   * Makes a secret for an authenticator program; what was set up before stays until a code of the
   * new one is given.
   *
   * @param code of the program that is set up, if there is one
   * @return the secret in base32
   */
  String proposeTotp(Actor actor, String password, @Nullable String code) {
    LocalUser user = logins.confirm(actor, password, code);
    return transactions.write(writes -> totp.propose(writes, user, now()));
  }

  /**
   * Takes the first code of a new secret; from then on it is asked for. Ends everything else that
   * the person is signed in with.
   */
  Opened confirmTotp(String cookie, Actor actor, String code) {
    LocalUser user = logins.local(actor).orElseThrow(Enrolment::refused);
    String attempt = "totp of " + user.principalId();
    delays.begin(attempt, null, actor.ip());
    Opened opened =
        sessions.renewAlone(
            cookie,
            true,
            actor.origin(),
            Act.TOTP_SET,
            writes -> requireRight(totp.confirm(writes, user, code, now())));
    delays.succeeded(attempt, null, actor.ip());
    return opened;
  }

  private static void requireRight(boolean right) {
    if (!right) {
      throw Fault.of(
          FaultCode.INVALID,
          "The code is not right.",
          List.of(
              Cause.at(
                  "code",
                  "The program should show another.",
                  "Look at the clock of the device that shows the code, and try the next one.")));
    }
  }

  private static Fault refused() {
    return Fault.of(
        FaultCode.UNAUTHENTICATED, "The invitation or key is not right, was used, or is too old.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
