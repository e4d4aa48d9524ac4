package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes an alias by merge patch. Thread-safe. */
@Component
class AliasUpdateKind implements ChangeKind<AliasPatch> {
  private final AliasPlans plans;
  private final AliasTable table;
  private final AliasMaker maker;

  AliasUpdateKind(AliasPlans plans, AliasTable table, AliasMaker maker) {
    this.plans = plans;
    this.table = table;
    this.maker = maker;
  }

  @Override
  public String name() {
    return "alias.update";
  }

  @Override
  public Class<AliasPatch> body() {
    return AliasPatch.class;
  }

  @Override
  public Set<String> contextKeys(AliasPatch body) {
    return Set.of(AliasWork.contextKey(body.context()));
  }

  @Override
  public Set<String> moving(AliasPatch body) {
    return body.patch().hasNonNull("expires_at") ? Set.of() : AliasPlans.COUNTED_FROM_NOW;
  }

  @Override
  public List<Inverse> invert(@Nullable JsonNode before, @Nullable JsonNode after) {
    return before == null || after == null
        ? List.of()
        : List.of(AliasPlans.backwards(before, after));
  }

  @Override
  public Planned plan(AliasPatch body, PlanScope scope) {
    String contextKey = AliasWork.contextKey(body.context());
    Name name = Name.of(body.alias());
    RuledContext place =
        plans.enter(
            body.context(), scope.actor(), null, () -> table.ownerOf(contextKey, name.key()));
    Situation alone = table.situation(contextKey, name.key(), null, null);
    Alias before = AliasPlans.requireLive(alone.existing(), body.alias(), scope);
    AliasDraft draft = patched(before, body.patch());
    requireSameName(before, draft);
    plans.requireOwner(contextKey, scope.actor(), null, before.owner());
    if (!Objects.equals(draft.owner(), before.owner())) {
      plans.requireOwner(contextKey, scope.actor(), null, draft.owner());
    }
    boolean judged = targetIsJudged(before, draft, scope);
    String successor = draft.successor();
    Situation situation =
        judged || successor != null
            ? table.situation(
                contextKey,
                name.key(),
                judged ? TargetChoice.keyOf(draft) : null,
                successor == null ? null : Name.of(successor).key())
            : alone;
    AliasWork work = new AliasWork(draft, name, place, before, situation, scope, new Findings());
    TargetChoice known = judged ? null : new TargetChoice(before.targetKind(), before.canonical());
    Alias after = maker.make(work, known, AliasPlans.next(before, scope, null));
    work.found().refuse();
    return AliasPlans.draftOf(after).equals(AliasPlans.draftOf(before))
        ? AliasPlans.nothing(before, scope.actor())
        : AliasPlans.replaced(before, after, scope.actor());
  }

  /**
   * What the caller wants it to be. Saying one of two fields that exclude each other, or are worked
   * out from each other, takes the other back.
   */
  private static AliasDraft patched(Alias before, JsonNode patch) {
    if (!(patch instanceof ObjectNode fields)) {
      throw Fault.of(
          FaultCode.INVALID,
          "The patch is not an object",
          List.of(Cause.of("a merge patch of an alias is a JSON object", "send {} with fields")));
    }
    ObjectNode known = (ObjectNode) Json.tree(AliasPlans.draftOf(before));
    if (fields.has("canonical") && !fields.has("target_kind") && !sameTarget(before, fields)) {
      known.remove("target_kind");
    }
    if (fields.has("ttl") && !fields.has("expires_at")) {
      known.remove("expires_at");
    }
    return Json.patched(known, patch, AliasDraft.class);
  }

  private static boolean sameTarget(Alias before, ObjectNode fields) {
    String canonical = fields.path("canonical").asString("");
    return canonical.equals(before.canonical());
  }

  /** A target is judged when it changes, and when an alias that was not in use comes back. */
  private static boolean targetIsJudged(Alias before, AliasDraft draft, PlanScope scope) {
    return !draft.canonical().equals(before.canonical())
        || draft.targetKind() != before.targetKind()
        || !AliasMaker.isInUse(before, scope.now());
  }

  private static void requireSameName(Alias before, AliasDraft draft) {
    boolean sameName = Name.of(draft.alias()).key().equals(Name.of(before.alias()).key());
    String context = draft.context();
    boolean sameContext =
        context != null && Name.of(context).key().equals(Name.of(before.context()).key());
    if (!sameName || !sameContext) {
      throw Fault.of(
          FaultCode.INVALID,
          "An alias keeps its name and its context",
          List.of(
              fixed(
                  sameName ? "/context" : "/alias", sameName ? before.context() : before.alias())));
    }
  }

  private static Cause fixed(String at, @Nullable String is) {
    return Cause.at(
        at, "it cannot be changed from '" + is + "'", "create another alias and delete this one");
  }
}
