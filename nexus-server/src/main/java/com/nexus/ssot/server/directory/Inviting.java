package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.api.Invitation;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Invitations;
import com.nexus.ssot.server.identity.RecentLogin;
import com.nexus.ssot.server.identity.SignIns;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Invites people. Whoever has the code becomes the person, so nobody invites somebody who may do
 * more than they could give, and no key invites somebody who has a password or may administer or
 * approve. Thread-safe.
 */
@Component
final class Inviting {
  private final ObjectProvider<Invitations> invitations;
  private final ObjectProvider<SignIns> signIns;
  private final Callers callers;
  private final Guard guard;
  private final AuthorityTable authorities;
  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  Inviting(
      ObjectProvider<Invitations> invitations,
      ObjectProvider<SignIns> signIns,
      Callers callers,
      Guard guard,
      AuthorityTable authorities,
      AuditLog audit,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.invitations = invitations;
    this.signIns = signIns;
    this.callers = callers;
    this.guard = guard;
    this.authorities = authorities;
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  Invitation invite(User user, Actor actor) {
    callers.require(actor, Verb.ADMIN, ObjectKind.ROLE, null);
    if (user.disabledAt() != null) {
      throw disabled();
    }
    Invitations known = invitations.getIfAvailable();
    if (known == null) {
      throw Fault.of(FaultCode.NOT_IMPLEMENTED, "This server has no login by password.");
    }
    String code =
        transactions.write(writes -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          guard.alone();
          Authority invited = authorities.find(user.id()).orElseThrow().authority();
          if (!invited.active()) {
            throw disabled();
          }
          guard.requireNotAbove(actor, invited);
          if (Guard.isPowerful(invited) || hasPassword(user.id())) {
            // The code sets a password, and so makes somebody who approves; keys never do.
            RecentLogin.require(actor, now);
          }
          String made = known.invite(writes, user.id(), actor.principalId(), now);
          AuditEvent.Target target =
              new AuditEvent.Target("user", user.id(), user.id().toString(), null, user.revision());
          audit.append(
              writes,
              audit.prepare(actor, now, List.of(AuditEvent.done("user.invite", target, null))));
          return made;
        });
    followers.committed(List.of());
    return new Invitation(user.username(), code);
  }

  private boolean hasPassword(UUID id) {
    SignIns known = signIns.getIfAvailable();
    return known != null && !known.among(Set.of(id)).isEmpty();
  }

  /** Nobody comes in by an invitation who is disabled. */
  static Fault disabled() {
    return Fault.of(
        FaultCode.IN_USE,
        "The user is disabled.",
        List.of(Cause.of("They could not sign in.", "Enable the user first.")));
  }
}
