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
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Invitations;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Invites people. Whoever has the code becomes the person, so nobody invites somebody who may do
 * more than they could give. Thread-safe.
 */
@Component
final class Inviting {
  private final ObjectProvider<Invitations> invitations;
  private final Access access;
  private final Guard guard;
  private final AuthorityTable authorities;
  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  Inviting(
      ObjectProvider<Invitations> invitations,
      Access access,
      Guard guard,
      AuthorityTable authorities,
      AuditLog audit,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.invitations = invitations;
    this.access = access;
    this.guard = guard;
    this.authorities = authorities;
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  Invitation invite(User user, Actor actor) {
    access.require(actor, Verb.ADMIN, ObjectKind.ROLE, null);
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

  /** Nobody comes in by an invitation who is disabled. */
  static Fault disabled() {
    return Fault.of(
        FaultCode.IN_USE,
        "The user is disabled.",
        List.of(Cause.of("They could not sign in.", "Enable the user first.")));
  }
}
