package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.http.EntityTags;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plans the operations of one change inside a transaction and adds their writes to it. Used once,
 * by one thread.
 *
 * <p>Where people must approve the change, or it has several operations, the writes stand behind a
 * savepoint: later operations see what earlier ones did, the database checks everything, and {@link
 * #plan} takes it back if the change must wait.
 */
final class Planner {
  private static final Set<FaultCode> REFUSALS =
      Set.of(FaultCode.FORBIDDEN, FaultCode.HUMAN_REQUIRED, FaultCode.STEP_UP_REQUIRED);

  /** What becomes of the writes of what was planned. */
  enum Mode {
    /** They stay unless people must approve them. */
    PROPOSE,
    /** They are taken back: it was planned to be looked at. */
    REVIEW,
    /** They stay: whoever had to approve them did. */
    APPLY
  }

  private final ContextPolicy policy;
  private final Demands demands;
  private final Oversight oversight;
  private final ContextLocks locks;
  private final InstantSource clock;
  private final Actor actor;
  private final UUID changeId;
  private final Writes writes;
  private final boolean assumeFree;
  private final Set<String> locked = new HashSet<>();
  private final SortedMap<String, ContextPolicy.Rule> rules = new TreeMap<>();
  private final List<Touch> touches = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final Mode mode;
  private final boolean byAgent;
  private Instant time;

  /**
   * @param byAgent whether an agent had a hand in it, whoever acts now
   * @param locked contexts whose locks the transaction holds already
   * @param assumeFree what {@link PlanScope#assumeFree} says
   */
  Planner(
      Mode mode,
      boolean byAgent,
      ContextPolicy policy,
      Demands demands,
      Oversight oversight,
      ContextLocks locks,
      InstantSource clock,
      Actor actor,
      UUID changeId,
      Set<String> locked,
      Writes writes,
      boolean assumeFree) {
    this.mode = mode;
    this.byAgent = byAgent || actor.kind() == PrincipalKind.AGENT;
    this.policy = policy;
    this.demands = demands;
    this.oversight = oversight;
    this.locks = locks;
    this.clock = clock;
    this.actor = actor;
    this.changeId = changeId;
    this.writes = writes;
    this.assumeFree = assumeFree;
    this.locked.addAll(locked);
    this.time = now();
  }

  /** Plans all operations; afterwards their writes are in the batch unless they are taken back. */
  Plan plan(List<Step<?>> steps) {
    List<PlannedStep> all = new ArrayList<>();
    List<PlannedStep> effective = new ArrayList<>();
    boolean saved = false;
    for (Step<?> step : steps) {
      if (!effective.isEmpty()) {
        writes.flush();
      }
      PlannedStep planned = new PlannedStep(step, plan(step));
      all.add(planned);
      ContextPolicy.Rule rule = requireWritable(planned.planned());
      if (planned.planned().changesNothing()) {
        continue;
      }
      if (rule != null) {
        rules.put(String.valueOf(planned.planned().contextKey()), rule);
      }
      Touch touch = Touch.of(planned.kind(), planned.planned());
      touches.add(touch);
      reasons.addAll(planned.planned().reasons());
      if (!saved && mode != Mode.APPLY && (steps.size() > 1 || takesBack(demand()))) {
        Savepoint.BEFORE_OPERATIONS.set(writes);
        saved = true;
      }
      effective.add(planned);
      oversight.before(touch);
      planned.planned().write().accept(writes);
    }
    oversight.after(writes);
    Demand demand = demand();
    if (saved && takesBack(demand)) {
      Savepoint.BEFORE_OPERATIONS.takeBack(writes);
    }
    SortedMap<String, String> policies = new TreeMap<>();
    rules.forEach((key, rule) -> policies.put(key, rule.policyVersion()));
    return new Plan(all, effective, policies, demand, List.copyOf(reasons), time);
  }

  /**
   * By the rules and the people from before it too: no change does away with the consent that it
   * needs itself.
   */
  private Demand demand() {
    boolean always = byAgent || !reasons.isEmpty();
    UUID author = actor.principalId();
    Oversight.Before before = oversight.before();
    if (before == null) {
      return demands.of(touches, always, author);
    }
    List<Touch> under = touches.stream().filter(touch -> !touch.isAdministration()).toList();
    return demands
        .of(before.rules(), before::people, touches, always, author)
        .and(demands.of(under, always, author));
  }

  private boolean takesBack(Demand demand) {
    return mode == Mode.REVIEW || !demand.asksNobody();
  }

  /** Refuses while a context that was written in lets nothing take effect. */
  void requireOpenWindows(Instant now) {
    SortedMap<String, ChangeWindows> windows = new TreeMap<>();
    rules.forEach((key, rule) -> windows.put(key, rule.windows()));
    Windows.requireOpen(windows, now);
    Oversight.Before before = oversight.before();
    if (before != null) {
      Windows.requireOpen(Windows.of(before.rules(), rules.keySet()), now);
    }
  }

  /** When a change of this ends if nobody decides: as early as one of its contexts says. */
  Instant expiry(Instant from) {
    return rules.values().stream()
        .map(rule -> rule.approvals().proposalExpiry().addTo(from))
        .min(Instant::compareTo)
        .orElseGet(() -> policy.approvals().proposalExpiry().addTo(from));
  }

  /**
   * Refuses whoever may not ask for this, or no more. What has become of the objects since is no
   * reason to refuse; a plan asks first whether its actor may, and writes nothing.
   */
  void requireAllowed(List<Step<?>> steps) {
    for (Step<?> step : steps) {
      try {
        step.plan(scope(step));
      } catch (Fault fault) {
        if (REFUSALS.contains(fault.code())) {
          throw fault;
        }
      }
    }
  }

  private Planned plan(Step<?> step) {
    Planned planned = step.plan(scope(step));
    String contextKey = planned.contextKey();
    if (contextKey != null && locked.add(contextKey)) {
      locks.shared(Set.of(contextKey));
      planned = step.plan(scope(step));
    }
    requireNewWhereDemanded(step.operation(), planned);
    Instant before = lastChange(planned);
    if (before != null && !before.isBefore(time)) {
      // It waited for a change that was made after its own time was taken. Its target is locked
      // now, so a new plan is about the same state.
      Instant now = now();
      time = now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
      planned = step.plan(scope(step));
    }
    return planned;
  }

  /** A deleted object does not exist, though it has a name and can come back. */
  private static void requireNewWhereDemanded(Operation operation, Planned planned) {
    JsonNode before = planned.before();
    boolean isNew = planned.baseRevision() == 0;
    if (operation.createOnly()
        && !isNew
        && before != null
        && !before.path("deleted_at").isString()) {
      throw Fault.preconditionFailed(
          "The " + planned.objectType() + " '" + planned.objectKey() + "' exists",
          EntityTags.of(planned.objectId(), planned.baseRevision()));
    }
  }

  private PlanScope scope(Step<?> step) {
    return new PlanScope(
        actor,
        changeId,
        time,
        step.operation().ifMatch(),
        step.operation().createOnly(),
        assumeFree);
  }

  /** When the target was changed last, unless by this change. */
  private @Nullable Instant lastChange(Planned planned) {
    JsonNode before = planned.before();
    if (before == null
        || !before.path("updated_at").isString()
        || before.path("change_id").asString("").equals(changeId.toString())) {
      return null;
    }
    return Instant.parse(before.path("updated_at").asString());
  }

  /** The rule of the context that is written in; null for what stands in none. */
  private ContextPolicy.@Nullable Rule requireWritable(Planned planned) {
    String contextKey = planned.contextKey();
    if (contextKey == null) {
      return null;
    }
    ContextPolicy.Rule rule =
        policy
            .ruleOf(contextKey)
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.INVALID,
                    "The context does not exist.",
                    List.of(
                        Cause.at("/context", "There is no context " + contextKey + ".", null))));
    if (rule.readOnly()) {
      throw Fault.of(
          FaultCode.READ_ONLY,
          "The context " + planned.context() + " is read-only.",
          List.of(
              Cause.at(
                  "/context",
                  "Nothing can be written in " + planned.context() + ".",
                  "Write in another context, or have this one's mode set to READWRITE.")));
    }
    return rule;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
