package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Lets an alias hold for longer, also one that has expired. Thread-safe. */
@Component
class AliasRenewKind implements ChangeKind<AliasExtension> {
  static final String KIND = "alias.renew";

  private final AliasPlans plans;
  private final AliasTable table;
  private final AliasUpdateKind update;

  AliasRenewKind(AliasPlans plans, AliasTable table, AliasUpdateKind update) {
    this.plans = plans;
    this.table = table;
    this.update = update;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Class<AliasExtension> body() {
    return AliasExtension.class;
  }

  @Override
  public Set<String> contextKeys(AliasExtension body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  /** It may expire while the renewal waits for people, and is counted from then on. */
  @Override
  public Set<String> moving(AliasExtension body) {
    return AliasPlans.COUNTED_FROM_NOW;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null || after == null
        ? List.of()
        : List.of(AliasPlans.backwards(before, after));
  }

  @Override
  public Planned plan(AliasExtension body, PlanScope scope) {
    String contextKey = AliasWork.contextKey(body.context());
    String key = Name.of(body.alias()).key();
    RuledContext place =
        plans.enter(body.context(), scope.actor(), null, () -> table.ownerOf(contextKey, key));
    Alias before =
        AliasPlans.requireLive(
            table.situation(contextKey, key, null, null).existing(), body.alias(), scope);
    Instant until = until(before, body.ttl(), place.rules().expiration(), scope.now());
    JsonNode patch = Json.mapper().createObjectNode().put("expires_at", until.toString());
    return update.plan(new AliasPatch(body.alias(), body.context(), patch), scope);
  }

  /** When it expires then: where nobody says how long, at most as late as the rules allow. */
  private static Instant until(
      Alias alias, @Nullable String ttl, GovernanceRules.Expiration rules, Instant now) {
    Instant expires = alias.expiresAt();
    if (expires == null) {
      throw refused(
          "The alias '" + alias.alias() + "' does not expire",
          Cause.of("there is nothing to renew", "leave it as it is"));
    }
    Instant start = expires.isAfter(now) ? expires : now;
    Instant from = alias.validFrom();
    Instant latest = rules.maxTtl().addTo(from != null && from.isAfter(now) ? from : now);
    if (ttl == null) {
      Instant usual = rules.defaultTtl().addTo(start);
      Instant allowed = usual.isAfter(latest) ? latest : usual;
      return allowed.isAfter(expires) ? allowed : expires;
    }
    Instant asked = Period.parse(ttl, "/ttl").addTo(start);
    if (asked.isAfter(latest)) {
      throw refused(
          "The alias would hold for too long",
          Cause.at(
              "/ttl",
              "it would expire at "
                  + asked
                  + ", and the rules allow "
                  + rules.maxTtl()
                  + " from now on",
              "choose a ttl with which it expires at " + latest + " at the latest"));
    }
    return asked;
  }

  private static Fault refused(String detail, Cause cause) {
    return Fault.of(FaultCode.INVALID, detail, List.of(cause));
  }
}
