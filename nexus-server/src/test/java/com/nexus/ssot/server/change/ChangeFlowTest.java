package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The way of changes, by the invariants that the design numbers C1 to C11. */
class ChangeFlowTest extends FlowCase {
  @Test
  void aChangeThatIsApprovedTakesEffect() {
    Change change = propose(anna, "one");
    assertThat(change.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(shown(change).waitsFor()).containsExactly("1 more who may approve in " + place);
    Change applied = approve(ben, change);
    assertThat(applied.state()).isEqualTo(ChangeState.APPLIED);
    assertThat(applied.approvedBy()).isEqualTo("people");
    assertThat(applied.appliedBy()).isEqualTo("ben");
    assertThat(values()).containsExactly("one");
    assertThat(actions(change))
        .containsExactly("change.proposed", "change.approved", "thing.put", "change.applied");
  }

  @Test
  void c1WhatPolicyApprovesAtOnceIsAChangeWithAnEventToo() {
    engine.policy().rule(place, List.of(), false, false);
    Change change = propose(anna, "one");
    assertThat(change.state()).isEqualTo(ChangeState.APPLIED);
    assertThat(change.approvedBy()).isEqualTo("policy");
    assertThat(actions(change)).containsExactly("thing.put");
  }

  @Test
  void c2AnApprovalCountsForNothingButTheDigestItNames() {
    Change change = propose(anna, "one");
    Fault fault = refused(() -> flow.approve(change.id(), "sha256:0", null, in(ben), USUAL));
    assertThat(fault.code()).isEqualTo(FaultCode.DIGEST_MISMATCH);
    assertThat(deniedActions(change)).contains("change.approve DIGEST_MISMATCH");
  }

  @Test
  void c2AnEditVoidsApprovalsAndKeepsThemAsHistory() {
    asks(2, ChangeWindows.ALWAYS);
    Change change = propose(anna, "one");
    approve(ben, change);
    Change edited = edit(anna, change, "two");
    assertThat(edited.revision()).isEqualTo(2);
    assertThat(edited.digest()).isNotEqualTo(change.digest());
    assertThat(edited.waitsFor()).containsExactly("2 more who may approve in " + place);
    assertThat(edited.verdicts()).hasSize(1);
    assertThat(code(() -> approve(cleo, change))).isEqualTo(FaultCode.DIGEST_MISMATCH);
    approve(cleo, edited);
    assertThat(approve(ben, edited).state()).isEqualTo(ChangeState.APPLIED);
    assertThat(values()).containsExactly("two");
  }

  @Test
  void c3NoKeyAndNoServiceAndNoAgentApproves() {
    Change change = propose(anna, "one");
    UUID service = people.add(PrincipalKind.SERVICE, "ci", ben, List.of(place), Verb.values());
    UUID agent = people.add(PrincipalKind.AGENT, "ai", ben, List.of(place), Verb.values());
    for (Actor actor :
        List.of(people.withKey(ben), people.signedIn(service), people.signedIn(agent))) {
      assertThat(code(() -> flow.approve(change.id(), change.digest(), null, actor, USUAL)))
          .isEqualTo(FaultCode.HUMAN_REQUIRED);
    }
    assertThat(shown(change).state()).isEqualTo(ChangeState.IN_REVIEW);
  }

  @Test
  void c3AnOldLoginDoesNotApprove() {
    Change change = propose(anna, "one");
    Actor tired = people.signedIn(ben, Instant.now().minus(Duration.ofMinutes(16)));
    assertThat(code(() -> flow.approve(change.id(), change.digest(), null, tired, USUAL)))
        .isEqualTo(FaultCode.STEP_UP_REQUIRED);
  }

  @Test
  void c3NobodyApprovesWhatTheyProposedOrEdited() {
    Change change = propose(anna, "one");
    assertThat(code(() -> approve(anna, change))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThat(deniedActions(change)).contains("change.approve OWN_CHANGE");
    people.grant(cleo, Verb.ADMIN, place);
    Change edited = edit(cleo, change, "two");
    assertThat(code(() -> approve(cleo, edited))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThat(code(() -> approve(anna, edited))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThat(approve(ben, edited).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c3WhoAnAgentActedForDoesNotApprove() {
    people.grant(ben, Verb.WRITE, place);
    UUID agent = people.add(PrincipalKind.AGENT, "ai", ben, List.of(place), Verb.READ, Verb.WRITE);
    Change change = propose(agent, "one");
    assertThat(shown(change).onBehalfOf()).isEqualTo("ben");
    assertThat(code(() -> approve(ben, change))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c3aWhatAnAgentProposesWaitsAlsoWhereNobodyIsAsked() {
    engine.policy().rule(place, List.of(), false, false);
    people.grant(ben, Verb.WRITE, place);
    UUID agent = people.add(PrincipalKind.AGENT, "ai", ben, List.of(place), Verb.READ, Verb.WRITE);
    Change change = propose(agent, "one");
    assertThat(change.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(values()).isEmpty();
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c4OnePersonFillsOnePlace() {
    asks(2, ChangeWindows.ALWAYS);
    Change change = propose(anna, "one");
    assertThat(approve(ben, change).state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(code(() -> approve(ben, change))).isEqualTo(FaultCode.ALREADY_APPROVED);
    assertThat(values()).isEmpty();
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c4ARejectionEndsTheChange() {
    asks(2, ChangeWindows.ALWAYS);
    Change change = propose(anna, "one");
    approve(ben, change);
    Change rejected =
        flow.reject(change.id(), change.digest(), "not this way", in(cleo), USUAL).change();
    assertThat(rejected.state()).isEqualTo(ChangeState.REJECTED);
    assertThat(rejected.note()).isEqualTo("Rejected by cleo: not this way");
    assertThat(code(() -> approve(cleo, change))).isEqualTo(FaultCode.WRONG_STATE);
    assertThat(values()).isEmpty();
  }

  @Test
  void c5WhoLostTheRightNoLongerCounts() {
    Change change = proposeManual("one");
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPROVED);
    people.strip(cleo);
    Fault fault = refused(() -> flow.apply(change.id(), in(ben), USUAL));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_APPROVED);
    assertThat(shown(change).state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(values()).isEmpty();
    approve(ben, change);
    assertThat(flow.apply(change.id(), in(ben), USUAL).change().state())
        .isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c5WhoWasDisabledNoLongerCounts() {
    Change change = proposeManual("one");
    approve(cleo, change);
    people.active(cleo, false);
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL)))
        .isEqualTo(FaultCode.NOT_APPROVED);
  }

  @Test
  void c5WhoLeftTheTeamNoLongerCounts() {
    String team = "team-" + unique;
    people.team(team, anna, cleo);
    Change change = proposeManual("one");
    engine
        .policy()
        .rule(
            place,
            List.of(),
            true,
            false,
            new ApprovalRules(1, 0, List.of(team), Period.parse("30d"), false),
            ChangeWindows.ALWAYS);
    assertThat(approve(ben, change).waitsFor())
        .containsExactly("1 more who may approve in " + place + " and is in " + team);
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPROVED);
    people.leaveTeams(cleo);
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL)))
        .isEqualTo(FaultCode.NOT_APPROVED);
  }

  @Test
  void c5RulesThatGrewStricterHold() {
    Change change = proposeManual("one");
    approve(cleo, change);
    asks(2, ChangeWindows.ALWAYS);
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL)))
        .isEqualTo(FaultCode.NOT_APPROVED);
    assertThat(approve(ben, change).state()).isEqualTo(ChangeState.APPROVED);
  }

  @Test
  void c5WhoMayNoLongerWriteHasNothingApplied() {
    Change change = proposeManual("one");
    approve(cleo, change);
    people.strip(anna);
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL))).isEqualTo(FaultCode.FORBIDDEN);
    assertThat(shown(change).state()).isEqualTo(ChangeState.FAILED);
    assertThat(values()).isEmpty();
  }

  @Test
  void c6WhatChangedMeanwhileMakesAChangeStale() {
    Change change = propose(anna, "one");
    directly("other");
    Fault fault = refused(() -> approve(ben, change));
    assertThat(fault.code()).isEqualTo(FaultCode.STALE);
    Change stale = shown(change);
    assertThat(stale.state()).isEqualTo(ChangeState.STALE);
    assertThat(stale.note()).contains("at revision 1, not 0");
    assertThat(values()).containsExactly("other");
    assertThat(actions(change)).endsWith("change.stale");
  }

  @Test
  void c6AStaleChangeIsRebasedAndApprovedAnew() {
    Change change = propose(anna, "one");
    directly("other");
    refused(() -> approve(ben, change));
    Change rebased = flow.rebase(change.id(), in(anna), USUAL).change();
    assertThat(rebased.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(rebased.operations().getFirst().baseRevision()).isEqualTo(1);
    assertThat(approve(ben, rebased).state()).isEqualTo(ChangeState.APPLIED);
    assertThat(values()).containsExactly("one");
  }

  @Test
  void anObjectThatTheChangeItselfMakesIsTheSameOneThoughItsIdIsAnother() {
    Change change =
        engine
            .changes()
            .propose(
                proposal(
                    anna,
                    Terms.USUAL,
                    TestThings.order(place, name, "one"),
                    TestThings.order(place, name, "two")))
            .change();
    assertThat(approve(ben, change).state()).isEqualTo(ChangeState.APPLIED);
    assertThat(values()).containsExactly("two");
  }

  @Test
  void c7ApplyingTwiceIsRefusedAndHappensOnce() {
    Change change = proposeManual("one");
    approve(ben, change);
    flow.apply(change.id(), in(ben), USUAL);
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL)))
        .isEqualTo(FaultCode.WRONG_STATE);
    assertThat(actions(change).stream().filter("thing.put"::equals)).hasSize(1);
  }

  @Test
  void c7AnOperationThatFailsLeavesNothingOfTheOthers() {
    String other = name + "-other";
    Outcome outcome =
        engine
            .changes()
            .propose(
                proposal(
                    anna,
                    Terms.USUAL,
                    TestThings.order(place, name, "one"),
                    TestThings.order(place, other, "two")));
    engine.policy().rule(place, List.of(), false, false);
    engine.changes().propose(proposal(anna, Terms.USUAL, TestThings.order(place, other, "three")));
    asks(1, ChangeWindows.ALWAYS);
    assertThat(code(() -> approve(ben, outcome.change()))).isEqualTo(FaultCode.STALE);
    assertThat(values()).isEmpty();
  }
}
