package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestCast;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Fifty people who approve a thousand changes of twenty things, all at once. */
class ChangeContentionTest {
  private static final int PEOPLE = 50;
  private static final int CHANGES = 1_000;
  private static final int THINGS = 20;
  private static final String PLACE = "crowded";

  /** What somebody hears who was not the first; anything else is a fault of ours. */
  private static final Set<FaultCode> EXPECTED =
      Set.of(
          FaultCode.WRONG_STATE, FaultCode.STALE, FaultCode.ALREADY_APPROVED, FaultCode.OWN_CHANGE);

  @Test
  void everyInvariantHoldsAndNobodyWaitsForEver() throws Exception {
    try (TestEngine engine = TestEngine.start();
        ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      engine
          .policy()
          .rule(
              PLACE,
              List.of(),
              true,
              false,
              new ApprovalRules(2, 0, List.of(), Period.parse("30d"), false),
              ChangeWindows.ALWAYS);
      TestCast cast = new TestCast(engine);
      List<UUID> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(cast.person("person-" + i, PLACE, Verb.READ, Verb.WRITE, Verb.APPROVE));
      }
      List<Change> changes = propose(engine, cast, people);
      Queue<Fault> unexpected = new ConcurrentLinkedQueue<>();
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        UUID person = people.get(i);
        long seed = i;
        working.add(
            crowd.submit(() -> {
              decide(engine, cast, person, changes, new Random(seed), unexpected);
            }));
      }
      for (Future<?> one : working) {
        one.get();
      }
      assertThat(unexpected).isEmpty();
      check(engine);
    }
  }

  private static List<Change> propose(TestEngine engine, TestCast cast, List<UUID> people) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      UUID by = people.get(i % PEOPLE);
      changes.add(
          engine
              .changes()
              .propose(
                  Proposal.of(
                      cast.signedIn(by),
                      TestThings.order(PLACE, "thing-" + i % THINGS, "value " + i)))
              .change());
    }
    return changes;
  }

  /** Approves what is met in an order of one's own, and rebases what became stale. */
  private static void decide(
      TestEngine engine,
      TestCast cast,
      UUID person,
      List<Change> changes,
      Random random,
      Queue<Fault> unexpected) {
    ChangeFlow flow = engine.bean(ChangeFlow.class);
    for (int i = 0; i < CHANGES / 10; i++) {
      Change change = changes.get(random.nextInt(CHANGES));
      try {
        flow.approve(
            change.id(), change.digest(), null, cast.signedIn(person), WriteOptions.none());
      } catch (Fault fault) {
        if (!EXPECTED.contains(fault.code())) {
          unexpected.add(fault);
        }
      }
    }
  }

  private static void check(TestEngine engine) {
    // No update is lost: a thing has as many revisions as changes of it took effect.
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select t.name from test_thing t
                    where t.context = :place and t.revision <> (select count(*) from change c
                      where c.state = 'APPLIED'
                        and c.operations -> 0 ->> 'object_key' = t.name)
                    """)
                .param("place", PLACE)
                .query(String.class)
                .list())
        .isEmpty();
    // What took effect has one event of it, and two people besides its author.
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select c.id from change c
                    where c.state = 'APPLIED' and ((select count(*) from audit_event e
                        where e.proposal_id = c.id and e.action = 'thing.put') <> 1
                      or (select count(distinct v.person) from change_verdict v
                        where v.change_id = c.id and v.digest = c.digest
                          and v.person <> c.proposed_by) < 2)
                    """)
                .query(UUID.class)
                .list())
        .isEmpty();
    assertThat(states(engine, ChangeState.APPLIED)).isEqualTo(THINGS);
    assertThat(states(engine, ChangeState.STALE)).isPositive();
    assertThat(
            engine
                .sql()
                .sql("select count(*) from test_thing where context = ?")
                .param(PLACE)
                .query(Integer.class)
                .single())
        .isEqualTo(THINGS);
  }

  private static int states(TestEngine engine, ChangeState state) {
    return engine
        .sql()
        .sql("select count(*) from change where state = ?")
        .param(state.name())
        .query(Integer.class)
        .single();
  }
}
