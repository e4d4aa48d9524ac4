package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.api.UserDraft;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.identity.PrincipalTable;
import com.nexus.ssot.server.identity.PrincipalTable.Standing;
import com.nexus.ssot.server.identity.UserTable;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans writes of people. Thread-safe. */
@Component
final class UserPlans {
  private static final String WORD = "user";

  private final Guard guard;
  private final UserTable users;
  private final PrincipalTable principals;
  private final Subjects subjects;

  UserPlans(Guard guard, UserTable users, PrincipalTable principals, Subjects subjects) {
    this.guard = guard;
    this.users = users;
    this.principals = principals;
    this.subjects = subjects;
  }

  /** A new person, who may do nothing yet. */
  Planned create(UserDraft body, PlanScope scope) {
    guard.enter(scope);
    UserDraft draft = checked(body, null);
    Name name = Name.of(draft.username());
    Optional<User> existing = users.find(name.key());
    if (existing.isPresent()) {
      String tag = EntityTags.of(existing.get().id(), existing.get().revision());
      throw Asked.taken(WORD, "/username", body.username(), scope, tag);
    }
    Asked.requireNoTag(scope, WORD);
    UUID id = Ids.at(scope.now());
    Standing after =
        new Standing(
            id, PrincipalKind.HUMAN, false, 1, scope.now(), scope.now(), scope.changeId(), null);
    return PrincipalPlans.planned(
        null,
        after,
        guard.around(
            scope,
            writes -> {
              principals.insert(
                  writes, id, PrincipalKind.HUMAN, name.shown(), null, false, scope.now());
              principals.touch(writes, id, 1, scope.now(), scope.changeId());
              users.insert(writes, id, name.shown(), name.key(), shown(draft), draft.email());
              subjects.add(writes, id);
            }));
  }

  /** How a person is called and reached. */
  Planned update(NamedPatch body, PlanScope scope) {
    guard.enter(scope);
    User user =
        users.find(Name.of(body.name()).key()).orElseThrow(() -> Asked.unknown(WORD, body.name()));
    EntityTags.require(scope.ifMatch(), user.id(), user.revision());
    UserDraft known = new UserDraft(user.username(), user.displayName(), user.email());
    UserDraft draft = checked(Asked.patched(known, body.patch(), UserDraft.class), user.username());
    Standing before = principals.standing(user.id()).orElseThrow();
    boolean same =
        shown(draft).equals(user.displayName()) && Objects.equals(draft.email(), user.email());
    if (!same) {
      guard.requireNotBelow(scope.actor(), user.id());
    }
    Standing after =
        same
            ? before
            : new Standing(
                before.id(),
                before.kind(),
                before.admin(),
                before.revision() + 1,
                before.createdAt(),
                scope.now(),
                scope.changeId(),
                before.disabledAt());
    return PrincipalPlans.planned(
        before,
        after,
        writes -> {
          users.update(writes, user.id(), shown(draft), draft.email());
          principals.touch(writes, user.id(), after.revision(), scope.now(), scope.changeId());
        });
  }

  private static UserDraft checked(UserDraft given, @Nullable String username) {
    Asked asked = new Asked();
    Name name = asked.name("/username", given.username());
    if (username != null) {
      asked.sameName("/username", username, given.username());
    }
    String displayName = asked.line("/display_name", given.displayName());
    String email = asked.email("/email", given.email());
    asked.refuse("The user");
    return new UserDraft(name.shown(), displayName, email);
  }

  private static String shown(UserDraft draft) {
    return draft.displayName() == null ? draft.username() : draft.displayName();
  }
}
