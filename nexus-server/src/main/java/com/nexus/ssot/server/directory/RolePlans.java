package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.GrantWords;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.api.RoleDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.directory.Guard.Step;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.identity.RoleMember;
import com.nexus.ssot.server.identity.RoleTable;
import com.nexus.ssot.server.identity.StoredRole;
import com.nexus.ssot.server.identity.TeamTable;
import com.nexus.ssot.server.identity.UserTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Plans writes of roles. Thread-safe. */
@Component
final class RolePlans {
  private static final String WORD = "role";
  private static final int MOST_RULES = 500;

  private final Guard guard;
  private final RoleTable roles;
  private final TeamTable teams;
  private final UserTable users;
  private final ObjectProvider<ContextPolicy> policy;

  RolePlans(
      Guard guard,
      RoleTable roles,
      TeamTable teams,
      UserTable users,
      ObjectProvider<ContextPolicy> policy) {
    this.guard = guard;
    this.roles = roles;
    this.teams = teams;
    this.users = users;
    this.policy = policy;
  }

  /** What a caller said, checked. */
  private record Said(
      String name, @Nullable String description, List<Grant> grants, List<Scope> restrictions) {}

  /** A role that nobody has. The name of a deleted one may be used again. */
  Planned create(RoleDraft body, PlanScope scope) {
    guard.enter(scope);
    Said said = checked(body, null);
    StoredRole existing = roles.find(Name.of(said.name()).key()).orElse(null);
    if (existing != null && existing.deletedAt() == null) {
      String tag = EntityTags.of(existing.id(), existing.revision());
      throw Asked.taken(WORD, "/name", body.name(), scope, tag);
    }
    Asked.requireNoTag(scope, WORD);
    StoredRole role = made(existing, said, List.of(), null, scope);
    return planned(
        existing,
        role,
        scope,
        writes -> {
          if (existing == null) {
            roles.insert(writes, role);
          } else {
            roles.update(writes, role);
          }
        });
  }

  /** What a role says. */
  Planned update(NamedPatch body, PlanScope scope) {
    StoredRole before = existing(body.name(), scope);
    RoleDraft known =
        new RoleDraft(
            before.name(),
            before.description(),
            GrantWords.written(before.grants()),
            GrantWords.restricted(before.restrictions()));
    Said said = checked(Asked.patched(known, body.patch(), RoleDraft.class), before);
    return isAs(before, said)
        ? nothing(before)
        : changed(before, said, before.members(), null, scope, writes -> {});
  }

  /** No role any more: nobody has it. */
  Planned delete(Named body, PlanScope scope) {
    StoredRole before = existing(body.name(), scope);
    return changed(
        before,
        said(before),
        List.of(),
        scope.now(),
        scope,
        writes -> roles.clear(writes, before.id()));
  }

  /** Somebody gets the role. */
  Planned add(Membership body, PlanScope scope) {
    StoredRole before = existing(body.name(), scope);
    RoleMember member = member(body.member());
    if (before.members().contains(member)) {
      return nothing(before);
    }
    List<RoleMember> members = new ArrayList<>(before.members());
    members.add(member);
    return changed(
        before,
        said(before),
        members,
        null,
        scope,
        writes -> roles.add(writes, before.id(), member, scope.actor().principalId(), scope.now()));
  }

  /** Somebody loses the role. */
  Planned remove(Membership body, PlanScope scope) {
    StoredRole before = existing(body.name(), scope);
    RoleMember member = member(body.member());
    List<RoleMember> members =
        before.members().stream().filter(other -> !other.equals(member)).toList();
    return members.size() == before.members().size()
        ? nothing(before)
        : changed(
            before,
            said(before),
            members,
            null,
            scope,
            writes -> roles.remove(writes, before.id(), member));
  }

  private RoleMember member(String written) {
    if (written.equals(RoleMember.EVERY_TEAM)) {
      return new RoleMember.OfAnyTeam();
    }
    if (written.startsWith(RoleMember.TEAM)) {
      String name = written.substring(RoleMember.TEAM.length());
      return teams
          .find(Name.of(name).key())
          .filter(team -> team.deletedAt() == null)
          .map(team -> new RoleMember.OfTeam(team.team().id(), team.team().name()))
          .orElseThrow(() -> Asked.unknown("team", name));
    }
    return users
        .find(Name.of(written).key())
        .map(user -> new RoleMember.Person(user.id(), user.username()))
        .orElseThrow(() -> Asked.unknown("user", written));
  }

