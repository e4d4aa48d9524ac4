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

/** Brings a deleted object of one type back as it was. Thread-safe. */
public final class RestoreKind<T extends Registered, D> implements ChangeKind<ObjectTarget> {
  private final ObjectType<T, D> type;
  private final Access access;

  /** A kind for one type. */
  public RestoreKind(ObjectType<T, D> type, Access access) {
    this.type = type;
    this.access = access;
  }

  @Override
  public String name() {
    return type.word() + ".restore";
  }

  @Override
  public Class<ObjectTarget> body() {
    return ObjectTarget.class;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return after == null
        ? List.of()
        : List.of(
            new Inverse(
                type.word() + ".delete",
                new ObjectTarget(after.path(type.nameField()).asString())));
  }

  @Override
  public Set<String> moving(ObjectTarget body) {
    return type.moving();
  }

  @Override
  public Planned plan(ObjectTarget body, PlanScope scope) {
    access.require(scope.actor(), type.verb(), type.kind(), null);
    T before = Targets.lockAny(type, body.name(), scope);
    if (before.deletedAt() == null) {
      return PlannedObject.nothing(type, before);
    }
    D checked = type.checked(type.draftOf(before), before);
    type.requireGiver(scope.actor(), null, checked);
    T after = type.made(checked, Stamp.after(before, scope, null), before);
    return PlannedObject.of(type, before, after, scope.actor());
  }
}
