package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.directory.Guard.Step;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Invitations;
import com.nexus.ssot.server.identity.Principal;
import com.nexus.ssot.server.identity.PrincipalTable;
import com.nexus.ssot.server.identity.PrincipalTable.Standing;
import com.nexus.ssot.server.identity.SignInEnds;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Plans whether people, services and agents may act. Thread-safe. */
@Component
final class PrincipalPlans {
  private final Guard guard;
  private final PrincipalTable table;
  private final AuthorityTable authorities;
  private final ObjectProvider<Invitations> invitations;
  private final ObjectProvider<SignInEnds> signIns;

  PrincipalPlans(
      Guard guard,
      PrincipalTable table,
      AuthorityTable authorities,
      ObjectProvider<Invitations> invitations,
      ObjectProvider<SignInEnds> signIns) {
    this.invitations = invitations;
    this.signIns = signIns;
    this.guard = guard;
    this.table = table;
    this.authorities = authorities;
  }

  /** Keeps somebody from acting, until they are enabled again. */
  Planned disable(PrincipalTarget body, PlanScope scope) {
    Standing before = existing(body.id(), scope);
    if (before.admin()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "This is the server itself.",
          List.of(Cause.of("Without it nothing would run.", "Stop the server instead.")));
    }
    return planned(before, before.disabledAt() == null ? scope.now() : before.disabledAt(), scope);
  }

  /** Lets somebody act again. */
  Planned enable(PrincipalTarget body, PlanScope scope) {
    return planned(existing(body.id(), scope), null, scope);
  }

  private Standing existing(UUID id, PlanScope scope) {
    guard.enter(scope);
    Standing found =
        table.standing(id).orElseThrow(() -> Asked.unknown("principal", id.toString()));
    EntityTags.require(scope.ifMatch(), found.id(), found.revision());
    return found;
  }

  private Planned planned(Standing before, @Nullable Instant disabledAt, PlanScope scope) {
    boolean changes = (before.disabledAt() == null) != (disabledAt == null);
    Standing after =
        changes
            ? new Standing(
                before.id(),
                before.kind(),
                before.admin(),
                before.revision() + 1,
                before.createdAt(),
                scope.now(),
                scope.changeId(),
                disabledAt)
            : before;
    Consumer<Writes> write =
        guard.around(
            scope,
            steps(before.id(), disabledAt == null, scope),
            writes -> {
              table.disable(writes, before.id(), disabledAt);
              if (disabledAt != null) {
                end(writes, before.id(), scope);
              }
              table.touch(writes, before.id(), after.revision(), scope.now(), scope.changeId());
            });
    return planned(before, after, write);
  }

  /** What opened anything before does not open it again when somebody is enabled. */
  private void end(Writes writes, UUID id, PlanScope scope) {
    invitations.ifAvailable(known -> known.withdraw(writes, id));
    // The change itself says so to followers, by when somebody was disabled.
    signIns.ifAvailable(known -> known.endAll(writes, id, scope.now()));
  }

  /** What somebody else may do now, and will. Everybody may disable themselves. */
  private List<Step> steps(UUID id, boolean active, PlanScope scope) {
    if (scope.actor().principalId().equals(id)) {
      return List.of();
    }
    Authority now = authorities.find(id).map(Principal::authority).orElseThrow();
    return List.of(new Step(now, Guard.with(now, active)));
  }

  /** A write of a principal; people are called by their ids, so that they can be forgotten. */
  static Planned planned(@Nullable Standing before, Standing after, Consumer<Writes> write) {
    return new Planned(
        after.kind() == PrincipalKind.HUMAN ? "user" : "principal",
        after.id(),
        after.id().toString(),
        null,
        null,
        before == null ? 0 : before.revision(),
        after.revision(),
        before == null ? null : logged(before),
        logged(after),
        write);
  }

  private static ObjectNode logged(Standing standing) {
    ObjectNode node = (ObjectNode) Json.tree(standing);
    node.remove("admin");
    return node;
  }
}
