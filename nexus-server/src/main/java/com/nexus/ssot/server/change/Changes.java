package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEntries;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Beforehand;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.RequestKey;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.change.IdempotencyTable.Earlier;
import com.nexus.ssot.server.change.IdempotencyTable.Name;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Principal;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The only way anything governed is written. Thread-safe. */
public final class Changes {
  /** How often a change is planned again that lost a name to another one. */
  private static final int RETRIES = 3;

  private final Planning planning;
  private final ContextLocks locks;
  private final Transactions transactions;
  private final AuditLog audit;
  private final Followers followers;
  private final ChangeTable changes;
  private final ReviewTable reviews;
  private final IdempotencyTable idempotency;
  private final WrittenSecrets secrets;
  private final Callers callers;
  private final InstantSource clock;

  Changes(
      Planning planning,
      ContextLocks locks,
      Transactions transactions,
      AuditLog audit,
      Followers followers,
      ChangeTable changes,
      ReviewTable reviews,
      IdempotencyTable idempotency,
      WrittenSecrets secrets,
      Callers callers,
      InstantSource clock) {
    this.planning = planning;
    this.locks = locks;
    this.transactions = transactions;
    this.audit = audit;
    this.followers = followers;
    this.changes = changes;
    this.reviews = reviews;
    this.callers = callers;
    this.idempotency = idempotency;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A proposal that is being worked on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Request(
      Proposal proposal, List<Step<?>> steps, UUID id, List<String> cleaned, byte[] hash) {}

  /** What a transaction did. */
  private record Done(Outcome outcome, List<ObjectChange> applied) {}

  /**
   * Checks a proposal, stores it, and applies it at once where policy asks nobody; else it waits
   * for people. One transaction, with its audit events as the last statements.
   *
   * @throws Fault with every cause, when it cannot be done; then nothing was stored
   */
  public Outcome propose(Proposal proposal) {
    Request request = read(proposal);
    return repeated(tries -> attempt(request, tries == 0));
  }

  /**
   * Tries proposals one after the other, as {@link #propose} would do them, and stores nothing:
   * each sees what those before it did, and one that is refused leaves no trace.
   *
   * @param work is given what stands for {@link #propose}; its proposals must be dry runs
   */
  public void rehearse(Consumer<Function<Proposal, Outcome>> work) {
    transactions.rehearseInSteps(attempts -> {
      work.accept(proposal -> {
        Request request = read(proposal);
        return repeated(tries -> attempt(request, attempts, tries == 0));
      });
      return true;
    });
  }

  private Outcome attempt(Request request, Transactions.Attempts attempts, boolean first) {
    try {
      return attempts.run(writes -> run(request, writes, first)).outcome();
    } catch (RuntimeException e) {
      locks.partTakenBack();
      throw e;
    }
  }

  private static Outcome repeated(IntFunction<Outcome> work) {
    Ahead ahead = new Ahead();
    for (int attempt = 0; ; ) {
      try {
        return work.apply(attempt);
      } catch (Beforehand needed) {
        ahead.work(needed);
      } catch (DuplicateKeyException e) {
        // Somebody else took a name between plan and write: the next plan sees it and says so.
        if (attempt++ == RETRIES) {
          throw Fault.of(FaultCode.STALE, "The object changed while this was being done.", e);
        }
      }
    }
  }

  private Request read(Proposal given) {
    if (given.operations().isEmpty()) {
      throw Fault.of(
          FaultCode.INVALID,
          "A change needs an operation.",
          List.of(Cause.at("/operations", "There is none.", "Give at least one operation.")));
    }
    requireTimes(given.terms());
    ProposerText text = ProposerText.of(given);
    secrets.refuse(text.proposal());
    List<Step<?>> steps = planning.steps(given.operations());
    byte[] hash = given.idempotencyKey() == null ? new byte[0] : Digests.request(given);
    return new Request(text.proposal(), steps, Ids.next(clock), text.removed(), hash);
  }

  /** Refuses what no change may say anew: secrets, and times between which nothing can happen. */
  void requireSound(Edits.Wanted wanted) {
    secrets.refuse(wanted);
    requireTimes(wanted.terms());
  }

  /** Refuses times between which nothing can happen. */
  private void requireTimes(Terms terms) {
    Instant notBefore = terms.notBefore();
    Instant notAfter = terms.notAfter();
    if (notAfter == null) {
      return;
    }
    boolean past = !notAfter.isAfter(clock.instant());
    if (past || (notBefore != null && !notBefore.isBefore(notAfter))) {
      throw Fault.of(
          FaultCode.INVALID,
          "The change could never take effect.",
          List.of(
              Cause.at(
                  "/not_after",
                  past ? "It is over." : "It is not after not_before.",
                  "Give a later time, or leave it out.")));
    }
  }

  /**
   * @param first whether nobody is known to have taken a name that the change needs
   */
  private Outcome attempt(Request request, boolean first) {
    if (request.proposal().dryRun()) {
      return transactions
          .rehearse(writes -> {
            Done done = run(request, writes, first);
            writes.flush();
            return done;
          })
          .outcome();
    }
    Done done = transactions.write(writes -> run(request, writes, first));
    if (!done.outcome().replayed() && !done.outcome().unchanged()) {
      followers.committed(done.applied());
    }
    return done.outcome();
  }

  private Done run(Request request, Writes writes, boolean first) {
    Proposal proposal = request.proposal();
    Set<String> contexts = Planning.contexts(request.steps());
    RequestKey given = proposal.dryRun() ? null : proposal.idempotencyKey();
    Name key = given == null ? null : Name.of(proposal.actor(), given);
    locks.request(key == null ? null : key.lock(), contexts);
    Terms terms = proposal.terms();
    boolean later = terms.draft() || isLater(terms);
    Planner planner =
        planning.planner(
            later ? Planner.Mode.REVIEW : Planner.Mode.PROPOSE,
            false,
            proposal.actor(),
            request.id(),
            contexts,
            writes,
            first);
    Optional<Earlier> earlier = key == null ? Optional.empty() : idempotency.find(key);
    if (earlier.isPresent()) {
      planner.requireAllowed(request.steps());
      return new Done(replay(request, earlier.get()), List.of());
    }
    Plan plan = planner.plan(request.steps());
    StoredChange stored = describe(request, plan, planner);
    boolean applied = stored.state() == ChangeState.APPLIED;
    boolean dryRun = proposal.dryRun();
    Outcome outcome =
        new Outcome(stored.change(), dryRun, false, plan.changesNothing(), request.cleaned());
    if (!plan.changesNothing()) {
      AuditEntries events =
          audit.prepare(proposal.actor(), plan.time(), ChangeEvents.proposed(plan, stored));
      if (!dryRun) {
        store(request, plan, stored, key, writes);
        audit.append(writes, events);
      }
    } else if (key != null) {
      Earlier done = new Earlier(request.hash(), null, outcome.change());
      idempotency.insert(writes, key, done, plan.time());
    }
    return new Done(outcome, applied ? plan.changes() : List.of());
  }

  private boolean isLater(Terms terms) {
    Instant notBefore = terms.notBefore();
    return notBefore != null && notBefore.isAfter(clock.instant());
  }

  private void store(
      Request request, Plan plan, StoredChange stored, @Nullable Name key, Writes writes) {
    changes.insert(writes, stored);
    if (stored.state().isOpen()) {
      plan.steps().forEach(step -> changes.insertTarget(writes, request.id(), step.planned()));
      reviews.insertRevision(writes, stored, stored.author(), plan.time());
    }
    if (key != null) {
      Earlier done = new Earlier(request.hash(), request.id(), null);
      idempotency.insert(writes, key, done, plan.time());
    }
  }

  private StoredChange describe(Request request, Plan plan, Planner planner) {
    Proposal proposal = request.proposal();
    Terms terms = proposal.terms();
    ChangeState state = plan.changesNothing() ? ChangeState.APPLIED : first(terms, plan);
    if (state == ChangeState.APPLIED && !plan.changesNothing()) {
      planner.requireOpenWindows(plan.time());
    }
    Principal behind = callers.personBehind(proposal.actor()).orElse(null);
    Revision made =
        new Revision(
            request.id(),
            1,
            state,
            plan,
            planner.expiry(plan.time()),
            proposal.description(),
            proposal.justification(),
            terms);
    return made.first(proposal, behind);
  }

  private static ChangeState first(Terms terms, Plan plan) {
    Instant notBefore = terms.notBefore();
    if (terms.draft()) {
      return ChangeState.DRAFT;
    }
    if (plan.waits()) {
      return ChangeState.IN_REVIEW;
    }
    return notBefore != null && notBefore.isAfter(plan.time())
        ? ChangeState.SCHEDULED
        : ChangeState.APPLIED;
  }

  private Outcome replay(Request request, Earlier earlier) {
    if (!MessageDigest.isEqual(earlier.requestHash(), request.hash())) {
      throw Fault.of(
          FaultCode.IDEMPOTENCY_MISMATCH,
          "The Idempotency-Key belongs to another request.",
          List.of(
              Cause.at(
                  "Idempotency-Key",
                  "It was used before, for "
                      + (earlier.changeId() == null
                          ? "a request that changed nothing,"
                          : "change " + earlier.changeId())
                      + " with another call or body.",
                  "Use a new key for a new request.")));
    }
    Change nothing = earlier.unchanged();
    Change change =
        nothing == null
            ? changes.find(Objects.requireNonNull(earlier.changeId())).orElseThrow().change()
            : nothing;
    return new Outcome(change, false, true, nothing != null, request.cleaned());
  }
}
