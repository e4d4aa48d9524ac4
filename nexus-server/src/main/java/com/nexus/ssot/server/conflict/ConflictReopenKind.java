package com.nexus.ssot.server.conflict;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Opens a conflict again whose settlement is taken back. Thread-safe. */
@Component
class ConflictReopenKind implements ChangeKind<ConflictReopening> {
  static final String KIND = "conflict.reopen";

  private final ConflictPlans plans;

  ConflictReopenKind(ConflictPlans plans) {
    this.plans = plans;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Class<ConflictReopening> body() {
    return ConflictReopening.class;
  }

  @Override
  public Set<String> contextKeys(ConflictReopening body) {
    return body.context() == null ? Set.of() : Set.of(body.context());
  }

  @Override
  public Planned plan(ConflictReopening body, PlanScope scope) {
    StoredConflict before = plans.lock(body.conflict(), scope);
    return ConflictPlans.planned(
        before, before.isOpen() ? before : before.open(scope.now(), scope.changeId()));
  }
}
