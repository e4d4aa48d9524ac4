package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.model.name.NameCheck;
import com.nexus.ssot.model.name.ReservedNames;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives each endpoint of a document an alias of its own name, where that name is free and allowed.
 * Nothing that exists is changed. Thread-safe.
 */
@Component
final class AliasPlanner {
  private final ImportTable table;

  AliasPlanner(ImportTable table) {
    this.table = table;
  }

  /** Adds the operations for aliases in a context. */
  void plan(
      List<EndpointPlanner.Endpointed> endpoints,
      RuledContext context,
      @Nullable String owner,
      List<Operation> operations,
      Rows rows) {
    requireOwner(context, owner);
    String contextKey = Name.of(context.context().name()).key();
    Map<String, EndpointPlanner.Endpointed> byAlias = new LinkedHashMap<>();
    int longest = context.naming().maxLength();
    for (EndpointPlanner.Endpointed endpoint : endpoints) {
      byAlias.putIfAbsent(Slugs.fitted(Name.of(endpoint.name()).key(), longest), endpoint);
    }
    Map<String, ImportTable.Claim> claims = table.claims(contextKey, byAlias.keySet());
    Set<String> elsewhere =
        context.rules().uniqueness().acrossContexts()
            ? table.elsewhere(contextKey, byAlias.keySet())
            : new HashSet<>();
    Set<String> waiting = table.waiting(contextKey);
    byAlias.forEach((alias, endpoint) -> {
      ImportTable.Claim claim = claims.get(alias);
      String obstacle = obstacle(alias, claim, endpoint.name(), elsewhere, context);
      if (obstacle != null) {
        rows.add("alias", alias, State.SKIPPED, obstacle);
      } else if (claim != null) {
        rows.add("alias", alias, State.UNCHANGED, null);
      } else if (waiting.contains(alias)) {
        rows.add("alias", alias, State.WAITING, "A change that waits for approval makes it.");
      } else {
        operations.add(Operation.of("alias.create", draft(alias, endpoint, context, owner)));
        rows.add("alias", alias, State.CREATED, null);
      }
    });
  }

  private static void requireOwner(RuledContext context, @Nullable String owner) {
    if (context.rules().ownershipRequired() && owner == null) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "The rules want an owner for every alias",
          List.of(Cause.at("?owner", "it is missing", "say who owns the aliases: ?owner=<team>")));
    }
  }

  /** Why an endpoint cannot have an alias; null when it can, or has it. */
  private static @Nullable String obstacle(
      String alias,
      ImportTable.@Nullable Claim claim,
      String endpoint,
      Set<String> elsewhere,
      RuledContext context) {
    if (claim != null) {
      if (claim.deleted()) {
        return "The alias was deleted; restore it.";
      }
      boolean same =
          claim.targetKind() == TargetKind.ENDPOINT
              && claim.targetKey().equals(Name.of(endpoint).key());
      return same ? null : "The alias exists and leads to '" + claim.canonical() + "'.";
    }
    if (elsewhere.contains(alias)) {
      return "The rules allow a name in one context only, and another has it.";
    }
    if (ReservedNames.isReservedAlias(alias) || context.rules().isReserved(alias)) {
      return "The name is reserved.";
    }
    List<Cause> causes = NameCheck.check(Name.of(alias), context.naming(), "/alias");
    return causes.isEmpty()
        ? null
        : causes.stream().map(Cause::message).collect(Collectors.joining(" "));
  }

  private static AliasDraft draft(
      String alias,
      EndpointPlanner.Endpointed endpoint,
      RuledContext context,
      @Nullable String owner) {
    return new AliasDraft(
        alias,
        context.context().name(),
        endpoint.name(),
        TargetKind.ENDPOINT,
        context.mustExpire() ? AliasType.TEMPORARY : AliasType.PERMANENT,
        endpoint.call().summary(),
        owner,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
