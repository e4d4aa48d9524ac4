package com.nexus.ssot.server.registry.governance;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.http.EntityTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Adopts a rule set: it holds for every write from then on. Thread-safe. */
@Component
final class AdoptKind implements ChangeKind<RuleSetDraft> {
  /** No context's key; held by whatever is done one at a time, such as ending keys. */
  private static final String RULES_LOCK = "*";

  private final GovernanceTable table;
  private final ContextLocks locks;
  private final Access access;

  AdoptKind(GovernanceTable table, ContextLocks locks, Access access) {
    this.table = table;
    this.locks = locks;
    this.access = access;
  }

  @Override
  public String name() {
    return Governance.ADOPT;
  }

  @Override
  public Class<RuleSetDraft> body() {
    return RuleSetDraft.class;
  }

  @Override
  public Set<String> moving(RuleSetDraft body) {
    return Set.of("adopted_at");
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null || !before.path("source").isString()
        ? List.of()
        : List.of(
            new Inverse(
                name(), new RuleSetDraft(before.path("source").asString(), "rules", false)));
  }

  @Override
  public Planned plan(RuleSetDraft body, PlanScope scope) {
    access.require(scope.actor(), Verb.ADMIN, ObjectKind.POLICY, null);
    JsonNode rules = Json.tree(Governance.read(body.source(), body.file()));
    locks.alone(RULES_LOCK);
    locks.alone(table.contextKeys());
    Optional<GovernanceTable.Stored> current = table.current();
    current.ifPresent(stored -> requireWanted(stored, body, scope));
    String canonical = CanonicalJson.text(rules);
    String checksum = Sha256.prefixed(CanonicalJson.bytes(rules));
    if (current.isPresent() && current.get().set().checksum().equals(checksum)) {
      RuleSet same = current.get().set();
      return planned(current.get().id(), same, same, body, scope);
    }
    RuleSet next =
        new RuleSet(
            current.map(stored -> stored.set().version()).orElse(0) + 1,
            Json.stored().readTree(canonical),
            body.source(),
            checksum,
            scope.now(),
            scope.actor().subject().toString(),
            scope.changeId());
    UUID id = current.map(GovernanceTable.Stored::id).orElseGet(() -> Ids.at(scope.now()));
    return planned(id, current.map(GovernanceTable.Stored::set).orElse(null), next, body, scope);
  }

  private static void requireWanted(
      GovernanceTable.Stored current, RuleSetDraft body, PlanScope scope) {
    if (body.first()) {
      throw Fault.of(FaultCode.ALREADY_EXISTS, "The registry has rules already");
    }
    EntityTags.require(scope.ifMatch(), current.id(), current.set().version());
  }

  private static Planned planned(
      UUID id, @Nullable RuleSet before, RuleSet after, RuleSetDraft body, PlanScope scope) {
    return new Planned(
        "governance",
        id,
        "rules",
        null,
        null,
        before == null ? 0 : before.version(),
        after.version(),
        before == null ? null : Json.tree(before),
        Json.tree(after),
        writes -> GovernanceTable.insert(id, after, body.source(), scope.actor(), writes));
  }
}
