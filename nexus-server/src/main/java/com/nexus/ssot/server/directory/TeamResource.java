package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Team;
import com.nexus.ssot.model.api.TeamDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.StoredTeam;
import com.nexus.ssot.server.identity.TeamTable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Teams over HTTP. */
@RestController
@RequestMapping("/api/teams")
final class TeamResource {
  private static final String PATH = "/api/teams/";

  private final TeamTable table;
  private final DirectoryWrites writes;
  private final Pages pages;

  TeamResource(TeamTable table, DirectoryWrites writes, Pages pages) {
    this.table = table;
    this.writes = writes;
    this.pages = pages;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  Page<Team> list(@Query Pages.Filter filter) {
    return pages.page("teams", filter.page(), table::list, table::count, Team::name);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  ResponseEntity<Team> get(@PathVariable String name) {
    Team team = existing(name);
    return EntityTags.ok(team.id(), team.revision(), team);
  }

  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> create(@Body TeamDraft draft, Actor actor, WriteOptions options) {
    return answer(writes.propose("team.create", draft, actor, options), draft.name());
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    NamedPatch body = new NamedPatch(name, patch);
    return answer(writes.propose("team.update", body, actor, options), name);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.answer(
        writes.propose("team.delete", new Named(name), actor, options), PATH + name);
  }

  /** Takes a person in. */
  @PutMapping("/{name}/members/{user}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> add(
      @PathVariable String name, @PathVariable String user, Actor actor, WriteOptions options) {
    Membership body = new Membership(name, user);
    return answer(writes.propose("team.member_add", body, actor, options), name);
  }

  /** Lets a person go. */
  @DeleteMapping("/{name}/members/{user}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> remove(
      @PathVariable String name, @PathVariable String user, Actor actor, WriteOptions options) {
    Membership body = new Membership(name, user);
    return answer(writes.propose("team.member_remove", body, actor, options), name);
  }

  private ResponseEntity<?> answer(Outcome outcome, String name) {
    return writes.answer(outcome, PATH + name, () -> existing(name), Team::id, Team::revision);
  }

  private Team existing(String name) {
    return table
        .find(Name.of(name).key())
        .filter(team -> team.deletedAt() == null)
        .map(StoredTeam::team)
        .orElseThrow(() -> Asked.unknown("team", name));
  }
}
