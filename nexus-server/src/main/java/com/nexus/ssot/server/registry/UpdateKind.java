package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Changes an object of one type by merge patch. Thread-safe. */
public final class UpdateKind<T extends Registered, D> implements ChangeKind<ObjectPatch> {
  private final ObjectType<T, D> type;
  private final Access access;

  /** A kind for one type. */
  public UpdateKind(ObjectType<T, D> type, Access access) {
    this.type = type;
    this.access = access;
  }

  @Override
  public String name() {
    return type.word() + ".update";
  }

  @Override
  public Class<ObjectPatch> body() {
    return ObjectPatch.class;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null || after == null
        ? List.of()
        : List.of(
            new Inverse(
                name(),
                new ObjectPatch(
                    before.path(type.nameField()).asString(),
                    Backwards.patch(before, after, type.draft()))));
  }

  @Override
  public Set<String> moving(ObjectPatch body) {
    return type.moving();
  }

  @Override
  public Planned plan(ObjectPatch body, PlanScope scope) {
    access.require(scope.actor(), type.verb(), type.kind(), null);
    T before = Targets.lock(type, body.name(), scope);
    D known = type.draftOf(before);
    D wanted = Json.patched(Json.tree(known), body.patch(), type.draft());
    requireSameName(before, wanted);
    D checked = type.checked(wanted, before);
    if (checked.equals(known)) {
      return PlannedObject.nothing(type, before);
    }
    type.requireGiver(scope.actor(), before, checked);
    T after = type.made(checked, Stamp.after(before, scope, before.deletedAt()), before);
    return PlannedObject.of(type, before, after, scope.actor())
        .needingPeople(type.reasons(before, checked));
  }

  private void requireSameName(T before, D wanted) {
    String name = type.nameOf(before);
    if (!Name.of(type.nameIn(wanted)).key().equals(Name.of(name).key())) {
      throw Fault.of(
          FaultCode.INVALID,
          "The name of a " + type.word() + " is fixed",
          List.of(
              Cause.at(
                  "/" + type.nameField(),
                  "it cannot be changed from '" + name + "'",
                  "create another " + type.word() + " and delete this one")));
    }
  }
}
