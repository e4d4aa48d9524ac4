package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RequestKey;
import com.nexus.ssot.server.db.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests that come more than once, and requests that come at once. */
class RepetitionTest {
  private final TestEngine engine = TestEngine.shared();
  private final String name = "thing-" + UUID.randomUUID();
  private final String key = "key-" + UUID.randomUUID();

  @Test
  void aRepeatedRequestGetsTheFirstAnswerAndHappensOnce() {
    Outcome first = propose(engine.admin(), key, "one", false);
    Outcome second = propose(engine.admin(), key, "one", false);
    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.change()).isEqualTo(first.change());
    assertThat(changesOf(name)).isEqualTo(1);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() {
    propose(engine.admin(), key, "one", false);
    Fault fault =
        catchThrowableOfType(Fault.class, () -> propose(engine.admin(), key, "two", false));
    assertThat(fault.code()).isEqualTo(FaultCode.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void whatChangedNothingIsAnsweredAgainAsItWasAndNotDoneLater() {
    propose(engine.admin(), "first-" + key, "x", false);
    Outcome nothing = propose(engine.admin(), key, "x", false);
    assertThat(nothing.unchanged()).isTrue();
    propose(engine.admin(), "other-" + key, "y", false);

    Outcome again = propose(engine.admin(), key, "x", false);
    assertThat(again.replayed()).isTrue();
    assertThat(again.unchanged()).isTrue();
    assertThat(again.change()).isEqualTo(nothing.change());
    assertThat(changesOf(name)).isEqualTo(2);
  }

  @Test
  void theKeyOfARequestThatChangedNothingBelongsToItAsWell() {
    propose(engine.admin(), "first-" + key, "x", false);
    propose(engine.admin(), key, "x", false);
    Fault fault = catchThrowableOfType(Fault.class, () -> propose(engine.admin(), key, "y", false));
    assertThat(fault.code()).isEqualTo(FaultCode.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void aTextLongerThanARequestMayHaveIsReadBackFromWhatWasStored() {
    String text = "x".repeat(Json.MAX_TEXT + 1);
    Outcome first = propose(engine.admin(), key, text, false);
    assertThat(propose(engine.admin(), key, text, false).change()).isEqualTo(first.change());
    Outcome waiting =
        engine
            .changes()
            .propose(
                new Proposal(
                    engine.caller(PrincipalKind.AGENT, List.of("*"), Verb.WRITE),
                    List.of(
                        Operation.of("thing.put", new TestThings.Order("free", name, text + "y"))),
                    null,
                    null,
                    null,
                    false));
    assertThat(
            engine.bean(ChangeArchive.class).find(waiting.change().id(), engine.admin()).change())
        .isEqualTo(waiting.change());
  }

  @Test
  void keysOfDifferentCallersHaveNothingToDoWithEachOther() {
    propose(engine.admin(), key, "one", false);
    Actor other = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.WRITE);
    assertThat(propose(other, key, "two", false).replayed()).isFalse();
  }

  @Test
  void whatAnAgentAsksForOnePersonIsNoAnswerToAnother() {
    Actor agent = engine.caller(PrincipalKind.AGENT, List.of("*"), Verb.WRITE);
    Actor forNobody =
        new Actor(
            agent.principalId(),
            agent.subject(),
            null,
            agent.kind(),
            agent.name(),
            agent.credential(),
            agent.origin());
    Outcome first = propose(agent, key, "one", false);
    assertThat(propose(agent, key, "one", false).change()).isEqualTo(first.change());
    assertThat(propose(forNobody, key, "one", false).replayed()).isFalse();
  }

  @Test
  void whoMayNoLongerAskIsNotAnsweredAgain() {
    // Of its own, because denials are looked at elsewhere.
    String place = "repeated";
    Actor service = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.WRITE);
    propose(service, place, key, "one", false);
    Actor narrowed =
        new Actor(
            service.principalId(),
            service.subject(),
            null,
            service.kind(),
            service.name(),
            new Actor.Credential(service.via(), Set.of(Verb.READ), Set.of("*"), null),
            service.origin());
    Fault fault =
        catchThrowableOfType(Fault.class, () -> propose(narrowed, place, key, "one", false));
    assertThat(fault.code()).isEqualTo(FaultCode.FORBIDDEN);
    assertThat(propose(service, place, key, "one", false).replayed()).isTrue();
  }

  @Test
  void aDryRunLeavesTheKeyUnused() {
    assertThat(propose(engine.admin(), key, "one", true).dryRun()).isTrue();
    assertThat(propose(engine.admin(), key, "two", false).replayed()).isFalse();
  }

  @Test
  void aRefusedRequestLeavesTheKeyUnused() {
    Operation impossible =
        new Operation("thing.put", new TestThings.Order("no-such", name, "x"), null, false);
    Proposal refused =
        new Proposal(engine.admin(), List.of(impossible), null, null, named(key), false);
    assertThatThrownBy(() -> engine.changes().propose(refused)).isInstanceOf(Fault.class);
    assertThat(propose(engine.admin(), key, "one", false).replayed()).isFalse();
  }

  @Test
  void ofTwoRequestsAtOnceWithOneKeyOneHappensAndBothGetItsAnswer() throws Exception {
    for (int round = 0; round < 20; round++) {
      String thing = name + round;
      Operation create =
          new Operation("thing.put", new TestThings.Order("free", thing, "one"), null, true);
      Proposal proposal =
          new Proposal(engine.admin(), List.of(create), null, null, named(key + round), false);
      List<Outcome> outcomes = atOnce(() -> engine.changes().propose(proposal));
      assertThat(outcomes.get(0).change()).isEqualTo(outcomes.get(1).change());
      assertThat(outcomes).extracting(Outcome::replayed).containsExactlyInAnyOrder(true, false);
      assertThat(changesOf(thing)).isEqualTo(1);
    }
  }

  @Test
  void ofTwoThatWantOneNameAtOnceOneGetsItAndTheOtherIsToldSo() throws Exception {
    for (int round = 0; round < 20; round++) {
      Operation create =
          new Operation("thing.put", new TestThings.Order("free", name + round, "one"), null, true);
      Proposal proposal = Proposal.of(engine.admin(), create);
      List<Object> answers =
          atOnce(() -> {
            try {
              return engine.changes().propose(proposal).change().state();
            } catch (Fault e) {
              return e.code();
            }
          });
      assertThat(answers)
          .containsExactlyInAnyOrder(
              com.nexus.ssot.model.api.ChangeState.APPLIED, FaultCode.ALREADY_EXISTS);
    }
  }

  @Test
  void answersAreForgottenWhenTheyAreOld() {
    propose(engine.admin(), key, "one", false);
    IdempotencyTable table = engine.bean(IdempotencyTable.class);
    forgetBefore(table, Instant.EPOCH);
    assertThat(table.find(IdempotencyTable.Name.of(engine.admin(), named(key)))).isPresent();
    engine
        .sql()
        .sql("update idempotency set created_at = '2001-01-01' where key = ?")
        .param(key)
        .update();
    forgetBefore(table, Instant.parse("2001-01-02T00:00:00Z"));
    assertThat(table.find(IdempotencyTable.Name.of(engine.admin(), named(key)))).isEmpty();
  }

  private void forgetBefore(IdempotencyTable table, Instant time) {
    engine
        .bean(Transactions.class)
        .write(writes -> {
          table.deleteBefore(writes, time);
          return true;
        });
  }

  private Outcome propose(Actor actor, String idempotencyKey, String value, boolean dryRun) {
    return propose(actor, "free", idempotencyKey, value, dryRun);
  }

  private Outcome propose(
      Actor actor, String context, String idempotencyKey, String value, boolean dryRun) {
    return engine
        .changes()
        .propose(
            new Proposal(
                actor,
                List.of(Operation.of("thing.put", new TestThings.Order(context, name, value))),
                null,
                null,
                named(idempotencyKey),
                dryRun));
  }

  private static RequestKey named(String value) {
    return new RequestKey(value, "POST /things");
  }

  private long changesOf(String thing) {
    return engine
        .sql()
        .sql(
            "select count(*) from change where operations @> jsonb_build_array(jsonb_build_object('object_key', cast(? as text)))")
        .param(thing)
        .query(Long.class)
        .single();
  }

  private static <T> List<T> atOnce(Callable<T> work) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<T> both =
          () -> {
            together.await();
            return work.call();
          };
      Future<T> one = threads.submit(both);
      Future<T> other = threads.submit(both);
      return List.of(one.get(), other.get());
    }
  }
}
