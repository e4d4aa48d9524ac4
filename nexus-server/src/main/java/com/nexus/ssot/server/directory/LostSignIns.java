package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.api.Invitation;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Administrators;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Invitations;
import com.nexus.ssot.server.identity.RecentLogin;
import com.nexus.ssot.server.identity.SignInEnds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Helps people whose browser, device or authenticator program got lost. Whoever does it has just
 * signed in, and does it to nobody who may do more than they could give. Thread-safe.
 */
@Component
final class LostSignIns {
  private final SignInEnds signIns;
  private final Invitations invitations;
  private final Guard guard;
  private final Administrators administrators;
  private final AuthorityTable authorities;
  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  LostSignIns(
      SignInEnds signIns,
      Invitations invitations,
      Guard guard,
      Administrators administrators,
      AuthorityTable authorities,
      AuditLog audit,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.signIns = signIns;
    this.invitations = invitations;
    this.guard = guard;
    this.administrators = administrators;
    this.authorities = authorities;
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param ended what is recorded, and followers hear of
   * @param code by which the person comes in again; null for none
   */
  private record Done(AuditEvent ended, @Nullable String code) {}

  /** Ends all sessions and tokens of a person. */
  void end(User user, Actor actor) {
    act(
        "user.end_sessions",
        user,
        actor,
        (writes, now) -> new Done(signIns.endAll(writes, user.id(), now), null));
  }

  /**
   * Takes away an authenticator program that got lost, and the password with it: what is left of
   * two proofs lets nobody in, only the invitation does.
   */
  Invitation takeAway(User user, Actor actor) {
    if (user.id().equals(actor.principalId())) {
      throw Fault.of(
          FaultCode.FORBIDDEN,
          "Nobody takes away their own authenticator program.",
          List.of(
              Cause.of(
                  "Somebody may have taken over your browser.",
                  "Set up another program at /login/account, or ask another administrator.")));
    }
    if (user.disabledAt() != null) {
      throw Inviting.disabled();
    }
    Done done =
        act(
            "user.remove_totp",
            user,
            actor,
            (writes, now) -> {
              boolean administered = administrators.any(now);
              AuditEvent ended = signIns.takeAway(writes, user.id(), now);
              String code = invitations.invite(writes, user.id(), actor.principalId(), now);
              writes.flush();
              if (administered && !administrators.any(now)) {
                throw Guard.lastAdministrator();
              }
              return new Done(ended, code);
            });
    return new Invitation(user.username(), Objects.requireNonNull(done.code()));
  }

  private Done act(String action, User user, Actor actor, BiFunction<Writes, Instant, Done> work) {
    RecentLogin.require(actor, clock.instant());
    Done done =
        transactions.write(writes -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          guard.alone();
          Authority person = authorities.find(user.id()).orElseThrow().authority();
          guard.requireNotAbove(actor, person);
          Done made = work.apply(writes, now);
          AuditEvent.Target target =
              new AuditEvent.Target("user", user.id(), user.id().toString(), null, user.revision());
          List<AuditEvent> events = List.of(AuditEvent.done(action, target, null), made.ended());
          audit.append(writes, audit.prepare(actor, now, events));
          return made;
        });
    followers.committed(done.ended().changes());
    return done;
  }
}
