package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestCast;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the database refuses of changes, whatever the server's code says. */
class DatabaseHoldsApprovalsTest {
  private final TestEngine engine = TestEngine.shared();
  private final TestCast people = new TestCast(engine);
  private final String place = "held-" + UUID.randomUUID().toString().substring(0, 8);
  private final UUID anna = people.person("anna", place, Verb.READ, Verb.WRITE);
  private final UUID ben = people.person("ben", place, Verb.READ, Verb.APPROVE);
  private final UUID cleo = people.person("cleo", place, Verb.READ, Verb.APPROVE);

  private Change proposed() {
    engine
        .policy()
        .rule(
            place,
            List.of(),
            true,
            false,
            new ApprovalRules(2, 0, List.of(), Period.parse("30d"), false),
            ChangeWindows.ALWAYS);
    return engine
        .changes()
        .propose(Proposal.of(people.signedIn(anna), TestThings.order(place, "thing", place)))
        .change();
  }

  @Test
  void nobodyButAPersonApproves() {
    UUID service = people.add(PrincipalKind.SERVICE, "ci", ben, List.of(place), Verb.APPROVE);
    Change change = proposed();
    assertThatThrownBy(() -> verdict(change, change.digest(), service))
        .hasMessageContaining("only a person");
  }

  @Test
  void nobodyApprovesTheirOwn() {
    Change change = proposed();
    assertThatThrownBy(() -> verdict(change, change.digest(), anna))
        .hasMessageContaining("of their own");
  }

  @Test
  void whoAnswersForTheAgentDoesNotApproveWhatItProposed() {
    people.grant(ben, Verb.WRITE, place);
    UUID agent = people.add(PrincipalKind.AGENT, "ai", ben, List.of(place), Verb.WRITE);
    proposed();
    Change change =
        engine
            .changes()
            .propose(Proposal.of(people.signedIn(agent), TestThings.order(place, "other", "one")))
            .change();
    assertThatThrownBy(() -> verdict(change, change.digest(), ben))
        .hasMessageContaining("of their own");
  }

  @Test
  void aVerdictIsAboutWhatStandsThere() {
    Change change = proposed();
    assertThatThrownBy(() -> verdict(change, "sha256:other", ben))
        .hasMessageContaining("what stands in the change now");
  }

  @Test
  void onePersonFillsOnePlace() {
    Change change = proposed();
    verdict(change, change.digest(), ben);
    assertThatThrownBy(() -> verdict(change, change.digest(), ben))
        .hasMessageContaining("change_verdict_pkey");
  }

  @Test
  void nothingTakesEffectWithoutTheApprovalsItNeeds() {
    Change change = proposed();
    verdict(change, change.digest(), ben);
    assertThatThrownBy(() -> update(change, "state = 'APPLIED', applied_at = now()"))
        .hasMessageContaining("lacks approvals");
    assertThatThrownBy(
            () -> update(change, "state = 'APPLIED', applied_at = now(), approved_by = 'people'"))
        .hasMessageContaining("lacks approvals");
    verdict(change, change.digest(), cleo);
    assertThat(update(change, "state = 'APPLIED', applied_at = now(), approved_by = 'people'"))
        .isEqualTo(1);
  }

  @Test
  void whatTookEffectStaysAsItIs() {
    engine.policy().rule(place, List.of(), false, false);
    Change change =
        engine
            .changes()
            .propose(Proposal.of(people.signedIn(anna), TestThings.order(place, "thing", "one")))
            .change();
    assertThat(change.state()).isEqualTo(ChangeState.APPLIED);
    assertThatThrownBy(() -> update(change, "digest = 'sha256:other'"))
        .hasMessageContaining("stays as it is");
    assertThatThrownBy(() -> update(change, "state = 'WITHDRAWN', applied_at = null"))
        .hasMessageContaining("stays as it is");
  }

  @Test
  void aChangeThatWasOverriddenIsSoForEver() {
    people.grant(cleo, Verb.OVERRIDE, place);
    Change change = proposed();
    engine
        .bean(ChangeFlow.class)
        .override(
            change.id(),
            new com.nexus.ssot.model.api.OverrideDraft(change.digest(), "fire", "INC-1"),
            people.signedIn(cleo),
            WriteOptions.none());
    assertThatThrownBy(() ->
            update(
                change,
                "state = 'APPLIED', override_reason = null, override_reference = null,"
                    + " approved_by = 'policy'"))
        .hasMessageContaining("stays as it is");
  }

  @Test
  void verdictsAndRevisionsAreOnlyAdded() {
    Change change = proposed();
    verdict(change, change.digest(), ben);
    for (String statement :
        List.of(
            "delete from change_verdict where change_id = ?",
            "update change_verdict set verdict = 'REJECTED' where change_id = ?",
            "update change_revision set digest = 'x' where change_id = ?",
            "delete from change_revision where change_id = ?")) {
      assertThatThrownBy(() -> engine.sql().sql(statement).param(change.id()).update())
          .as(statement)
          .isInstanceOf(RuntimeException.class);
    }
  }

  private int update(Change change, String what) {
    return engine
        .sql()
        .sql("update change set " + what + " where id = ?")
        .param(change.id())
        .update();
  }

  private void verdict(Change change, String digest, UUID person) {
    engine
        .sql()
        .sql(
            """
            insert into change_verdict (change_id, revision, digest, person, verdict,
              authenticated_at, given_at)
            values (?, 1, ?, ?, 'APPROVED', now(), now())
            """)
        .param(change.id())
        .param(digest)
        .param(person)
        .update();
  }
}
