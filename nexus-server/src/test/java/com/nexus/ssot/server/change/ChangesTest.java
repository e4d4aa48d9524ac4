package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of proposals. */
class ChangesTest {
  private final TestEngine engine = TestEngine.shared();

  @Test
  void aChangeThatPolicyApprovesIsAppliedAtOnceWithItsEvent() {
    String name = "thing-" + UUID.randomUUID();
    Outcome outcome =
        engine
            .changes()
            .propose(
                Proposal.of(
                    engine.admin(),
                    Operation.of("thing.put", new TestThings.Order("free", name, "one"))));
    assertThat(outcome.change().state()).isEqualTo(ChangeState.APPLIED);
    assertThat(
            engine
                .sql()
                .sql("select count(*) from test_thing where name = ?")
                .param(name)
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(
            engine
                .sql()
                .sql("select action from audit_event where proposal_id = ?")
                .param(outcome.change().id())
                .query(String.class)
                .list())
        .containsExactly("thing.put");
  }
}
