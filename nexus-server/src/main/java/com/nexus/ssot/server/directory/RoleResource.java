package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.access.AccessFile;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Role;
import com.nexus.ssot.model.api.RoleDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.RoleTable;
import com.nexus.ssot.server.identity.StoredRole;
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

/** Roles over HTTP. */
@RestController
@RequestMapping("/api/roles")
final class RoleResource {
  private static final String PATH = "/api/roles/";

  private final RoleTable table;
  private final RoleImport imports;
  private final DirectoryWrites writes;
  private final Pages pages;

  RoleResource(RoleTable table, RoleImport imports, DirectoryWrites writes, Pages pages) {
    this.table = table;
    this.imports = imports;
    this.writes = writes;
    this.pages = pages;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  Page<Role> list(@Query Pages.Filter filter) {
    return pages.page(
        "roles",
        filter.page(),
        (after, limit) -> table.list(after, limit).stream().map(StoredRole::shown).toList(),
        table::count,
        Role::name);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  ResponseEntity<Role> get(@PathVariable String name) {
    Role role = existing(name);
    return EntityTags.ok(role.id(), role.revision(), role);
  }

  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> create(@Body RoleDraft draft, Actor actor, WriteOptions options) {
    return answer(writes.propose("role.create", draft, actor, options), draft.name());
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    NamedPatch body = new NamedPatch(name, patch);
    return answer(writes.propose("role.update", body, actor, options), name);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.answer(
        writes.propose("role.delete", new Named(name), actor, options), PATH + name);
  }

  /** Gives the role to a person, to a team ({@code team:name}) or to all teams ({@code team:*}). */
  @PutMapping("/{name}/members/{member}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> add(
      @PathVariable String name, @PathVariable String member, Actor actor, WriteOptions options) {
    Membership body = new Membership(name, member);
    return answer(writes.propose("role.member_add", body, actor, options), name);
  }

  /** Takes the role from a person, from a team or from all teams. */
  @DeleteMapping("/{name}/members/{member}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> remove(
      @PathVariable String name, @PathVariable String member, Actor actor, WriteOptions options) {
    Membership body = new Membership(name, member);
    return answer(writes.propose("role.member_remove", body, actor, options), name);
  }

  /** Takes the roles of a file into force, with the teams it names. */
  @PostMapping("/import")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> adopt(
      @Body(
              maxBytes = AccessFile.MAX_BYTES,
              types = {"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
          byte[] file,
      Actor actor,
      WriteOptions options) {
    if (options.ifMatch() != null || options.createOnly()) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER, "A file is about several objects and has no entity tag.");
    }
    return writes.whole(writes.propose(imports.read(file), actor, options));
  }

  private ResponseEntity<?> answer(Outcome outcome, String name) {
    return writes.answer(outcome, PATH + name, () -> existing(name), Role::id, Role::revision);
  }

  private Role existing(String name) {
    return table
        .find(Name.of(name).key())
        .filter(role -> role.deletedAt() == null)
        .map(StoredRole::shown)
        .orElseThrow(() -> Asked.unknown("role", name));
  }
}
