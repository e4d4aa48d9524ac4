package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.http.EntityTags;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates an object of one type. Thread-safe. */
public final class CreateKind<T extends Registered, D> implements ChangeKind<D> {
  private final ObjectType<T, D> type;
  private final Access access;

  /** A kind for one type. */
  public CreateKind(ObjectType<T, D> type, Access access) {
    this.type = type;
    this.access = access;
  }

  @Override
  public String name() {
    return type.word() + ".create";
  }

  @Override
  public Class<D> body() {
    return type.draft();
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
  public Set<String> moving(D body) {
    return type.moving();
  }

  @Override
  public Planned plan(D body, PlanScope scope) {
    access.require(scope.actor(), type.verb(), type.kind(), null);
    D checked = type.checked(body, null);
    type.requireGiver(scope.actor(), null, checked);
    T existing = type.lock(Name.of(type.nameIn(checked)).key()).orElse(null);
    if (existing != null) {
      refuseTaken(existing, scope);
    }
    EntityTags.requireNone(scope.ifMatch(), type.word());
    T made = type.made(checked, Stamp.first(scope), null);
    return PlannedObject.of(type, null, made, writes -> type.insert(made, scope.actor(), writes));
  }

  private void refuseTaken(T existing, PlanScope scope) {
    String name = type.nameOf(existing);
    if (existing.deletedAt() == null && scope.createOnly()) {
      throw Fault.preconditionFailed(
          "The " + type.word() + " '" + name + "' exists",
          EntityTags.of(existing.id(), existing.revision()));
    }
    throw Fault.of(
        FaultCode.ALREADY_EXISTS,
        existing.deletedAt() == null
            ? "The " + type.word() + " '" + name + "' exists already"
            : "The name '" + name + "' belongs to a deleted " + type.word(),
        List.of(
            Cause.at(
                "/" + type.nameField(),
                "the name is taken",
                existing.deletedAt() == null
                    ? "choose another name, or update the existing " + type.word()
                    : "restore the deleted " + type.word() + ", or choose another name")));
  }
}
