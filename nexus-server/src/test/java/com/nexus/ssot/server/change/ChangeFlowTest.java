package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestCast;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.WriteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The way of changes, by the invariants that the design numbers C1 to C11. */
class ChangeFlowTest {
  private static final WriteOptions USUAL = WriteOptions.none();

  private final TestEngine engine = TestEngine.shared();
  private final TestCast people = new TestCast(engine);
  private final ChangeFlow flow = engine.bean(ChangeFlow.class);
  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String place = "flow-" + unique;
  private final String name = "thing-" + unique;
  private final UUID anna = people.person("anna", place, Verb.READ, Verb.WRITE, Verb.APPROVE);
  private final UUID ben = people.person("ben", place, Verb.READ, Verb.APPROVE, Verb.EXECUTE);
  private final UUID cleo =
      people.person("cleo", place, Verb.READ, Verb.WRITE, Verb.APPROVE, Verb.OVERRIDE);

  ChangeFlowTest() {
    asks(1, ChangeWindows.ALWAYS);
  }

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

  @Test
  void c8AClosedWindowHoldsAnApprovedChangeBack() {
    asks(1, frozen());
    Change change = approve(ben, propose(anna, "one"));
    assertThat(change.state()).isEqualTo(ChangeState.SCHEDULED);
    assertThat(change.scheduledFor()).isAfter(Instant.now());
    assertThat(code(() -> flow.apply(change.id(), in(ben), USUAL)))
        .isEqualTo(FaultCode.WINDOW_CLOSED);
    asks(1, ChangeWindows.ALWAYS);
    assertThat(flow.apply(change.id(), in(ben), USUAL).change().state())
        .isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void c8AClosedWindowRefusesWhatWouldTakeEffectAtOnce() {
    engine.policy().rule(place, List.of(), false, false, ApprovalRules.USUAL, frozen());
    assertThat(code(() -> propose(anna, "one"))).isEqualTo(FaultCode.WINDOW_CLOSED);
    assertThat(values()).isEmpty();
  }

  @Test
  void c9BrokenGlassIsToldToEveryApproverAndReviewed() {
    Change change = propose(anna, "one");
    OverrideDraft why = new OverrideDraft(change.digest(), "checkout is down", "INC-42");
    assertThat(code(() -> flow.override(change.id(), why, in(ben), USUAL)))
        .isEqualTo(FaultCode.FORBIDDEN);
    Change overridden = flow.override(change.id(), why, in(cleo), USUAL).change();
    assertThat(overridden.state()).isEqualTo(ChangeState.OVERRIDDEN);
    assertThat(values()).containsExactly("one");
    assertThat(engine.bean(Notices.class).of(ben, true, null, 10))
        .anySatisfy(notice -> assertThat(notice.text()).contains("INC-42", "checkout is down"));
    assertThat(code(() -> flow.closeReview(change.id(), "fine", in(cleo), USUAL)))
        .isEqualTo(FaultCode.OWN_CHANGE);
    Change reviewed = flow.closeReview(change.id(), "was right", in(ben), USUAL).change();
    assertThat(reviewed.state()).isEqualTo(ChangeState.OVERRIDDEN);
    assertThat(reviewed.glassBreak()).extracting(glass -> glass.reviewedBy()).isEqualTo("ben");
    assertThat(code(() -> flow.closeReview(change.id(), "again", in(ben), USUAL)))
        .isEqualTo(FaultCode.WRONG_STATE);
  }

  @Test
  void c9BreakingTheGlassNeedsAReasonAndAReference() {
    Change change = propose(anna, "one");
    for (OverrideDraft draft :
        List.of(
            new OverrideDraft(change.digest(), " ", "INC-42"),
            new OverrideDraft(change.digest(), "down", ""))) {
      assertThat(code(() -> flow.override(change.id(), draft, in(cleo), USUAL)))
          .isEqualTo(FaultCode.INVALID);
    }
    assertThat(values()).isEmpty();
  }

  @Test
  void c11WhatPeopleWriteIsCleanedAndBounded() {
    Change change = propose(anna, "one");
    flow.comment(change.id(), "safe\u202e text", in(ben), USUAL);
    assertThat(engine.bean(ReviewTable.class).comments(change.id(), null, 10))
        .singleElement()
        .satisfies(comment -> assertThat(comment.text()).isEqualTo("safe text"));
    assertThat(code(() -> flow.comment(change.id(), "x".repeat(4001), in(ben), USUAL)))
        .isEqualTo(FaultCode.INVALID);
    assertThat(code(() -> flow.comment(change.id(), "\u200b", in(ben), USUAL)))
        .isEqualTo(FaultCode.INVALID);
  }

  @Test
  void aWrongStateSaysWhatIsAllowedNowAndToWhom() {
    Change change = propose(anna, "one");
    Fault fault = refused(() -> flow.apply(change.id(), in(ben), USUAL));
    assertThat(fault.code()).isEqualTo(FaultCode.WRONG_STATE);
    assertThat(fault.causes())
        .extracting(Cause::message)
        .contains(
            "Allowed now: approve, by people who may approve in "
                + place
                + ", except whoever wrote it.",
            "Allowed now: withdraw, by anna, or whoever administers changes in " + place + ".");
  }

  @Test
  void everyActThatAStateDoesNotAllowIsRefused() {
    Change change = propose(anna, "one");
    approve(ben, change);
    Map<ChangeAct, Supplier<ChangeFlow.Shown>> acts =
        Map.of(
            ChangeAct.SUBMIT, () -> flow.submit(change.id(), in(anna), USUAL),
            ChangeAct.APPROVE,
                () -> flow.approve(change.id(), change.digest(), null, in(cleo), USUAL),
            ChangeAct.REJECT, () -> flow.reject(change.id(), change.digest(), "", in(cleo), USUAL),
            ChangeAct.WITHDRAW, () -> flow.withdraw(change.id(), null, in(anna), USUAL),
            ChangeAct.SCHEDULE, () -> flow.schedule(change.id(), Instant.now(), in(ben), USUAL),
            ChangeAct.APPLY, () -> flow.apply(change.id(), in(ben), USUAL),
            ChangeAct.REBASE, () -> flow.rebase(change.id(), in(anna), USUAL),
            ChangeAct.CLOSE_REVIEW, () -> flow.closeReview(change.id(), "x", in(cleo), USUAL));
    acts.forEach((act, work) -> assertThat(code(work::get)).isEqualTo(FaultCode.WRONG_STATE));
  }

  @Test
  void aDraftAsksNobodyUntilItIsSubmitted() {
    Terms draft = new Terms(true, ApplyMode.AUTO, null, null, null);
    Change change =
        engine
            .changes()
            .propose(proposal(anna, draft, TestThings.order(place, name, "one")))
            .change();
    assertThat(change.state()).isEqualTo(ChangeState.DRAFT);
    assertThat(code(() -> approve(ben, change))).isEqualTo(FaultCode.WRONG_STATE);
    Change submitted = flow.submit(change.id(), in(anna), USUAL).change();
    assertThat(submitted.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(approve(ben, submitted).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void onlyTheAuthorWithdraws() {
    Change change = propose(anna, "one");
    assertThat(code(() -> flow.withdraw(change.id(), null, in(cleo), USUAL)))
        .isEqualTo(FaultCode.FORBIDDEN);
    assertThat(flow.withdraw(change.id(), "not needed", in(anna), USUAL).change().state())
        .isEqualTo(ChangeState.WITHDRAWN);
  }

  @Test
  void aDryRunOfAnApprovalSaysWhatWouldHappenAndStoresNothing() {
    Change change = propose(anna, "one");
    WriteOptions dry = new WriteOptions(null, false, null, true);
    Change would = flow.approve(change.id(), change.digest(), null, in(ben), dry).change();
    assertThat(would.state()).isEqualTo(ChangeState.APPLIED);
    assertThat(shown(change).state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(values()).isEmpty();
  }

  private static ChangeWindows frozen() {
    Instant now = Instant.now();
    return new ChangeWindows(
        "UTC",
        List.of(),
        List.of(
            new ChangeWindows.Freeze(
                now.minus(Duration.ofHours(1)).toString().substring(0, 19),
                now.plus(Duration.ofHours(1)).toString().substring(0, 19),
                "release")));
  }

  private void asks(int required, ChangeWindows windows) {
    engine
        .policy()
        .rule(
            place,
            List.of(),
            true,
            false,
            new ApprovalRules(required, 0, List.of(), Period.parse("30d"), false),
            windows);
  }

  private Actor in(UUID person) {
    return people.signedIn(person);
  }

  private Change propose(UUID by, String value) {
    return engine
        .changes()
        .propose(proposal(by, Terms.USUAL, TestThings.order(place, name, value)))
        .change();
  }

  private Change proposeManual(String value) {
    return engine
        .changes()
        .propose(proposal(anna, Terms.MANUAL, TestThings.order(place, name, value)))
        .change();
  }

  private Proposal proposal(UUID by, Terms terms, Operation... operations) {
    return new Proposal(
        in(by), List.of(operations), "description", "because", null, false, Map.of(), terms);
  }

  /** Writes the thing as if its context asked nobody. */
  private void directly(String value) {
    engine.policy().rule(place, List.of(), false, false);
    propose(anna, value);
    asks(1, ChangeWindows.ALWAYS);
  }

  private Change edit(UUID by, Change change, String value) {
    return flow.edit(
            change.id(),
            in(by),
            USUAL,
            new Edits.Wanted(
                List.of(TestThings.order(place, name, value)),
                change.description(),
                change.justification(),
                Terms.USUAL,
                false))
        .change();
  }

  private Change approve(UUID by, Change change) {
    return flow.approve(change.id(), change.digest(), null, in(by), USUAL).change();
  }

  private Change shown(Change change) {
    return flow.show(change.id(), engine.admin()).change();
  }

  private static Fault refused(ThrowingCallable work) {
    Fault fault = catchThrowableOfType(Fault.class, work);
    assertThat(fault).as("it must be refused").isNotNull();
    return fault;
  }

  private static FaultCode code(ThrowingCallable work) {
    return refused(work).code();
  }

  private List<String> values() {
    return engine
        .sql()
        .sql("select value from test_thing where name = ?")
        .param(name)
        .query(String.class)
        .list();
  }

  private List<String> actions(Change change) {
    return engine
        .sql()
        .sql(
            """
            select action from audit_event where proposal_id = ? and outcome <> 'denied'
            order by order_no, ord
            """)
        .param(change.id())
        .query(String.class)
        .list();
  }

  private List<String> deniedActions(Change change) {
    return engine
        .sql()
        .sql(
            """
            select action || ' ' || (leaf::jsonb ->> 'code') from audit_event
            where proposal_id = ? and outcome = 'denied'
            """)
        .param(change.id())
        .query(String.class)
        .list();
  }
}
