package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.Team;
import com.nexus.ssot.model.api.TeamDraft;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.identity.RoleTable;
import com.nexus.ssot.server.identity.StoredTeam;
import com.nexus.ssot.server.identity.TeamTable;
import com.nexus.ssot.server.identity.UserTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans writes of teams. Thread-safe. */
@Component
final class TeamPlans {
  private static final String WORD = "team";

  private final Guard guard;
  private final TeamTable teams;
  private final RoleTable roles;
  private final UserTable users;

  TeamPlans(Guard guard, TeamTable teams, RoleTable roles, UserTable users) {
    this.guard = guard;
    this.teams = teams;
    this.roles = roles;
    this.users = users;
  }

  /** A team without members. The name of a deleted one may be used again. */
  Planned create(TeamDraft body, PlanScope scope) {
    guard.enter(scope);
    TeamDraft draft = checked(body, null);
    StoredTeam existing = teams.find(Name.of(draft.name()).key()).orElse(null);
    if (existing != null && existing.deletedAt() == null) {
      String tag = EntityTags.of(existing.team().id(), existing.team().revision());
      throw Asked.taken(WORD, "/name", body.name(), scope, tag);
    }
    Asked.requireNoTag(scope, WORD);
    Team team =
        existing == null
            ? new Team(
                Ids.at(scope.now()),
                draft.name(),
                draft.description(),
                List.of(),
                1,
                scope.now(),
                scope.now(),
                scope.changeId())
            : next(existing.team(), draft, scope);
    return planned(
        existing,
        new StoredTeam(team, List.of(), null),
        guard.around(
            scope,
            writes -> {
              if (existing == null) {
                teams.insert(writes, team);
              } else {
                teams.update(writes, team, null);
              }
            }));
  }

  /** What a team is for. */
  Planned update(NamedPatch body, PlanScope scope) {
    StoredTeam before = existing(body.name(), scope);
    TeamDraft known = new TeamDraft(before.team().name(), before.team().description());
    TeamDraft draft =
        checked(Asked.patched(known, body.patch(), TeamDraft.class), before.team().name());
    return draft.equals(known)
        ? nothing(before)
        : changed(before, draft, before.members(), null, scope, writes -> {});
  }

  /** No team any more: nobody is in it. */
  Planned delete(Named body, PlanScope scope) {
    StoredTeam before = existing(body.name(), scope);
    Team team = before.team();
    requireUnused(team);
    return changed(
        before,
        new TeamDraft(team.name(), team.description()),
        List.of(),
        scope.now(),
        scope,
        writes -> teams.dissolve(writes, team.id()));
  }

  /** Somebody joins. */
  Planned add(Membership body, PlanScope scope) {
    StoredTeam before = existing(body.name(), scope);
    User user = user(body.member());
    if (before.members().contains(user.id())) {
      return nothing(before);
    }
    String key = Name.of(before.team().name()).key();
    List<String> demanding =
        teams.contextsThatName(key).stream().map(context -> Name.of(context).key()).toList();
    guard.requireMayGiveMembership(scope.actor(), key, demanding);
    List<UUID> members = new ArrayList<>(before.members());
    members.add(user.id());
    Team team = before.team();
    return changed(
        before,
        new TeamDraft(team.name(), team.description()),
        members,
        null,
        scope,
        writes -> teams.add(writes, team.id(), user.id(), scope.now()));
  }

  /** Somebody leaves. */
  Planned remove(Membership body, PlanScope scope) {
    StoredTeam before = existing(body.name(), scope);
    User user = user(body.member());
    if (!before.members().contains(user.id())) {
      return nothing(before);
    }
    List<UUID> members = before.members().stream().filter(id -> !id.equals(user.id())).toList();
    Team team = before.team();
    return changed(
        before,
        new TeamDraft(team.name(), team.description()),
        members,
        null,
        scope,
        writes -> teams.remove(writes, team.id(), user.id()));
  }

  private StoredTeam existing(String name, PlanScope scope) {
    guard.enter(scope);
    StoredTeam found =
        teams
            .find(Name.of(name).key())
            .filter(team -> team.deletedAt() == null)
            .orElseThrow(() -> Asked.unknown(WORD, name));
    EntityTags.require(scope.ifMatch(), found.team().id(), found.team().revision());
    return found;
  }

  private User user(String name) {
    return users.find(Name.of(name).key()).orElseThrow(() -> Asked.unknown("user", name));
  }

  private void requireUnused(Team team) {
    List<Cause> causes = new ArrayList<>();
    for (String context : teams.contextsThatName(Name.of(team.name()).key())) {
      causes.add(
          Cause.of(
              "The rules of the context " + context + " name it.", "Change the context first."));
    }
    for (String role : roles.namesWithTeam(team.id())) {
      causes.add(
          Cause.of("The role " + role + " has it as a member.", "Take it out of the role first."));
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.IN_USE, "The team " + team.name() + " is still needed.", causes);
    }
  }

  private static TeamDraft checked(TeamDraft given, @Nullable String name) {
    Asked asked = new Asked();
    // Teams that rules named first may have any name, and keep it.
    String shown = name == null ? asked.name("/name", given.name()).shown() : name;
    if (name != null) {
      asked.sameName("/name", name, given.name());
    }
    String description = asked.text("/description", given.description());
    asked.refuse("The team");
    return new TeamDraft(shown, description);
  }

  private static Team next(Team before, TeamDraft draft, PlanScope scope) {
    return new Team(
        before.id(),
        draft.name(),
        draft.description(),
        before.members(),
        before.revision() + 1,
        before.createdAt(),
        scope.now(),
        scope.changeId());
  }

  private Planned changed(
      StoredTeam before,
      TeamDraft draft,
      List<UUID> members,
      @Nullable Instant deletedAt,
      PlanScope scope,
      Consumer<Writes> more) {
    Team team = next(before.team(), draft, scope);
    return planned(
        before,
        new StoredTeam(team, members, deletedAt),
        guard.around(
            scope,
            writes -> {
              teams.update(writes, team, deletedAt);
              more.accept(writes);
            }));
  }

  private static Planned nothing(StoredTeam team) {
    return planned(team, team, writes -> {});
  }

  private static Planned planned(
      @Nullable StoredTeam before, StoredTeam after, Consumer<Writes> write) {
    return new Planned(
        WORD,
        after.team().id(),
        after.team().name(),
        null,
        null,
        before == null ? 0 : before.team().revision(),
        after.team().revision(),
        before == null || before.deletedAt() != null ? null : before.logged(),
        after.logged(),
        write);
  }
}
