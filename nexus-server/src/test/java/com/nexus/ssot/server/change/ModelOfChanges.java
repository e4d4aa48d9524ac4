package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes must do, said as plainly as possible and in memory: no database, no locks, no
 * caches, nothing shared with the engine. Not thread-safe.
 */
final class ModelOfChanges {
  /** A thing: its context and name. */
  record Thing(String context, String name) {}

  /** What a thing is. */
  record Value(String text, int revision) {}

  /** What somebody wants a thing to be. */
  record Want(Thing thing, String text) {}

  /** Somebody who acts. */
  static final class Somebody {
    final String name;
    final boolean human;
    final boolean agent;
    final @Nullable Somebody owner;
    final Set<String> reads = new HashSet<>();
    final Set<String> writes = new HashSet<>();
    final Set<String> approves = new HashSet<>();
    final Set<String> executes = new HashSet<>();
    final Set<String> overrides = new HashSet<>();
    boolean active = true;

    Somebody(String name, boolean human, boolean agent, @Nullable Somebody owner) {
      this.name = name;
      this.human = human;
      this.agent = agent;
      this.owner = owner;
    }

    boolean may(Set<String> rights, String context) {
      return active && rights.contains(context);
    }
  }

  /** A change. */
  static final class Change {
    final Somebody proposer;
    final Set<Somebody> authors = new HashSet<>();
    Somebody author;
    boolean byAgent;
    final boolean manual;
    List<Want> wants;
    final List<Integer> bases = new ArrayList<>();
    final Set<Somebody> approved = new HashSet<>();
    final Set<Somebody> spoken = new HashSet<>();
    ChangeState state = ChangeState.IN_REVIEW;
    int revision = 1;
    final List<@Nullable Value> before = new ArrayList<>();
    final List<Integer> after = new ArrayList<>();
    boolean reverted;

    Change(Somebody proposer, List<Want> wants, boolean manual) {
      this.proposer = proposer;
      this.author = proposer;
      this.wants = wants;
      this.manual = manual;
      wrote(proposer);
    }

    void wrote(Somebody somebody) {
      author = somebody;
      authors.add(somebody);
      byAgent |= somebody.agent;
      if (somebody.owner != null) {
        authors.add(somebody.owner);
      }
    }

    Set<String> contexts() {
      Set<String> contexts = new HashSet<>();
      wants.forEach(want -> contexts.add(want.thing().context()));
      return contexts;
    }
  }

  final Map<Thing, Value> things = new HashMap<>();

  /** How many people each context asks; 0 for nobody. */
  final Map<String, Integer> asks = new HashMap<>();

  /** Proposes; the answer is null when everything is so already. */
  @Nullable Change propose(Somebody by, List<Want> wants, boolean manual) {
    Change change = new Change(by, wants, manual);
    plan(change);
    if (change.wants.isEmpty()) {
      return null;
    }
    if (needs(change).isEmpty()) {
      write(change);
      change.state = ChangeState.APPLIED;
    }
    return change;
  }

  /** What proposing is refused for. */
  @Nullable FaultCode refusal(Somebody by, List<Want> wants) {
    return wants.stream().allMatch(want -> by.may(by.writes, want.thing().context()))
        ? null
        : FaultCode.FORBIDDEN;
  }

  /** Keeps what would change something, with the revisions it starts from. */
  private void plan(Change change) {
    Map<Thing, Value> now = new HashMap<>(things);
    List<Want> effective = new ArrayList<>();
    change.bases.clear();
    for (Want want : change.wants) {
      Value is = now.get(want.thing());
      if (is == null || !is.text().equals(want.text())) {
        effective.add(want);
        int base = is == null ? 0 : is.revision();
        change.bases.add(base);
        now.put(want.thing(), new Value(want.text(), base + 1));
      }
    }
    change.wants = effective;
  }

  private Map<String, Integer> needs(Change change) {
    Map<String, Integer> needs = new HashMap<>();
    for (String context : change.contexts()) {
      int asked = asks.getOrDefault(context, 0);
      int people = change.byAgent ? Math.max(1, asked) : asked;
      if (people > 0) {
        needs.put(context, people);
      }
    }
    return needs;
  }

  private Set<String> asking(Change change) {
    Set<String> asking = needs(change).keySet();
    return asking.isEmpty() ? change.contexts() : asking;
  }

  private boolean isApproved(Change change) {
    return needs(change).entrySet().stream()
        .allMatch(need ->
            change.approved.stream()
                    .filter(person -> !change.authors.contains(person))
                    .filter(person -> person.may(person.approves, need.getKey()))
                    .count()
                >= need.getValue());
  }

  /** Whether somebody can see a change at all. */
  boolean sees(Somebody who, Change change) {
    return who.reads.containsAll(change.contexts());
  }

