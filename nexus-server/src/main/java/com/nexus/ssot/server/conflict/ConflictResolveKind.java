package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Says that a conflict is settled. What settles it stands in other operations of the same change.
 * Thread-safe.
 */
@Component
class ConflictResolveKind implements ChangeKind<ConflictSettlement> {
  static final String KIND = "conflict.resolve";

  private final ConflictPlans plans;

  ConflictResolveKind(ConflictPlans plans) {
    this.plans = plans;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Class<ConflictSettlement> body() {
    return ConflictSettlement.class;
  }

  @Override
  public Set<String> contextKeys(ConflictSettlement body) {
    return body.context() == null ? Set.of() : Set.of(body.context());
  }

  @Override
  public Set<String> moving(ConflictSettlement body) {
    return Set.of("resolved_at", "resolved_by");
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return after == null
        ? List.of()
        : List.of(
            new Inverse(
                ConflictReopenKind.KIND,
                new ConflictReopening(ConflictPlans.idIn(after), ConflictPlans.contextIn(after))));
  }

  @Override
  public Planned plan(ConflictSettlement body, PlanScope scope) {
    Way way =
        Way.of(body.resolution())
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.INVALID,
                    "There is no such resolution.",
                    List.of(Cause.at("/resolution", "It is not known.", null))));
    StoredConflict before = plans.lock(body.conflict(), scope);
    if (!before.isOpen()) {
      throw ConflictPlans.settled(before.conflict());
    }
    StoredConflict after =
        before.settled(
            way == Way.DISMISS ? ConflictState.DISMISSED : ConflictState.RESOLVED,
            way.word(),
            scope.now(),
            scope.actor().subject(),
            scope.changeId());
    return ConflictPlans.planned(before, after);
  }
}
