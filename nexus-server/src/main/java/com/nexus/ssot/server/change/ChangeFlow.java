package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.Verdict;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.http.WriteOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way of a change from its proposal to its effect, or to its end. Thread-safe. */
public final class ChangeFlow {
  private final Turns turns;
  private final Allowed allowed;
  private final Settling settling;
  private final Applying applying;
  private final Edits edits;
  private final ChangeTable changes;
  private final ReviewTable reviews;
  private final ChangeArchive archive;
  private final Approvers approvers;
  private final Notices notices;
  private final WrittenSecrets secrets;

  ChangeFlow(
      Turns turns,
      Allowed allowed,
      Settling settling,
      Applying applying,
      Edits edits,
      ChangeTable changes,
      ReviewTable reviews,
      ChangeArchive archive,
      Approvers approvers,
      Notices notices,
      WrittenSecrets secrets) {
    this.turns = turns;
    this.allowed = allowed;
    this.settling = settling;
    this.applying = applying;
    this.edits = edits;
    this.changes = changes;
    this.reviews = reviews;
    this.archive = archive;
    this.approvers = approvers;
    this.notices = notices;
    this.secrets = secrets;
  }

  /**
   * A change as somebody sees it.
   *
   * @param version counts every write of the change
   */
  public record Shown(Change change, int version) {}

  /** What somebody says, as it will be kept for good. */
  private String text(String at, String written) {
    return secrets.refuse(at, ProposerText.one(at, written));
  }

  /** A change with what people said, what it waits for, and what can be done with it. */
  public Shown show(UUID id, Actor actor) {
    return shown(archive.find(id, actor));
  }

  private Shown shown(StoredChange stored) {
    Demand demand = applying.demand(stored);
    List<Verdict> verdicts = reviews.verdicts(stored.id());
    List<String> missing = List.of();
    if (stored.state() == ChangeState.IN_REVIEW) {
      missing = verdicts.isEmpty() ? approvers.all(demand) : applying.missing(stored, demand);
    }
    return new Shown(
        stored.change().with(verdicts, missing, Allowed.next(stored, demand)), stored.version());
  }

  private Shown act(
      UUID id,
      ChangeAct act,
      Actor actor,
      WriteOptions options,
      @Nullable Object body,
      Turn.Work work) {
    archive.find(id, actor);
    return shown(turns.run(id, act, actor, options, body, work));
  }