  private StoredRole existing(String name, PlanScope scope) {
    guard.enter(scope);
    StoredRole found =
        roles
            .find(Name.of(name).key())
            .filter(role -> role.deletedAt() == null)
            .orElseThrow(() -> Asked.unknown(WORD, name));
    EntityTags.require(scope.ifMatch(), found.id(), found.revision());
    return found;
  }

  private Said checked(RoleDraft given, @Nullable StoredRole before) {
    Asked asked = new Asked();
    String name = asked.name("/name", given.name()).shown();
    if (before != null) {
      asked.sameName("/name", before.name(), given.name());
    }
    String description = asked.text("/description", given.description());
    GrantWords words = new GrantWords(asked.causes());
    List<Grant> grants = words.grants(given.grants());
    List<Scope> restrictions = words.restrictions(given.restrictions());
    if (grants.size() + restrictions.size() > MOST_RULES) {
      asked
          .causes()
          .add(Cause.at("/grants", "There are too many.", "Use at most " + MOST_RULES + "."));
    }
    Set<String> known =
        before == null ? Set.of() : contexts(before.grants(), before.restrictions());
    for (String context : contexts(grants, restrictions)) {
      if (!known.contains(context)
          && !context.startsWith("env/")
          && policy.getObject().ruleOf(context).isEmpty()) {
        asked
            .causes()
            .add(
                Cause.at(
                    "/grants",
                    "There is no context " + context + ".",
                    "Create the context first, or use *."));
      }
    }
    asked.refuse("The role");
    return new Said(before == null ? name : before.name(), description, grants, restrictions);
  }

  private static Set<String> contexts(List<Grant> grants, List<Scope> restrictions) {
    Set<String> contexts = new HashSet<>();
    grants.forEach(grant -> contexts.add(grant.scope().context()));
    restrictions.forEach(scope -> contexts.add(scope.context()));
    contexts.remove(Scope.EVERYWHERE);
    return contexts;
  }

  private static boolean isAs(StoredRole role, Said said) {
    return Objects.equals(role.description(), said.description())
        && Set.copyOf(role.grants()).equals(Set.copyOf(said.grants()))
        && Set.copyOf(role.restrictions()).equals(Set.copyOf(said.restrictions()));
  }

  private static Said said(StoredRole role) {
    return new Said(role.name(), role.description(), role.grants(), role.restrictions());
  }

  private Planned changed(
      StoredRole before,
      Said said,
      List<RoleMember> members,
      @Nullable Instant deletedAt,
      PlanScope scope,
      Consumer<Writes> more) {
    StoredRole after = made(before, said, members, deletedAt, scope);
    return planned(
        before,
        after,
        scope,
        writes -> {
          roles.update(writes, after);
          more.accept(writes);
        });
  }

  private static StoredRole made(
      @Nullable StoredRole before,
      Said said,
      List<RoleMember> members,
      @Nullable Instant deletedAt,
      PlanScope scope) {
    return new StoredRole(
        before == null ? Ids.at(scope.now()) : before.id(),
        said.name(),
        said.description(),
        said.grants(),
        said.restrictions(),
        members,
        before == null ? 1 : before.revision() + 1,
        before == null ? scope.now() : before.createdAt(),
        scope.now(),
        scope.changeId(),
        deletedAt);
  }

  private static Planned nothing(StoredRole role) {
    return planned(role, role, writes -> {});
  }

  /** What a role says is held to the rules even while nobody has it. */
  private Planned planned(
      @Nullable StoredRole before, StoredRole after, PlanScope scope, Consumer<Writes> write) {
    List<Step> alone =
        before == null || before.deletedAt() != null
            ? List.of(new Step(Guard.NOBODY, after.alone()))
            : List.of(new Step(before.alone(), after.alone()));
    return planned(before, after, guard.around(scope, alone, write));
  }

  private static Planned planned(
      @Nullable StoredRole before, StoredRole after, Consumer<Writes> write) {
    return new Planned(
        WORD,
        after.id(),
        after.name(),
        null,
        null,
        before == null ? 0 : before.revision(),
        after.revision(),
        before == null || before.deletedAt() != null ? null : before.logged(),
        after.logged(),
        write);
  }
}
