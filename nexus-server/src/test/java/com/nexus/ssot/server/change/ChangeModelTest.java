package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestCast;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ModelOfChanges.Somebody;
import com.nexus.ssot.server.change.ModelOfChanges.Thing;
import com.nexus.ssot.server.change.ModelOfChanges.Value;
import com.nexus.ssot.server.change.ModelOfChanges.Want;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.Callers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Does random things with changes, by several people, a service and an agent, and holds every
 * answer and every object to a plain model. The seed is printed; {@code -Dchanges.seed=…} replays
 * it, {@code -Dchanges.steps=…} takes another number of steps.
 */
class ChangeModelTest {
  private static final int STEPS = Integer.getInteger("changes.steps", 10_000);
  private static final long SEED = Long.getLong("changes.seed", new Random().nextLong());
  private static final WriteOptions USUAL = WriteOptions.none();
  private static final int MOST_OPEN = 12;

  private final TestEngine engine = TestEngine.start();
  private final TestCast people = new TestCast(engine);
  private final ChangeFlow flow = engine.bean(ChangeFlow.class);
  private final ModelOfChanges model = new ModelOfChanges();
  private final Random random = new Random(SEED);
  private final Map<Somebody, UUID> ids = new HashMap<>();
  private final List<Somebody> everybody = new ArrayList<>();
  private final List<Known> changes = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Map<ChangeState, Integer> reached = new HashMap<>();

  /** A change in both worlds. */
  private static final class Known {
    final UUID id;
    final ModelOfChanges.Change change;
    String digest;

    Known(UUID id, ModelOfChanges.Change change, String digest) {
      this.id = id;
      this.change = change;
      this.digest = digest;
    }
  }

