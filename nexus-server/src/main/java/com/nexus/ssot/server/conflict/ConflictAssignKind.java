package com.nexus.ssot.server.conflict;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.Causes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Gives a conflict to a team or person. Thread-safe. */
@Component
class ConflictAssignKind implements ChangeKind<ConflictAssignment> {
  static final String KIND = "conflict.assign";

  private static final int MOST_OWNER = 255;

  private final ConflictPlans plans;

  ConflictAssignKind(ConflictPlans plans) {
    this.plans = plans;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Class<ConflictAssignment> body() {
    return ConflictAssignment.class;
  }

  @Override
  public Set<String> contextKeys(ConflictAssignment body) {
    return body.context() == null ? Set.of() : Set.of(body.context());
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null
        ? List.of()
        : List.of(
            new Inverse(
                KIND,
                new ConflictAssignment(
                    ConflictPlans.idIn(before),
                    ConflictPlans.contextIn(before),
                    ConflictPlans.textIn(before, "owner"))));
  }

  @Override
  public Planned plan(ConflictAssignment body, PlanScope scope) {
    StoredConflict before = plans.lock(body.conflict(), scope);
    Causes causes = new Causes();
    String owner = causes.text("/owner", body.owner(), MOST_OWNER);
    causes.refuse("The conflict");
    return ConflictPlans.planned(
        before,
        Objects.equals(owner, before.conflict().owner())
            ? before
            : before.ownedBy(owner, scope.now(), scope.changeId()));
  }
}
