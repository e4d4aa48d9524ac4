package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.AccessFile;
import com.nexus.ssot.model.access.GrantWords;
import com.nexus.ssot.model.access.RoleRules;
import com.nexus.ssot.model.api.RoleDraft;
import com.nexus.ssot.model.api.TeamDraft;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.identity.RoleMember;
import com.nexus.ssot.server.identity.RoleTable;
import com.nexus.ssot.server.identity.StoredRole;
import com.nexus.ssot.server.identity.TeamTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations that take the roles of a file into force: teams that are missing, what each role
 * says, and which teams have it, where the file says so. People who have a role by themselves keep
 * it, and roles that the file does not speak of stay as they are. Thread-safe.
 */
@Component
final class RoleImport {
  private final RoleTable roles;
  private final TeamTable teams;

  RoleImport(RoleTable roles, TeamTable teams) {
    this.roles = roles;
    this.teams = teams;
  }

  /** The operations for a file that somebody sent. */
  List<Operation> read(byte[] file) {
    try {
      return operations(AccessFile.read(file, "body"), null);
    } catch (Fault fault) {
      throw fault.code() == FaultCode.SETTING
          ? Fault.of(FaultCode.INVALID, fault.detail(), fault.causes(), fault)
          : fault;
    }
  }

  /**
   * The operations for some roles.
   *
   * @param firstMember username of who is in the teams that are made; null for nobody
   */
  List<Operation> operations(List<RoleRules> rules, @Nullable String firstMember) {
    List<Operation> operations = new ArrayList<>();
    missingTeams(rules)
        .forEach(name -> {
          operations.add(Operation.of("team.create", new TeamDraft(name, null)));
          if (firstMember != null) {
            operations.add(Operation.of("team.member_add", new Membership(name, firstMember)));
          }
        });
    List<Operation> removals = new ArrayList<>();
    for (RoleRules role : rules) {
      StoredRole known =
          roles
              .find(Name.of(role.name()).key())
              .filter(found -> found.deletedAt() == null)
              .orElse(null);
      if (known != null || role.members() == null || !role.members().isEmpty()) {
        operations.add(known == null ? create(role) : update(role));
        members(role, known, operations, removals);
      }
    }
    operations.addAll(removals);
    return operations;
  }

  private static Operation create(RoleRules role) {
    return Operation.of(
        "role.create",
        new RoleDraft(
            role.name(),
            role.description(),
            GrantWords.written(role.grants()),
            GrantWords.restricted(role.restrictions())));
  }

  private static Operation update(RoleRules role) {
    ObjectNode patch = Json.mapper().createObjectNode();
    patch.set("grants", Json.tree(GrantWords.written(role.grants())));
    patch.set("restrictions", Json.tree(GrantWords.restricted(role.restrictions())));
    return Operation.of("role.update", new NamedPatch(role.name(), patch));
  }

  /** What is taken away comes last, so that there is always somebody who may. */
  private static void members(
      RoleRules role,
      @Nullable StoredRole known,
      List<Operation> additions,
      List<Operation> removals) {
    List<String> wanted = role.members();
    if (wanted == null) {
      return;
    }
    wanted.forEach(team ->
        additions.add(
            Operation.of("role.member_add", new Membership(role.name(), RoleMember.TEAM + team))));
    Set<String> keys =
        wanted.stream()
            .map(team -> RoleMember.TEAM + Name.of(team).key())
            .collect(Collectors.toSet());
    for (RoleMember member : known == null ? List.<RoleMember>of() : known.members()) {
      boolean person = member instanceof RoleMember.Person;
      if (!person && !keys.contains(Name.of(member.shown()).key())) {
        removals.add(
            Operation.of("role.member_remove", new Membership(role.name(), member.shown())));
      }
    }
  }

  private List<String> missingTeams(List<RoleRules> rules) {
    Map<String, String> named = new LinkedHashMap<>();
    for (RoleRules role : rules) {
      List<String> members = role.members();
      for (String team : members == null ? List.<String>of() : members) {
        if (!team.equals(RoleRules.EVERY_TEAM)) {
          named.putIfAbsent(Name.of(team).key(), team);
        }
      }
    }
    return named.entrySet().stream()
        .filter(
            team -> teams.find(team.getKey()).filter(found -> found.deletedAt() == null).isEmpty())
        .map(Map.Entry::getValue)
        .toList();
  }
}
