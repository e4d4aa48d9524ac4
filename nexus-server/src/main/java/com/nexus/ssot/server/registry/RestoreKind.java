package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;

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