  /** Puts a draft up for review; it takes effect at once where nobody is asked. */
  public Shown submit(UUID id, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.SUBMIT,
        actor,
        options,
        null,
        turn -> {
          allowed.requireAuthor(turn);
          return edits.again(turn, "submitted");
        });
  }

  /** Plans the same again on what there is now; it is approved anew. */
  public Shown rebase(UUID id, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.REBASE,
        actor,
        options,
        null,
        turn -> {
          allowed.requireAuthor(turn);
          return edits.again(turn, "rebased");
        });
  }

  /** Says anew what a change shall do; it is approved anew. */
  Shown edit(UUID id, Actor actor, WriteOptions options, Edits.Wanted wanted) {
    return act(
        id,
        ChangeAct.EDIT,
        actor,
        options,
        wanted,
        turn -> {
          allowed.requireAuthor(turn);
          boolean draft = turn.stored().state() == ChangeState.DRAFT;
          return edits.revise(
              turn,
              new Edits.Wanted(
                  wanted.operations(),
                  wanted.description(),
                  wanted.justification(),
                  wanted.terms(),
                  draft),
              "edited");
        });
  }

  /**
   * A person consents to exactly what stands in the change now.
   *
   * @param digest of what the person saw
   */
  public Shown approve(
      UUID id, String digest, @Nullable String comment, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.APPROVE,
        actor,
        options,
        List.of(digest, Objects.requireNonNullElse(comment, "")),
        turn -> {
          allowed.requireDecider(turn);
          allowed.requireStranger(turn);
          turn.requireDigest(digest);
          requireFirst(turn);
          return settling.settle(turn, List.of(say(turn, Verdict.Kind.APPROVED, comment)));
        });
  }

  /**
   * A person says no, which ends the change.
   *
   * @param comment why
   */
  public Shown reject(
      UUID id, String digest, @Nullable String comment, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.REJECT,
        actor,
        options,
        List.of(digest, Objects.requireNonNullElse(comment, "")),
        turn -> {
          allowed.requireDecider(turn);
          turn.requireDigest(digest);
          String why = text("/comment", Objects.requireNonNullElse(comment, ""));
          List<AuditEvent> events = new ArrayList<>();
          if (!reviews.hasSpoken(turn.stored(), turn.actor().principalId())) {
            events.add(say(turn, Verdict.Kind.REJECTED, why));
          } else {
            events.add(
                ChangeEvents.of(
                    "rejected",
                    turn.stored(),
                    why,
                    ChangeEvents.standing(turn.stored(), ChangeState.REJECTED)));
          }
          end(turn, ChangeState.REJECTED, "Rejected by " + turn.actor().name() + ": " + why);
          return new Turn.End(events, List.of(), null);
        });
  }

  private AuditEvent say(Turn turn, Verdict.Kind verdict, @Nullable String comment) {
    Actor actor = turn.actor();
    String text = comment == null || comment.isBlank() ? null : text("/comment", comment);
    Instant login = Objects.requireNonNull(actor.credential().authenticatedAt());
    reviews.insertVerdict(
        turn.writes(), turn.stored(), actor.principalId(), verdict, text, login, turn.now());
    turn.writes().flush();
    return ChangeEvents.of(
        verdict == Verdict.Kind.APPROVED ? "approved" : "rejected",
        turn.stored(),
        text,
        ChangeEvents.standing(turn.stored(), turn.stored().state()));
  }

  /** Takes a change back. */
  public Shown withdraw(UUID id, @Nullable String why, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.WITHDRAW,
        actor,
        options,
        why,
        turn -> {
          allowed.requireAuthor(turn);
          String text = why == null || why.isBlank() ? null : text("/comment", why);
          end(turn, ChangeState.WITHDRAWN, text);
          return Turn.End.of(
              ChangeEvents.of(
                  "withdrawn",
                  turn.stored(),
                  text,
                  ChangeEvents.standing(turn.stored(), ChangeState.WITHDRAWN)));
        });
  }

  private void end(Turn turn, ChangeState state, @Nullable String note) {
    changes.move(
        turn.writes(),
        turn.stored().id(),
        state,
        turn.stored().change().required(),
        null,
        null,
        note);
  }

  /** Has an approved change applied at a time. */
  public Shown schedule(UUID id, Instant at, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.SCHEDULE,
        actor,
        options,
        at,
        turn -> {
          allowed.requireExecutor(turn);
          Change change = turn.stored().change();
          boolean early = change.notBefore() != null && at.isBefore(change.notBefore());
          boolean late = change.notAfter() != null && !at.isBefore(change.notAfter());
          if (!at.isAfter(turn.now()) || early || late) {
            throw Fault.of(
                FaultCode.INVALID,
                "The change cannot be applied at that time.",
                List.of(
                    Cause.at(
                        "/at",
                        early || late ? "It was approved for other times." : "It is over.",
                        "Give a later time, between not_before and not_after.")));
          }
          Instant due = Windows.next(settling.windows(turn.stored()), at).orElse(at);
          return settling.schedule(turn, due, change.required(), change.approvedBy(), List.of());
        });
  }

  /** Lets an approved change take effect now. */
  public Shown apply(UUID id, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.APPLY,
        actor,
        options,
        null,
        turn -> {
          allowed.requireExecutor(turn);
          settling.requireTime(turn);
          return settling.apply(turn, List.of());
        });
  }

  /** Lets a change take effect without the consent it needs, and opens a review of that. */
  public Shown override(UUID id, OverrideDraft draft, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.OVERRIDE,
        actor,
        options,
        draft,
        turn -> {
          allowed.requireOverrider(turn);
          turn.requireDigest(draft.digest());
          String reason = text("/reason", draft.reason());
          String reference = text("/reference", draft.reference());
          Turn.End end = settling.override(turn, reason, reference);
          if (end.refusal() == null) {
            tellApprovers(turn, reason, reference);
          }
          return end;
        });
  }

  private void tellApprovers(Turn turn, String reason, String reference) {
    StoredChange stored = turn.stored();
    List<UUID> people = new ArrayList<>(approvers.of(Allowed.touched(stored)));
    people.remove(turn.actor().principalId());
    notices.tell(
        turn.writes(),
        people,
        "change.overridden",
        turn.actor().name()
            + " applied the change "
            + stored.id()
            + " without approval: "
            + reason
            + " ("
            + reference
            + "). Review it.",
        "/api/changes/" + stored.id(),
        turn.now());
  }

  /** Ends the review of a change that was overridden. */
  public Shown closeReview(UUID id, String finding, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.CLOSE_REVIEW,
        actor,
        options,
        finding,
        turn -> {
          StoredChange stored = turn.stored();
          allowed.requireDecider(turn);
          allowed.requireStranger(turn);
          UUID by = turn.actor().principalId();
          if (by.equals(stored.appliedBy())) {
            throw Fault.of(FaultCode.OWN_CHANGE, "Nobody reviews what they overrode.");
          }
          if (Objects.requireNonNull(stored.change().glassBreak()).reviewedAt() != null) {
            throw Fault.of(FaultCode.WRONG_STATE, "The review is closed already.");
          }
          String text = text("/finding", finding);
          changes.reviewed(turn.writes(), id, by, turn.now(), text);
          return Turn.End.of(
              ChangeEvents.of(
                  "reviewed", stored, text, ChangeEvents.standing(stored, ChangeState.OVERRIDDEN)));
        });
  }

  /** Says something about a change. */
  public Shown comment(UUID id, String text, Actor actor, WriteOptions options) {
    return act(
        id,
        ChangeAct.COMMENT,
        actor,
        options,
        text,
        turn -> {
          allowed.requireParticipant(turn);
          String clean = text("/text", text);
          reviews.insertComment(
              turn.writes(), Ids.at(turn.now()), id, actor.principalId(), turn.now(), clean);
          return Turn.End.of(ChangeEvents.of("commented", turn.stored(), clean, null));
        });
  }

  private void requireFirst(Turn turn) {
    if (reviews.hasSpoken(turn.stored(), turn.actor().principalId())) {
      throw Fault.of(
          FaultCode.ALREADY_APPROVED,
          "You have approved this revision already.",
          List.of(Cause.of("One person fills one place.", "Somebody else must approve too.")));
    }
  }
}
