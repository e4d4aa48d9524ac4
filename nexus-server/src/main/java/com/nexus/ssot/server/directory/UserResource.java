package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.Invitation;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.api.UserDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.UserTable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** People over HTTP. */
@RestController
@RequestMapping("/api/users")
final class UserResource {
  private static final String PATH = "/api/users/";

  private final UserTable table;
  private final DirectoryWrites writes;
  private final Inviting inviting;
  private final LostSignIns lost;
  private final Pages pages;
  private final Access access;

  UserResource(
      UserTable table,
      DirectoryWrites writes,
      Inviting inviting,
      LostSignIns lost,
      Pages pages,
      Access access) {
    this.table = table;
    this.writes = writes;
    this.inviting = inviting;
    this.lost = lost;
    this.pages = pages;
    this.access = access;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  Page<User> list(@Query Pages.Filter filter, Actor actor) {
    Page<User> page = pages.page("users", filter.page(), table::list, table::count, User::username);
    boolean privy = isPrivy(actor);
    return new Page<>(
        page.items().stream().map(user -> seenBy(actor, privy, user)).toList(),
        page.next(),
        page.total());
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.ROLE)
  ResponseEntity<User> get(@PathVariable String name, Actor actor) {
    User user = seenBy(actor, isPrivy(actor), existing(name));
    return EntityTags.ok(user.id(), user.revision(), user);
  }

  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> create(@Body UserDraft draft, Actor actor, WriteOptions options) {
    return answer(writes.propose("user.create", draft, actor, options), draft.username(), actor);
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    NamedPatch body = new NamedPatch(name, patch);
    return answer(writes.propose("user.update", body, actor, options), name, actor);
  }

  /** Keeps a person from doing anything, from the next request on. */
  @PostMapping("/{name}/disable")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> disable(@PathVariable String name, Actor actor, WriteOptions options) {
    return state("principal.disable", name, actor, options);
  }

  @PostMapping("/{name}/enable")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> enable(@PathVariable String name, Actor actor, WriteOptions options) {
    return state("principal.enable", name, actor, options);
  }

  /** Makes a code by which a person signs in for the first time; it is shown only now. */
  @PostMapping("/{name}/invitation")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<?> invite(@PathVariable String name, Actor actor) {
    return ResponseEntity.status(201).body(inviting.invite(existing(name), actor));
  }

  /**
   * Ends all sessions and tokens of a person; their keys go on. Only for people, just signed in.
   */
  @DeleteMapping("/{name}/sessions")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  ResponseEntity<Void> endSessions(@PathVariable String name, Actor actor) {
    lost.end(existing(name), actor);
    return ResponseEntity.noContent().build();
  }

  /**
   * Takes away a lost authenticator program, with the password and all sessions and tokens, and
   * makes a code by which the person sets a password again; it is shown only now. Only for people,
   * just signed in.
   */
  @DeleteMapping("/{name}/totp")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
  Invitation removeTotp(@PathVariable String name, Actor actor) {
    return lost.takeAway(existing(name), actor);
  }

  private ResponseEntity<?> state(String kind, String name, Actor actor, WriteOptions options) {
    PrincipalTarget target = new PrincipalTarget(existing(name).id());
    return answer(writes.propose(kind, target, actor, options), name, actor);
  }

  private ResponseEntity<?> answer(Outcome outcome, String name, Actor actor) {
    return writes.answer(
        outcome,
        PATH + name,
        () -> seenBy(actor, isPrivy(actor), existing(name)),
        User::id,
        User::revision);
  }

  /** Whether a caller may see everybody's personal data. */
  private boolean isPrivy(Actor actor) {
    return access.allows(actor, Verb.READ, ObjectKind.PII, null);
  }

  private static User seenBy(Actor actor, boolean privy, User user) {
    return privy || actor.principalId().equals(user.id()) ? user : user.masked();
  }

  private User existing(String name) {
    return table.find(Name.of(name).key()).orElseThrow(() -> Asked.unknown("user", name));
  }
}
