package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Brings a deleted alias back as it was, if what it leads to still stands and its name could be
 * given today. Thread-safe.
 */
@Component
class AliasRestoreKind implements ChangeKind<AliasTarget> {
  private final AliasPlans plans;
  private final AliasTable table;
  private final AliasMaker maker;

  AliasRestoreKind(AliasPlans plans, AliasTable table, AliasMaker maker) {
    this.plans = plans;
    this.table = table;
    this.maker = maker;
  }

  @Override
  public String name() {
    return "alias.restore";
  }

  @Override
  public Class<AliasTarget> body() {
    return AliasTarget.class;
  }

  @Override
  public Set<String> contextKeys(AliasTarget body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  @Override
  public Set<String> moving(AliasTarget body) {
    return AliasPlans.COUNTED_FROM_NOW;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return after == null ? List.of() : AliasPlans.deletionOf(after);
  }

  @Override
  public Planned plan(AliasTarget body, PlanScope scope) {
    String contextKey = AliasWork.contextKey(body.context());
    Name name = Name.of(body.alias());
    RuledContext place =
        plans.enter(
            body.context(), scope.actor(), null, () -> table.ownerOf(contextKey, name.key()));
    Situation alone = table.situation(contextKey, name.key(), null, null);
    Alias before = AliasPlans.require(alone.existing(), body.alias(), scope);
    plans.requireOwner(contextKey, scope.actor(), null, before.owner());
    if (before.deletedAt() == null) {
      return AliasPlans.nothing(before, scope.actor());
    }
    AliasDraft draft = AliasPlans.draftOf(before);
    Situation situation = table.situation(contextKey, name.key(), TargetChoice.keyOf(draft), null);
    AliasWork work = new AliasWork(draft, name, place, before, situation, scope, new Findings());
    maker.checkName(work);
    maker.checkElsewhere(work);
    Alias after = maker.make(work, null, AliasPlans.next(before, scope, null));
    work.found().refuse();
    return AliasPlans.replaced(before, after, scope.actor());
  }
}
