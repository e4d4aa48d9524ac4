package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
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

/** Deletes an alias; it keeps its name and can be restored. Thread-safe. */
@Component
class AliasDeleteKind implements ChangeKind<AliasRetirement> {
  /** The context where deleting is an act with a grant of its own. */
  private static final String SYSTEM = "system";

  private static final String DELETE = "delete";

  private final AliasPlans plans;
  private final AliasTable table;
  private final NoticePeriod notice;

  AliasDeleteKind(AliasPlans plans, AliasTable table, NoticePeriod notice) {
    this.plans = plans;
    this.table = table;
    this.notice = notice;
  }

  @Override
  public String name() {
    return "alias.delete";
  }

  @Override
  public Class<AliasRetirement> body() {
    return AliasRetirement.class;
  }

  @Override
  public Set<String> contextKeys(AliasRetirement body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      return List.of();
    }
    Inverse restored =
        new Inverse("alias.restore", new AliasTarget(AliasPlans.name(before), context(before)));
    return before.path("successor").equals(after.path("successor"))
        ? List.of(restored)
        : List.of(restored, AliasPlans.backwards(before, after));
  }

  private static String context(JsonNode alias) {
    return alias.path("context").asString();
  }

  @Override
  public Planned plan(AliasRetirement body, PlanScope scope) {
    String contextKey = AliasWork.contextKey(body.context());
    String key = Name.of(body.alias()).key();
    String act = contextKey.equals(SYSTEM) ? DELETE : null;
    RuledContext place =
        plans.enter(body.context(), scope.actor(), act, () -> table.ownerOf(contextKey, key));
    Alias before =
        AliasPlans.requireLive(table.lockAlone(contextKey, key).orElse(null), body.alias(), scope);
    plans.requireOwner(contextKey, scope.actor(), act, before.owner());
    String successor = successor(body, before, contextKey, key, scope);
    AliasPlans.requireUnused(before, table.leadingTo(contextKey, key, scope.now()));
    notice.requireServed(before, place.rules(), scope.now());
    return AliasPlans.replaced(before, deleted(before, successor, scope), scope.actor());
  }

  private @Nullable String successor(
      AliasRetirement body, Alias before, String contextKey, String key, PlanScope scope) {
    String given = body.successor();
    if (given == null) {
      return before.successor();
    }
    Alias successor = table.situation(contextKey, key, null, Name.of(given).key()).successor();
    if (successor == null || !AliasMaker.isInUse(successor, scope.now())) {
      throw Fault.of(
          FaultCode.INVALID,
          "The successor cannot be used",
          List.of(
              Cause.at(
                  "/successor",
                  "there is no such alias in use",
                  "name another alias of the same context")));
    }
    return successor.alias();
  }

  private static Alias deleted(Alias alias, @Nullable String successor, PlanScope scope) {
    Stamp stamp = AliasPlans.next(alias, scope, scope.now());
    return new Alias(
        alias.id(),
        alias.alias(),
        alias.context(),
        alias.canonical(),
        alias.targetKind(),
        alias.type(),
        alias.description(),
        alias.owner(),
        alias.labels(),
        alias.validFrom(),
        alias.expiresAt(),
        successor,
        alias.deprecatedAt(),
        alias.sunsetAt(),
        alias.isActive(),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        alias.createdBy(),
        stamp.changeId(),
        stamp.deletedAt());
  }
}
