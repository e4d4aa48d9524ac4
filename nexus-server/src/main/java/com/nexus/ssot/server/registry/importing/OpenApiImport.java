package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
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
import com.nexus.ssot.server.registry.context.Contexts;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports OpenAPI documents, each as one change: the anchor with a version, the service, the
 * endpoints, and aliases when asked for. A document that is known already takes no change.
 * Thread-safe.
 */
@Component
public class OpenApiImport {
  /** How often an import that lost a race for a name is planned again. */
  private static final int RETRIES = 3;

  private final AnchorPlanner anchors;
  private final EndpointPlanner endpoints;
  private final AliasPlanner aliases;
  private final Contexts contexts;
  private final Changes changes;
  private final Access access;

  OpenApiImport(
      AnchorPlanner anchors,
      EndpointPlanner endpoints,
      AliasPlanner aliases,
      Contexts contexts,
      Changes changes,
      Access access) {
    this.anchors = anchors;
    this.endpoints = endpoints;
    this.aliases = aliases;
    this.contexts = contexts;
    this.changes = changes;
    this.access = access;
  }

  /** Imports a document. */
  ImportReport run(OpenApiRequest request, Actor actor, boolean dryRun) {
    OpenApiDocument document = OpenApiReader.read(request.bytes(), request.source());
    RuledContext context = context(request.aliases(), actor);
    for (int attempt = 1; ; attempt++) {
      OpenApiPlan plan = plan(document, request, context);
      try {
        return report(plan, request, proposed(plan, context, actor, dryRun));
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
    access.require(actor, Verb.WRITE, "alias", key);
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
      OpenApiDocument document, OpenApiRequest request, @Nullable RuledContext context) {
    Rows rows = new Rows();
    List<Operation> operations = new ArrayList<>();
    AnchorPlanner.Chosen anchor = anchors.plan(document, request, operations, rows);
    List<EndpointPlanner.Endpointed> calls =
        endpoints.plan(document, request, anchor, operations, rows);
    List<Operation> names = new ArrayList<>();
    if (context != null) {
      aliases.plan(calls, context, request.owner(), names, rows);
    }
    boolean nothing = operations.isEmpty() && names.isEmpty();
    State state = nothing ? State.UNCHANGED : State.UPDATED;
    return new OpenApiPlan(
        anchor.id(),
        anchor.label(),
        anchor.known() == null ? State.CREATED : state,
        operations,
        names,
        rows,
        document.warnings());
  }

  /**
   * Proposes the document as one change. Only where the aliases wait for people and the rest does
   * not, they are a change of their own, so that the endpoints are there at once.
   */
  private List<Outcome> proposed(
      OpenApiPlan plan, @Nullable RuledContext context, Actor actor, boolean dryRun) {
    boolean apart =
        context != null
            && context.context().approvalRequired()
            && actor.kind() != PrincipalKind.AGENT
            && !dryRun;
    List<Operation> first = new ArrayList<>(plan.operations());
    List<Operation> second = apart ? plan.aliases() : List.of();
    if (!apart) {
      first.addAll(plan.aliases());
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (List<Operation> operations : List.of(first, second)) {
      if (!operations.isEmpty()) {
        outcomes.add(
            changes.propose(
                new Proposal(
                    actor,
                    operations,
                    "Import of the OpenAPI document " + plan.anchorId() + " " + plan.label(),
                    null,
                    null,
                    dryRun)));
      }
    }
    return outcomes;
  }

  private static ImportReport report(
      OpenApiPlan plan, OpenApiRequest request, List<Outcome> outcomes) {
    boolean waits =
        outcomes.stream().anyMatch(outcome -> outcome.change().state() == ChangeState.IN_REVIEW);
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
        List.copyOf(plan.warnings()));
  }
}
