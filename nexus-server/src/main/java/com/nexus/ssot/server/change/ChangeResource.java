package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeComment;
import com.nexus.ssot.model.api.ChangeDraft;
import com.nexus.ssot.model.api.ChangeEdit;
import com.nexus.ssot.model.api.ChangeRevision;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.ReasonDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes over HTTP: proposing them, editing them, and looking at them. */
@RestController
@RequestMapping("/api/changes")
@Requires(verb = Verb.READ, object = ObjectKind.PROPOSAL)
final class ChangeResource {
  private final Changes changes;
  private final ChangeFlow flow;
  private final ChangeBodies bodies;
  private final Planning planning;
  private final Reverts reverts;
  private final ChangeArchive archive;
  private final ReviewTable reviews;
  private final Cursors cursors;

  ChangeResource(
      Changes changes,
      ChangeFlow flow,
      ChangeBodies bodies,
      Planning planning,
      Reverts reverts,
      ChangeArchive archive,
      ReviewTable reviews,
      Cursors cursors) {
    this.changes = changes;
    this.flow = flow;
    this.bodies = bodies;
    this.planning = planning;
    this.reverts = reverts;
    this.archive = archive;
    this.reviews = reviews;
    this.cursors = cursors;
  }

  /**
   * The query of the list.
   *
   * @param open whether only changes that something can still become of
   * @param unreviewed whether only those that were overridden and not reviewed since
   */
  record Filter(
      @Nullable ChangeState state,
      @Nullable Boolean open,
      @Nullable Boolean unreviewed,
      PageRequest page) {}

  /** The query of a list in the order of a change. */
  record Pages(PageRequest page) {}

  /** Proposes one or more operations that happen together or not at all. */
  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> propose(@Body ChangeDraft draft, Actor actor, WriteOptions options) {
    return answer(changes.propose(bodies.proposal(draft, actor, options)), actor);
  }

  private ResponseEntity<Change> answer(Outcome outcome, Actor actor) {
    Change change = outcome.change();
    if (outcome.dryRun()) {
      return Answers.cleaned(ResponseEntity.ok().header(Answers.PREVIEW, "true"), outcome)
          .body(change);
    }
    if (outcome.unchanged()) {
      return Answers.cleaned(ResponseEntity.ok(), outcome).body(change);
    }
    ResponseEntity.BodyBuilder answer =
        change.state().tookEffect()
            ? ResponseEntity.status(HttpStatus.CREATED)
            : ResponseEntity.accepted();
    ChangeFlow.Shown shown = flow.show(change.id(), actor);
    return Answers.cleaned(answer, outcome)
        .location(URI.create("/api/changes/" + change.id()))
        .eTag(EntityTags.of(change.id(), shown.version()))
        .body(shown.change());
  }

  @GetMapping("/{id}")
  ResponseEntity<Change> one(@PathVariable UUID id, Actor actor) {
    ChangeFlow.Shown shown = flow.show(id, actor);
    return EntityTags.ok(id, shown.version(), shown.change());
  }

  @GetMapping
  Page<Change> list(@Query Filter filter, Actor actor) {
    boolean open = Boolean.TRUE.equals(filter.open());
    boolean unreviewed = Boolean.TRUE.equals(filter.unreviewed());
    String fingerprint =
        "changes state=" + filter.state() + " open=" + open + " unreviewed=" + unreviewed;
    UUID before =
        cursors
            .position(filter.page(), fingerprint)
            .map(values -> UUID.fromString(String.valueOf(values.getFirst())))
            .orElse(null);
    List<Change> rows =
        archive.list(
            actor,
            new ChangeTable.Wanted(filter.state(), open, unreviewed, before),
            filter.page().rows());
    return cursors.page(filter.page(), fingerprint, rows, row -> List.of(row.id()), null);
  }

  /** Says anew what a change shall do; what was approved before counts no more. */
  @PatchMapping("/{id}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> edit(
      @PathVariable UUID id, @Body ChangeEdit edit, Actor actor, WriteOptions options) {
    StoredChange stored = archive.find(id, actor);
    Edits.Wanted wanted =
        bodies.edited(
            edit,
            stored.change(),
            stored.state().isOpen() ? planning.operations(stored) : List.of());
    changes.requireSound(wanted);
    return ChangeActs.answer(flow.edit(id, actor, options, wanted), options);
  }

  /** Proposes what takes a change back that took effect. */
  @PostMapping("/{id}/revert")
  @Requires(verb = Verb.WRITE, object = ObjectKind.PROPOSAL)
  ResponseEntity<Change> revert(
      @PathVariable UUID id,
      @Body(required = false) @Nullable ReasonDraft reason,
      Actor actor,
      WriteOptions options) {
    return answer(
        reverts.propose(id, reason == null ? null : reason.reason(), actor, options), actor);
  }

  /** What was said of a change, oldest first. */
  @GetMapping("/{id}/comments")
  Page<ChangeComment> comments(@PathVariable UUID id, @Query Pages query, Actor actor) {
    archive.find(id, actor);
    String fingerprint = "comments of " + id;
    UUID after =
        cursors
            .position(query.page(), fingerprint)
            .map(values -> UUID.fromString(String.valueOf(values.getFirst())))
            .orElse(null);
    List<ChangeComment> rows = reviews.comments(id, after, query.page().rows());
    return cursors.page(query.page(), fingerprint, rows, row -> List.of(row.id()), null);
  }

  /** What a change would have done before it was edited, newest first. */
  @GetMapping("/{id}/revisions")
  Page<ChangeRevision> revisions(@PathVariable UUID id, @Query Pages query, Actor actor) {
    archive.find(id, actor);
    String fingerprint = "revisions of " + id;
    int below =
        cursors
            .position(query.page(), fingerprint)
            .map(values -> Integer.parseInt(String.valueOf(values.getFirst())))
            .orElse(Integer.MAX_VALUE);
    List<ChangeRevision> rows = reviews.revisions(id, below, query.page().rows());
    return cursors.page(query.page(), fingerprint, rows, row -> List.of(row.revision()), null);
  }
}