  /** A person approves; null means that it was done. */
  @Nullable FaultCode approve(Change change, Somebody by, boolean current) {
    FaultCode refusal = decide(change, by, Set.of(ChangeState.IN_REVIEW));
    if (refusal != null) {
      return refusal;
    }
    if (change.authors.contains(by)) {
      return FaultCode.OWN_CHANGE;
    }
    if (!current) {
      return FaultCode.DIGEST_MISMATCH;
    }
    if (!change.spoken.add(by)) {
      return FaultCode.ALREADY_APPROVED;
    }
    change.approved.add(by);
    return settle(change);
  }

  private @Nullable FaultCode decide(Change change, Somebody by, Set<ChangeState> from) {
    if (!from.contains(change.state)) {
      return FaultCode.WRONG_STATE;
    }
    if (!by.human) {
      return FaultCode.HUMAN_REQUIRED;
    }
    boolean may = asking(change).stream().anyMatch(context -> by.may(by.approves, context));
    return may ? null : FaultCode.FORBIDDEN;
  }

  private @Nullable FaultCode settle(Change change) {
    if (!isApproved(change)) {
      change.state = ChangeState.IN_REVIEW;
      return null;
    }
    if (change.manual && !needs(change).isEmpty()) {
      change.state = ChangeState.APPROVED;
      return null;
    }
    return take(change, false);
  }

  private @Nullable FaultCode take(Change change, boolean withoutConsent) {
    boolean mayWrite =
        change.author.active
            && (!change.author.agent || change.author.owner == null || change.author.owner.active)
            && change.wants.stream()
                .allMatch(want -> change.author.may(change.author.writes, want.thing().context()));
    if (!mayWrite) {
      change.state = ChangeState.FAILED;
      return FaultCode.FORBIDDEN;
    }
    if (isStale(change)) {
      change.state = ChangeState.STALE;
      return FaultCode.STALE;
    }
    if (!withoutConsent && !isApproved(change)) {
      change.state = ChangeState.IN_REVIEW;
      return FaultCode.NOT_APPROVED;
    }
    write(change);
    change.state = withoutConsent ? ChangeState.OVERRIDDEN : ChangeState.APPLIED;
    return null;
  }

  private boolean isStale(Change change) {
    Change again = new Change(change.proposer, change.wants, false);
    plan(again);
    return !again.wants.equals(change.wants) || !again.bases.equals(change.bases);
  }

  private void write(Change change) {
    for (Want want : change.wants) {
      Value is = things.get(want.thing());
      Value next = new Value(want.text(), is == null ? 1 : is.revision() + 1);
      change.before.add(is);
      change.after.add(next.revision());
      things.put(want.thing(), next);
    }
  }

  /** A person says no. */
  @Nullable FaultCode reject(Change change, Somebody by, boolean current) {
    FaultCode refusal =
        decide(
            change, by, Set.of(ChangeState.IN_REVIEW, ChangeState.APPROVED, ChangeState.SCHEDULED));
    if (refusal != null) {
      return refusal;
    }
    if (!current) {
      return FaultCode.DIGEST_MISMATCH;
    }
    change.spoken.add(by);
    change.state = ChangeState.REJECTED;
    return null;
  }

  /** Somebody takes it back. */
  @Nullable FaultCode withdraw(Change change, Somebody by) {
    if (!change.state.isOpen()) {
      return FaultCode.WRONG_STATE;
    }
    if (!change.authors.contains(by)) {
      return FaultCode.FORBIDDEN;
    }
    change.state = ChangeState.WITHDRAWN;
    return null;
  }

  /** Somebody wants something else, or the same again. */
  @Nullable FaultCode revise(Change change, Somebody by, @Nullable List<Want> wants) {
    if (!change.state.isOpen()) {
      return FaultCode.WRONG_STATE;
    }
    if (!change.authors.contains(by)) {
      return FaultCode.FORBIDDEN;
    }
    List<Want> wanted = wants == null ? change.wants : wants;
    if (refusal(by, wanted) != null) {
      return FaultCode.FORBIDDEN;
    }
    Change again = new Change(by, wanted, false);
    plan(again);
    if (again.wants.isEmpty()) {
      return FaultCode.INVALID;
    }
    change.wants = again.wants;
    change.bases.clear();
    change.bases.addAll(again.bases);
    change.wrote(by);
    change.revision++;
    change.approved.clear();
    change.spoken.clear();
    return settle(change);
  }

  /** Somebody applies what was approved. */
  @Nullable FaultCode apply(Change change, Somebody by) {
    if (change.state != ChangeState.APPROVED) {
      return FaultCode.WRONG_STATE;
    }
    if (!change.contexts().stream().allMatch(context -> by.may(by.executes, context))) {
      return FaultCode.FORBIDDEN;
    }
    return take(change, false);
  }

  /** A person breaks the glass. */
  @Nullable FaultCode override(Change change, Somebody by) {
    if (change.state != ChangeState.IN_REVIEW && change.state != ChangeState.APPROVED) {
      return FaultCode.WRONG_STATE;
    }
    if (!by.human) {
      return FaultCode.HUMAN_REQUIRED;
    }
    if (!change.contexts().stream().allMatch(context -> by.may(by.overrides, context))) {
      return FaultCode.FORBIDDEN;
    }
    return take(change, true);
  }
}
