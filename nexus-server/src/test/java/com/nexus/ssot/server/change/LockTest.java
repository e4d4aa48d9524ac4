package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Transactions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that change while changes are made. */
class LockTest {
  private final TestEngine engine = TestEngine.shared();

  @ParameterizedTest
  @ValueSource(strings = {"locked", "silent"})
  void aChangeWaitsForANewRuleAndThenObeysIt(String context) throws Exception {
    engine.policy().rule(context, List.of(), false, false);
    Operation operation =
        Operation.of(
            "thing.put", new TestThings.Order(context, "thing-" + UUID.randomUUID(), "one"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> proposed =
          engine
              .bean(Transactions.class)
              .write(writes -> {
                engine.bean(ContextLocks.class).alone(context);
                Future<Outcome> running =
                    threads.submit(
                        () -> engine.changes().propose(Proposal.of(engine.admin(), operation)));
                TestEngine.eventually(this::somebodyWaitsForALock);
                engine.policy().rule(context, List.of(), true, false);
                return running;
              });
      assertThat(proposed.get().change().state()).isEqualTo(ChangeState.IN_REVIEW);
    }
  }

  @Test
  void changesInOneContextDoNotWaitForEachOther() {
    engine
        .bean(Transactions.class)
        .write(writes -> {
          engine.bean(ContextLocks.class).shared(List.of("free", "other"));
          assertThat(Executors.newVirtualThreadPerTaskExecutor().submit(this::lockShared))
              .succeedsWithin(java.time.Duration.ofSeconds(20));
          return true;
        });
  }

  private boolean lockShared() {
    return engine
        .bean(Transactions.class)
        .write(writes -> {
          engine.bean(ContextLocks.class).shared(List.of("other", "free"));
          return true;
        });
  }

  private boolean somebodyWaitsForALock() {
    return engine
            .sql()
            .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
            .query(Long.class)
            .single()
        > 0;
  }
}
