package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Deletes an object of one type; it can be restored. Thread-safe. */
public final class DeleteKind<T extends Registered, D> implements ChangeKind<ObjectTarget> {
  private final ObjectType<T, D> type;
  private final Access access;

  /** A kind for one type. */
  public DeleteKind(ObjectType<T, D> type, Access access) {
    this.type = type;
    this.access = access;
  }

  @Override
  public String name() {
    return type.word() + ".delete";
  }

  @Override
  public Class<ObjectTarget> body() {
    return ObjectTarget.class;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null
        ? List.of()
        : List.of(
            new Inverse(
                type.word() + ".restore",
                new ObjectTarget(before.path(type.nameField()).asString())));
  }

  @Override
  public Set<String> moving(ObjectTarget body) {
    return type.moving();
  }

  @Override
  public Planned plan(ObjectTarget body, PlanScope scope) {
    access.require(scope.actor(), type.verb(), type.kind(), null);
    T before = Targets.lock(type, body.name(), scope);
    type.requireUnused(before, scope.changeId());
    T after = type.made(type.draftOf(before), Stamp.after(before, scope, scope.now()), before);
    return PlannedObject.of(type, before, after, scope.actor());
  }
}
