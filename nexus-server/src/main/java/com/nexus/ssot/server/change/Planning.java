package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.identity.Callers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What is needed to plan operations. Thread-safe. */
final class Planning {
  private final Kinds kinds;
  private final ContextPolicy policy;
  private final Demands demands;
  private final Quorum quorum;
  private final Callers callers;
  private final ContextLocks locks;
  private final InstantSource clock;

  Planning(
      Kinds kinds,
      ContextPolicy policy,
      Demands demands,
      Quorum quorum,
      Callers callers,
      ContextLocks locks,
      InstantSource clock) {
    this.kinds = kinds;
    this.policy = policy;
    this.demands = demands;
    this.quorum = quorum;
    this.callers = callers;
    this.locks = locks;
    this.clock = clock;
  }

  /** The kinds of operations, with their bodies. */
  List<Step<?>> steps(List<Operation> operations) {
    List<Step<?>> steps = new ArrayList<>();
    for (Operation operation : operations) {
      steps.add(kinds.step(steps.size(), operation));
    }
    return steps;
  }

  /** The operations of a stored change, as they were asked for. */
  List<Operation> operations(StoredChange stored) {
    List<Operation> operations = new ArrayList<>();
    for (JsonNode node : Json.stored().readTree(stored.operations())) {
      String kind = node.path("kind").asString();
      Class<?> type =
          kinds
              .find(kind)
              .orElseThrow(() ->
                  Fault.of(
                      FaultCode.INVALID,
                      "There is no kind of change called " + kind + " any more."))
              .body();
      operations.add(Operation.of(kind, Json.convert(node.path("body"), type)));
    }
    return operations;
  }

  /** The contexts that steps say they touch. */
  static Set<String> contexts(List<Step<?>> steps) {
    Set<String> contexts = new TreeSet<>();
    steps.forEach(step -> contexts.addAll(step.contextKeys()));
    return contexts;
  }

  /**
   * Plans inside a transaction.
   *
   * @param locked contexts whose locks the transaction holds already
   */
  Planner planner(
      Planner.Mode mode,
      boolean byAgent,
      Actor actor,
      UUID changeId,
      Set<String> locked,
      Writes writes,
      boolean assumeFree) {
    return new Planner(
        mode,
        byAgent,
        policy,
        demands,
        new Oversight(quorum, policy, callers, actor),
        locks,
        clock,
        actor,
        changeId,
        locked,
        writes,
        assumeFree);
  }

  Demands demands() {
    return demands;
  }

  ContextPolicy policy() {
    return policy;
  }
}
