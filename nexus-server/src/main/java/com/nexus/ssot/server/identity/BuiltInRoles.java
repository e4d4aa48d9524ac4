package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.AccessFile;
import com.nexus.ssot.model.access.RoleRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The roles that every server has from its first start: {@code admin}, {@code developer} and {@code
 * operator}. Thread-safe.
 */
@Component
final class BuiltInRoles {
  private static final String ADMIN = "admin";

  private final RoleTable roles;
  private final PrincipalTable principals;

  BuiltInRoles(RoleTable roles, PrincipalTable principals) {
    this.roles = roles;
    this.principals = principals;
  }

  /** Makes those that are not there, and gives the administrator the first of them. */
  List<AuditEvent> make(Writes writes, UUID administrator, UUID server, Instant now) {
    List<AuditEvent> events = new ArrayList<>();
    for (RoleRules rules : AccessFile.builtIn()) {
      if (roles.find(rules.name()).isEmpty()) {
        RoleMember first = new RoleMember.Person(administrator, administrator.toString());
        boolean admin = rules.name().equals(ADMIN);
        StoredRole role = role(rules, null, admin ? List.of(first) : List.of(), now);
        roles.insert(writes, role);
        role.members().forEach(member -> roles.add(writes, role.id(), member, server, now));
        events.add(event("role.create", role));
      }
    }
    return events;
  }

  /**
   * Makes the administrator one again whom disabling, or losing the role, has locked out: the role
   * is as it was built in, and the only one they have themselves.
   */
  List<AuditEvent> restore(Writes writes, UUID administrator, UUID server, Instant now) {
    principals.disable(writes, administrator, null);
    principals.leaveRoles(writes, administrator);
    writes.flush();
    Optional<StoredRole> found = roles.find(Name.of(ADMIN).key());
    if (found.isEmpty()) {
      return make(writes, administrator, server, now);
    }
    StoredRole before = found.get();
    List<RoleMember> members = new ArrayList<>(before.members());
    members.add(new RoleMember.Person(administrator, administrator.toString()));
    StoredRole role = role(AccessFile.builtIn().getFirst(), before, members, now);
    roles.update(writes, role);
    roles.add(writes, role.id(), members.getLast(), server, now);
    return List.of(event("role.update", role));
  }

  private static StoredRole role(
      RoleRules rules, @Nullable StoredRole before, List<RoleMember> members, Instant now) {
    return new StoredRole(
        before == null ? Ids.at(now) : before.id(),
        rules.name(),
        rules.description(),
        rules.grants(),
        rules.restrictions(),
        members,
        before == null ? 1 : before.revision() + 1,
        before == null ? now : before.createdAt(),
        now,
        null,
        null);
  }

  private static AuditEvent event(String action, StoredRole role) {
    return AuditEvent.done(
        action,
        new AuditEvent.Target("role", role.id(), role.name(), null, role.revision()),
        role.logged());
  }
}
