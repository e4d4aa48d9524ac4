package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.CommentDraft;
import com.nexus.ssot.model.api.FindingDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.ReasonDraft;
import com.nexus.ssot.model.api.ScheduleDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.VerdictDraft;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do with changes, over HTTP. */
@RestController
@RequestMapping("/api/changes/{id}")
final class ReviewResource {
  private final ChangeFlow flow;

  ReviewResource(ChangeFlow flow) {
    this.flow = flow;
  }

  /** Puts a draft up for review. */
  @PostMapping("/submit")
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> submit(@PathVariable UUID id, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.submit(id, actor, options), options);
  }

  /** Consents to exactly what has this digest; people only. */
  @PostMapping("/approve")
  @Requires(verb = Verb.APPROVE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> approve(
      @PathVariable UUID id, @Body VerdictDraft verdict, Actor actor, WriteOptions options) {
    return ChangeActs.answer(
        flow.approve(id, verdict.digest(), verdict.comment(), actor, options), options);
  }

  /** Says no and why, which ends the change; people only. */
  @PostMapping("/reject")
  @Requires(verb = Verb.APPROVE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> reject(
      @PathVariable UUID id, @Body VerdictDraft verdict, Actor actor, WriteOptions options) {
    return ChangeActs.answer(
        flow.reject(id, verdict.digest(), verdict.comment(), actor, options), options);
  }

  /** Takes a change back. */
  @PostMapping("/withdraw")
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> withdraw(
      @PathVariable UUID id,
      @Body(required = false) @Nullable ReasonDraft reason,
      Actor actor,
      WriteOptions options) {
    return ChangeActs.answer(
        flow.withdraw(id, reason == null ? null : reason.reason(), actor, options), options);
  }

  /** Has an approved change applied at a time. */
  @PostMapping("/schedule")
  @Requires(verb = Verb.EXECUTE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> schedule(
      @PathVariable UUID id, @Body ScheduleDraft schedule, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.schedule(id, schedule.at(), actor, options), options);
  }

  /** Lets an approved change take effect. */
  @PostMapping("/apply")
  @Requires(verb = Verb.EXECUTE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> apply(@PathVariable UUID id, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.apply(id, actor, options), options);
  }

  /** Plans the same again on what there is now. */
  @PostMapping("/rebase")
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> rebase(@PathVariable UUID id, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.rebase(id, actor, options), options);
  }

  /** Lets a change take effect without approvals, and opens a review of that; people only. */
  @PostMapping("/override")
  @Requires(verb = Verb.OVERRIDE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> override(
      @PathVariable UUID id, @Body OverrideDraft draft, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.override(id, draft, actor, options), options);
  }

  /** Ends the review of a change that was overridden; people only. */
  @PostMapping("/close-review")
  @Requires(verb = Verb.APPROVE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> closeReview(
      @PathVariable UUID id, @Body FindingDraft draft, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.closeReview(id, draft.finding(), actor, options), options);
  }

  /** Says something about a change. */
  @PostMapping("/comment")
  @Requires(verb = Verb.READ, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> comment(
      @PathVariable UUID id, @Body CommentDraft draft, Actor actor, WriteOptions options) {
    return ChangeActs.answer(flow.comment(id, draft.text(), actor, options), options);
  }
}
