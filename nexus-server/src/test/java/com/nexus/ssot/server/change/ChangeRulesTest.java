package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.http.WriteOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When changes may take effect, emergencies, texts, and what is refused: invariants C8 to C11. */
class ChangeRulesTest extends FlowCase {
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
}
