package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.registry.anchor.Judge;
import com.nexus.ssot.server.registry.context.Contexts;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports OpenAPI documents, each as one change: the anchor with a version, the service, the
 * endpoints, and aliases when asked for; aliases that people must approve are changes of their own.
 * A document that is known already takes no change. Thread-safe.
 */
@Component
public class OpenApiImport {
  /** How often an import that lost a race for a name is planned again. */
  private static final int RETRIES = 3;

  /** Aliases in one change that waits: as a whole it is one event of the audit log, of 1 MiB. */
  private static final int MOST_WAITING = 250;

  private final AnchorPlanner anchors;
  private final EndpointPlanner endpoints;
  private final AliasPlanner aliases;
  private final Judge judge;
  private final Contexts contexts;
  private final Changes changes;
  private final Access access;

  OpenApiImport(
      AnchorPlanner anchors,
      EndpointPlanner endpoints,
      AliasPlanner aliases,
      Judge judge,
      Contexts contexts,
      Changes changes,
      Access access) {
    this.anchors = anchors;
    this.endpoints = endpoints;
    this.aliases = aliases;
    this.judge = judge;
    this.contexts = contexts;
    this.changes = changes;
    this.access = access;
  }

  /** Imports a document. */
  ImportReport run(OpenApiRequest request, Actor actor, boolean dryRun) {
    OpenApiDocument document = OpenApiReader.read(request.bytes(), request.source());
    RuledContext context = context(request.aliases(), actor);
    List<Outcome> outcomes = new ArrayList<>();
    for (int attempt = 1; ; attempt++) {
      OpenApiPlan plan = plan(document, request, context, actor);
      try {
        propose(plan, context, actor, dryRun, outcomes);
        return report(plan, request, outcomes);
      } catch (Fault fault) {
        boolean lostRace =
            fault.code() == FaultCode.STALE || fault.code() == FaultCode.ALREADY_EXISTS;
        if (!lostRace || attempt == RETRIES) {
          throw fault;
        }
      }
    }
  }

  private @Nullable RuledContext context(@Nullable String name, Actor actor) {
    if (name == null) {
      return null;
    }
    String key = Name.of(name).key();
    access.require(actor, Verb.WRITE, ObjectKind.ALIAS, key);
    return contexts
        .find(key)
        .orElseThrow(() ->
            Fault.of(
                FaultCode.BAD_PARAMETER,
                "There is no context for the aliases",
                List.of(
                    Cause.at("?aliases", "this context does not exist", "name one that exists"))));
  }

  private OpenApiPlan plan(
      OpenApiDocument document,
      OpenApiRequest request,
      @Nullable RuledContext context,
      Actor actor) {
    Rows rows = new Rows();
    List<Operation> operations = new ArrayList<>();
    AnchorPlanner.Chosen anchor = anchors.plan(document, request, operations, rows);
    List<EndpointPlanner.Endpointed> calls =
        endpoints.plan(document, request, anchor, operations, rows);
    List<Operation> names = new ArrayList<>();
    if (context != null) {
      aliases.plan(calls, context, request.owner(), names, rows);
    }
    List<String> warnings = new ArrayList<>(document.warnings());
    warnings.addAll(anchors.warnings(anchor, request.source()));
    boolean nothing = operations.isEmpty() && names.isEmpty();
    State state = nothing ? State.UNCHANGED : State.UPDATED;
    return new OpenApiPlan(
        anchor.id(),
        anchor.label(),
        anchor.known() == null ? State.CREATED : state,
        operations,
        names,
        rows,
        warnings,
        compatibility(document, anchor, actor));
  }

  private @Nullable Compatibility compatibility(
      OpenApiDocument document, AnchorPlanner.Chosen anchor, Actor actor) {
    return anchor.known() == null || !anchor.fresh()
        ? null
        : judge.preview(anchor.known(), anchor.label(), document.content(), actor);
  }

  /**
   * Proposes the document as one change. Only where the aliases wait for people and the rest does
   * not, they are changes of their own, so that the endpoints are there at once.
   */
  private void propose(
      OpenApiPlan plan,
      @Nullable RuledContext context,
      Actor actor,
      boolean dryRun,
      List<Outcome> outcomes) {
    boolean apart =
        context != null
            && context.context().approvalRequired()
            && actor.kind() != PrincipalKind.AGENT
            && !plan.breaks();
    List<List<Operation>> parts = new ArrayList<>();
    List<Operation> first = new ArrayList<>(plan.operations());
    if (!apart) {
      first.addAll(plan.aliases());
    }
    parts.add(first);
    for (int from = 0; apart && from < plan.aliases().size(); from += MOST_WAITING) {
      int to = Math.min(from + MOST_WAITING, plan.aliases().size());
      parts.add(plan.aliases().subList(from, to));
    }
    if (apart) {
      plan.rows().holdBack("alias");
    }
    Consumer<Function<Proposal, Outcome>> work =
        propose ->
            parts.stream()
                .filter(operations -> !operations.isEmpty())
                .map(operations -> proposal(plan, operations, actor, dryRun))
                .forEach(proposal -> outcomes.add(propose.apply(proposal)));
    if (dryRun) {
      changes.rehearse(work);
    } else {
      work.accept(changes::propose);
    }
  }

  private static Proposal proposal(
      OpenApiPlan plan, List<Operation> operations, Actor actor, boolean dryRun) {
    return new Proposal(
        actor,
        operations,
        "Import of the OpenAPI document " + plan.anchorId() + " " + plan.label(),
        null,
        null,
        dryRun);
  }

  private static ImportReport report(
      OpenApiPlan plan, OpenApiRequest request, List<Outcome> outcomes) {
    boolean waits =
        plan.rows().anyWaits()
            || outcomes.stream()
                .anyMatch(outcome -> outcome.change().state() == ChangeState.IN_REVIEW);
    List<UUID> ids =
        outcomes.stream()
            .filter(outcome -> !outcome.dryRun() && !outcome.unchanged())
            .map(outcome -> outcome.change().id())
            .toList();
    return new ImportReport(
        Objects.requireNonNullElse(request.source(), "document"),
        plan.anchorId(),
        plan.label(),
        waits ? State.WAITING : plan.state(),
        ids.isEmpty() ? null : ids.getFirst(),
        ids,
        plan.rows().counts(),
        plan.rows().all(),
        List.copyOf(plan.warnings()),
        plan.compatibility());
  }
}
