package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Creates an alias. Thread-safe. */
@Component
class AliasCreateKind implements ChangeKind<AliasDraft> {
  private final AliasPlans plans;
  private final AliasTable table;
  private final WaitingTable waiting;
  private final AliasMaker maker;

  AliasCreateKind(AliasPlans plans, AliasTable table, WaitingTable waiting, AliasMaker maker) {
    this.plans = plans;
    this.table = table;
    this.waiting = waiting;
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
  public Set<String> moving(AliasDraft body) {
    return body.expiresAt() == null ? AliasPlans.COUNTED_FROM_NOW : Set.of();
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return after == null ? List.of() : AliasPlans.deletionOf(after);
  }

  @Override
  public Planned plan(AliasDraft body, PlanScope scope) {
    RuledContext place = plans.enter(body.context(), scope.actor(), body.owner());
    Name name = Name.of(body.alias());
    String target = TargetChoice.keyOf(body);
    String successor = keyOf(body.successor());
    if (scope.assumeFree() && scope.ifMatch() == null && target == null && successor == null) {
      AliasWork work =
          new AliasWork(body, name, place, null, Situation.NOTHING, scope, new Findings());
      Alias made = make(work);
      if (work.found().none()) {
        return AliasPlans.created(made, scope.actor());
      }
      // Whoever is refused hears everything at once, also that the name is taken.
    }
    String contextKey = AliasWork.contextKey(body.context());
    Situation situation = table.situation(contextKey, name.key(), target, successor);
    Alias former = former(situation.existing(), place, scope, contextKey, name);
    AliasPlans.requireNew(former == null ? situation.existing() : null, scope);
    AliasWork work =
        new AliasWork(
            body,
            name,
            place,
            null,
            former == null ? situation : situation.withoutExisting(),
            scope,
            new Findings());
    Alias made = make(work);
    work.found().refuse();
    return former == null
        ? AliasPlans.created(made, scope.actor())
        : AliasPlans.inPlaceOf(former, made, scope.actor());
  }

  /** The alias that had the name, and has no claim to it any more; null when there is none. */
  private @Nullable Alias former(
      @Nullable Alias existing, RuledContext place, PlanScope scope, String contextKey, Name name) {
    if (existing == null || !Reservation.isOver(existing, place.rules(), scope.now())) {
      return null;
    }
    // Those who still lead to it would lead to something else without having been asked.
    AliasPlans.requireUnused(existing, table.leadingTo(contextKey, name.key(), scope.now()));
    return table.lockAlone(contextKey, name.key()).orElseThrow();
  }

  private Alias make(AliasWork work) {
    maker.checkName(work);
    Alias existing = work.situation().existing();
    if (existing != null) {
      AliasPlans.refuseTaken(existing, work);
    } else if (work.place().rule().approvalRequired()) {
      refuseProposed(work);
    }
    maker.checkElsewhere(work);
    return maker.make(work, null, Stamp.first(work.scope()));
  }

  private void refuseProposed(AliasWork work) {
    waiting
        .creating(work.contextKey(), work.name().key())
        .filter(change -> !change.equals(work.scope().changeId()))
        .ifPresent(change ->
            work.found()
                .clash(
                    FaultCode.ALREADY_EXISTS,
                    "The alias " + Quoted.of(work.draft().alias()) + " is proposed already",
                    "/alias",
                    "the change " + change + " would create it and waits for approval",
                    "wait for that change, or choose another name"));
  }

  private static @Nullable String keyOf(@Nullable String name) {
    return name == null ? null : Name.of(name).key();
  }
}
