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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Says that an alias has expired already, so that an import ends with what the export had.
 * Thread-safe.
 */
@Component
class AliasExpireKind implements ChangeKind<AliasEnd> {
  static final String KIND = "alias.expire";

  private final AliasPlans plans;
  private final AliasTable table;

  AliasExpireKind(AliasPlans plans, AliasTable table) {
    this.plans = plans;
    this.table = table;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Class<AliasEnd> body() {
    return AliasEnd.class;
  }

  @Override
  public Set<String> contextKeys(AliasEnd body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null || after == null
        ? List.of()
        : List.of(AliasPlans.backwards(before, after));
  }

  @Override
  public Planned plan(AliasEnd body, PlanScope scope) {
    String contextKey = AliasWork.contextKey(body.context());
    String key = Name.of(body.alias()).key();
    plans.enter(body.context(), scope.actor(), null, () -> table.ownerOf(contextKey, key));
    Alias before =
        AliasPlans.requireLive(
            table.situation(contextKey, key, null, null).existing(), body.alias(), scope);
    plans.requireOwner(contextKey, scope.actor(), null, before.owner());
    requirePossible(before, body.at(), scope.now());
    return body.at().equals(before.expiresAt())
        ? AliasPlans.nothing(before, scope.actor())
        : AliasPlans.replaced(before, expired(before, body.at(), scope), scope.actor());
  }

  private static void requirePossible(Alias alias, Instant at, Instant now) {
    Instant from = alias.validFrom();
    boolean future = at.isAfter(now);
    if (future || (from != null && !from.isBefore(at))) {
      throw Fault.of(
          FaultCode.INVALID,
          "The alias cannot have expired then",
          List.of(
              Cause.at(
                  "/at",
                  future ? "that is in the future" : "it was not valid yet",
                  future
                      ? "change expires_at instead, or give an earlier time"
                      : "give a time after " + from)));
    }
  }

  private static Alias expired(Alias alias, Instant at, PlanScope scope) {
    Stamp stamp = AliasPlans.next(alias, scope, null);
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
        at,
        alias.successor(),
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