  @Test
  void theEngineDoesWhatThePlainModelSays() {
    System.out.println("changes.seed=" + SEED + " changes.steps=" + STEPS);
    try (engine) {
      cast();
      for (int step = 0; step < STEPS; step++) {
        step();
        if (step % 500 == 499) {
          compareThings();
        }
      }
      compareThings();
      // A run that never gets there would show nothing.
      assertThat(reached.keySet())
          .contains(
              ChangeState.APPLIED,
              ChangeState.OVERRIDDEN,
              ChangeState.STALE,
              ChangeState.FAILED,
              ChangeState.REJECTED,
              ChangeState.WITHDRAWN,
              ChangeState.APPROVED);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + SEED
              + ", step by step:\n"
              + String.join("\n", log.subList(Math.max(0, log.size() - 30), log.size())),
          e);
    }
  }

  private void cast() {
    asks("strict", 2);
    asks("usual", 1);
    asks("open", 0);
    Somebody anna = person("anna", "wae", "strict", "usual", "open");
    person("ben", "wa", "strict", "usual", "open");
    person("cleo", "ao", "strict", "usual", "open");
    person("dan", "wae", "usual", "open");
    person("eve", "a", "strict");
    somebody(new Somebody("ci", false, false, anna), "we", "strict", "usual", "open");
    somebody(new Somebody("ai", false, true, anna), "we", "strict", "usual", "open");
  }

  private Somebody person(String name, String rights, String... contexts) {
    return somebody(new Somebody(name, true, false, null), rights, contexts);
  }

  private Somebody somebody(Somebody who, String rights, String... contexts) {
    PrincipalKind kind =
        who.human ? PrincipalKind.HUMAN : who.agent ? PrincipalKind.AGENT : PrincipalKind.SERVICE;
    UUID owner = who.owner == null ? null : idOf(who.owner);
    UUID id = people.add(kind, who.name, owner, List.of(contexts), Verb.READ);
    for (String context : contexts) {
      who.reads.add(context);
      give(id, rights, 'w', who.writes, Verb.WRITE, context);
      give(id, rights, 'a', who.approves, Verb.APPROVE, context);
      give(id, rights, 'e', who.executes, Verb.EXECUTE, context);
      give(id, rights, 'o', who.overrides, Verb.OVERRIDE, context);
    }
    ids.put(who, id);
    everybody.add(who);
    return who;
  }

  private void give(
      UUID id, String rights, char letter, Set<String> set, Verb verb, String context) {
    if (rights.indexOf(letter) >= 0) {
      people.grant(id, verb, context);
      set.add(context);
    }
  }

  private void asks(String context, int people) {
    model.asks.put(context, people);
    engine
        .policy()
        .rule(
            context,
            List.of(),
            people > 0,
            false,
            new ApprovalRules(Math.max(1, people), 0, List.of(), Period.parse("30d"), false),
            ChangeWindows.ALWAYS);
  }

  private void step() {
    List<Somebody> present =
        everybody.stream()
            .filter(who -> who.active && (who.owner == null || who.owner.active))
            .toList();
    Somebody who = present.get(random.nextInt(present.size()));
    Known known = changes.isEmpty() ? null : changes.get(random.nextInt(changes.size()));
    int dice = random.nextInt(100);
    if (known == null || dice < 18) {
      propose(who);
    } else if (dice < 52) {
      boolean current = random.nextInt(10) > 0;
      act(
          "approve",
          who,
          known,
          () -> model.approve(known.change, who, current),
          () -> flow.approve(known.id, current ? known.digest : "sha256:0", null, in(who), USUAL));
    } else if (dice < 56) {
      boolean current = random.nextInt(10) > 0;
      act(
          "reject",
          who,
          known,
          () -> model.reject(known.change, who, current),
          () -> flow.reject(known.id, current ? known.digest : "sha256:0", "no", in(who), USUAL));
    } else if (dice < 60) {
      act(
          "withdraw",
          who,
          known,
          () -> model.withdraw(known.change, who),
          () -> flow.withdraw(known.id, null, in(who), USUAL));
    } else if (dice < 68) {
      edit(who, known);
    } else if (dice < 76) {
      act(
          "rebase",
          who,
          known,
          () -> model.revise(known.change, who, null),
          () -> flow.rebase(known.id, in(who), USUAL));
    } else if (dice < 88) {
      act(
          "apply",
          who,
          known,
          () -> model.apply(known.change, who),
          () -> flow.apply(known.id, in(who), USUAL));
    } else if (dice < 93) {
      act(
          "override",
          who,
          known,
          () -> model.override(known.change, who),
          () ->
              flow.override(
                  known.id, new OverrideDraft(known.digest, "fire", "INC-1"), in(who), USUAL));
    } else if (dice < 97) {
      comeOrGo();
    } else {
      asks("strict", 1 + random.nextInt(3));
    }
  }

  private void comeOrGo() {
    Somebody who = everybody.get(random.nextInt(5));
    boolean others = everybody.stream().limit(5).filter(each -> each.active).count() > 3;
    if (!who.active || others) {
      who.active = !who.active;
      people.active(idOf(who), who.active);
      engine.bean(Callers.class).reset();
      log.add(who.name + (who.active ? " comes back" : " leaves"));
    }
  }

  private List<Want> wants() {
    List<Want> wants = new ArrayList<>();
    List<String> contexts = List.of("strict", "usual", "open");
    int many = 1 + random.nextInt(2);
    for (int i = 0; i < many; i++) {
      Thing thing =
          new Thing(contexts.get(random.nextInt(contexts.size())), "thing-" + random.nextInt(4));
      wants.add(new Want(thing, "value " + random.nextInt(3)));
    }
    return wants;
  }

  private static List<Operation> operations(List<Want> wants) {
    return wants.stream()
        .map(want -> TestThings.order(want.thing().context(), want.thing().name(), want.text()))
        .toList();
  }

  private void propose(Somebody who) {
    List<Want> wants = wants();
    boolean manual = random.nextBoolean();
    FaultCode expected = model.refusal(who, wants);
    log.add(who.name + " proposes " + wants + (manual ? " to be applied by hand" : ""));
    Terms terms = new Terms(false, manual ? ApplyMode.MANUAL : ApplyMode.AUTO, null, null, null);
    Outcome outcome;
    try {
      outcome =
          engine
              .changes()
              .propose(
                  new Proposal(
                      in(who), operations(wants), null, null, null, false, Map.of(), terms));
    } catch (Fault fault) {
      assertThat(fault.code()).isEqualTo(expected);
      return;
    }
    assertThat(expected).isNull();
    ModelOfChanges.Change change = model.propose(who, wants, manual);
    assertThat(outcome.unchanged()).isEqualTo(change == null);
    if (change != null) {
      Known known = new Known(outcome.change().id(), change, outcome.change().digest());
      compare(known, outcome.change());
      if (changes.size() == MOST_OPEN) {
        changes.remove(random.nextInt(MOST_OPEN));
      }
      changes.add(known);
    }
  }

  private void edit(Somebody who, Known known) {
    List<Want> wants = wants();
    act(
        "edit to " + wants,
        who,
        known,
        () -> model.revise(known.change, who, wants),
        () ->
            flow.edit(
                known.id,
                in(who),
                USUAL,
                new Edits.Wanted(
                    operations(wants),
                    null,
                    null,
                    new Terms(
                        false,
                        known.change.manual ? ApplyMode.MANUAL : ApplyMode.AUTO,
                        null,
                        null,
                        null),
                    false)));
  }

  /** What the model says to it; null when it does it. */
  private interface Plain {
    @Nullable FaultCode run();
  }

  /** Something that is done with a change. */
  private interface Work {
    ChangeFlow.Shown run();
  }

  private void act(String what, Somebody who, Known known, Plain plain, Work work) {
    FaultCode expected = model.sees(who, known.change) ? plain.run() : FaultCode.NOT_FOUND;
    log.add(who.name + " does " + what + " with " + known.id + ", expected " + expected);
    try {
      work.run();
      if (expected != null) {
        fail("it should have been refused with " + expected);
      }
    } catch (Fault fault) {
      assertThat(fault.code()).as(fault.detail()).isEqualTo(expected);
    }
    com.nexus.ssot.model.api.Change now = flow.show(known.id, engine.admin()).change();
    known.digest = now.digest();
    compare(known, now);
  }

  private void compare(Known known, com.nexus.ssot.model.api.Change now) {
    assertThat(now.state()).isEqualTo(known.change.state);
    assertThat(now.revision()).isEqualTo(known.change.revision);
    reached.merge(now.state(), 1, Integer::sum);
  }

  private void compareThings() {
    Map<Thing, Value> stored = new HashMap<>();
    engine
        .sql()
        .sql("select context, name, value, revision from test_thing")
        .query(row -> {
          stored.put(
              new Thing(row.getString("context"), row.getString("name")),
              new Value(row.getString("value"), row.getInt("revision")));
        });
    assertThat(stored).isEqualTo(model.things);
  }

  private UUID idOf(Somebody who) {
    return Objects.requireNonNull(ids.get(who));
  }

  private Actor in(Somebody who) {
    return people.signedIn(idOf(who));
  }
}
