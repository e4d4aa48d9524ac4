package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.audit.AuditEntries;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Beforehand;
import com.nexus.ssot.server.base.RequestKey;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.change.IdempotencyTable.Earlier;
import com.nexus.ssot.server.change.IdempotencyTable.Name;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.WriteOptions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs acts on changes, each in a transaction of its own with its audit events as the last
 * statements. Acts come one at a time, together with changes of people, teams, roles and rules: so
 * rights and rules stay as they are from the decision to the commit, and two acts never wait for
 * each other in a circle. Plain writes go on meanwhile. Thread-safe.
 */
final class Turns {
  /** Held by whatever changes rights or rules. */
  private static final String RIGHTS = "*";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** Refusals that are recorded where they are decided. */
  private static final Set<FaultCode> RECORDED =
      Set.of(
          FaultCode.FORBIDDEN,
          FaultCode.HUMAN_REQUIRED,
          FaultCode.STEP_UP_REQUIRED,
          FaultCode.NOT_FOUND);

  private final ChangeTable changes;
  private final IdempotencyTable idempotency;
  private final BiFunction<StoredChange, ChangeAct, Fault> wrongState;
  private final Transactions transactions;
  private final ContextLocks locks;
  private final AuditLog audit;
  private final Followers followers;
  private final InstantSource clock;

  /** Who waits for another act waits here, and not with a connection to the database in hand. */
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * @param wrongState says what is allowed instead
   */
  Turns(
      ChangeTable changes,
      IdempotencyTable idempotency,
      BiFunction<StoredChange, ChangeAct, Fault> wrongState,
      Transactions transactions,
      ContextLocks locks,
      AuditLog audit,
      Followers followers,
      InstantSource clock) {
    this.changes = changes;
    this.idempotency = idempotency;
    this.wrongState = wrongState;
    this.transactions = transactions;
    this.locks = locks;
    this.audit = audit;
    this.followers = followers;
    this.clock = clock;
  }

  /**
   * Does something with a change that the actor may see.
   *
   * @param body what the caller sent beside the change's id; null for nothing
   * @return the change as it is afterwards
   */
  StoredChange run(
      UUID id,
      ChangeAct act,
      Actor actor,
      WriteOptions options,
      @Nullable Object body,
      Turn.Work work) {
    Ahead ahead = new Ahead();
    while (true) {
      try {
        return once(id, act, actor, options, body, work);
      } catch (Beforehand needed) {
        ahead.work(needed); // while others have their turns
      }
    }
  }

  private StoredChange once(
      UUID id,
      ChangeAct act,
      Actor actor,
      WriteOptions options,
      @Nullable Object body,
      Turn.Work work) {
    RequestKey key = options.dryRun() ? null : options.idempotencyKey();
    byte[] hash = key == null ? new byte[0] : hash(key, act, id, body);
    awaitTurn();
    try {
      if (options.dryRun()) {
        return transactions.rehearse(writes -> {
          Done done = run(id, act, actor, options, null, hash, writes, work);
          writes.flush();
          if (done.end.refusal() != null) {
            throw done.end.refusal();
          }
          return changes.find(id).orElseThrow();
        });
      }
      Done done =
          transactions.write(writes -> run(id, act, actor, options, key, hash, writes, work));
      if (!done.end.events().isEmpty()) {
        followers.committed(done.end.applied());
      }
      if (done.end.refusal() != null) {
        throw new Decided(done.end.refusal());
      }
      return changes.find(id).orElseThrow();
    } catch (Decided decided) {
      throw decided.fault;
    } catch (Fault fault) {
      if (!options.dryRun() && !RECORDED.contains(fault.code())) {
        record(id, act, actor, fault);
      }
      throw fault;
    } finally {
      turn.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!turn.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Fault.of(
            FaultCode.OVERLOADED, "Too many others approve, edit or apply changes at this moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(FaultCode.UNAVAILABLE, "The server is stopping.", e);
    }
  }

  private record Done(Turn.End end) {}

  /** A refusal that was stored together with what became of the change. */
  private static final class Decided extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    Decided(Fault fault) {
      super(fault);
      this.fault = fault;
    }
  }

  private Done run(
      UUID id,
      ChangeAct act,
      Actor actor,
      WriteOptions options,
      @Nullable RequestKey key,
      byte[] hash,
      Writes writes,
      Turn.Work work) {
    locks.alone(RIGHTS);
    Name name = key == null ? null : Name.of(actor, key);
    Optional<Earlier> earlier = name == null ? Optional.empty() : idempotency.find(name);
    if (earlier.isPresent()) {
      requireSame(earlier.get(), hash);
      return new Done(Turn.End.of());
    }
    StoredChange stored = changes.lock(id).orElseThrow();
    EntityTags.require(options.ifMatch(), stored.id(), stored.version());
    // Rules of the contexts stay as they are from here on, and are read once.
    locks.shared(stored.contexts());
    if (!act.isAllowedIn(stored.state())) {
      throw wrongState.apply(stored, act);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Turn.End end = work.done(new Turn(stored, act, actor, writes, now));
    if (name != null && end.refusal() == null) {
      idempotency.insert(writes, name, new Earlier(hash, id, null), now);
    }
    append(actor, now, end.events(), writes);
    return new Done(end);
  }

  private void append(Actor actor, Instant now, List<AuditEvent> events, Writes writes) {
    if (!events.isEmpty()) {
      AuditEntries entries = audit.prepare(actor, now, events);
      audit.append(writes, entries);
    }
  }

  private void record(UUID id, ChangeAct act, Actor actor, Fault fault) {
    Optional<StoredChange> stored = changes.find(id);
    if (stored.isPresent()) {
      String verb = act.word().replace('-', '_');
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      transactions.write(writes -> {
        append(actor, now, List.of(ChangeEvents.refused(verb, fault.code(), stored.get())), writes);
        return true;
      });
      followers.committed(List.of());
    }
  }

  private static void requireSame(Earlier earlier, byte[] hash) {
    if (!MessageDigest.isEqual(earlier.requestHash(), hash)) {
      throw Fault.of(
          FaultCode.IDEMPOTENCY_MISMATCH,
          "The Idempotency-Key belongs to another request.",
          List.of(
              Cause.at(
                  "Idempotency-Key",
                  "It was used before with another call or body.",
                  "Use a new key for a new request.")));
    }
  }

  private static byte[] hash(RequestKey key, ChangeAct act, UUID id, @Nullable Object body) {
    return Sha256.of(
        CanonicalJson.bytes(
            Json.tree(
                List.of(key.call(), act.word(), id, Objects.requireNonNullElse(body, List.of())))));
  }
}
