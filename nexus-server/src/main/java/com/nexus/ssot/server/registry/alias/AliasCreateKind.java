package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates an alias. Thread-safe. */
@Component
class AliasCreateKind implements ChangeKind<AliasDraft> {
  private final AliasPlans plans;
  private final AliasTable table;
  private final AliasMaker maker;

  AliasCreateKind(AliasPlans plans, AliasTable table, AliasMaker maker) {
    this.plans = plans;
    this.table = table;
    this.maker = maker;
  }

  @Override
  public String name() {
    return "alias.create";
  }

  @Override
  public Class<AliasDraft> body() {
    return AliasDraft.class;
  }

  @Override
  public Set<String> contextKeys(AliasDraft body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  @Override
  public Planned plan(AliasDraft body, PlanScope scope) {
    RuledContext place = plans.enter(body.context(), scope.actor());
    Name name = Name.of(body.alias());
    Situation situation =
        table.situation(
            AliasWork.contextKey(body.context()),
            name.key(),
            TargetChoice.keyOf(body),
            keyOf(body.successor()));
    AliasPlans.requireNew(situation.existing(), scope);
    AliasWork work = new AliasWork(body, name, place, null, situation, scope, new Findings());
    maker.checkName(work);
    if (situation.existing() != null) {
      AliasPlans.refuseTaken(situation.existing(), scope.now(), work.found());
    }
    maker.checkElsewhere(work);
    Alias made = maker.make(work, null, Stamp.first(scope));
    work.found().refuse();
    return AliasPlans.created(made, scope.actor());
  }

  private static @Nullable String keyOf(@Nullable String name) {
    return name == null ? null : Name.of(name).key();
  }
}
