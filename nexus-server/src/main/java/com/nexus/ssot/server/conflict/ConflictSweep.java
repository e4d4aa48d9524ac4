package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.registry.governance.Governance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.stereotype.Component;

/**
 * Looks for conflicts again and again, and keeps account of those that came and went: what is found
 * is no change, because nothing is decided. Of all servers on a database one looks at a time.
 * Thread-safe.
 */
@Component
class ConflictSweep implements ApplicationListener<ContextRefreshedEvent>, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Of ten moments at most one is spent on looking. */
  private static final int RESTS = 9;

  /** More are told by the turns after this one. */
  private static final int MOST = 1_000;

  private final SweepTable table;
  private final ConflictTable conflicts;
  private final Governance governance;
  private final Transactions transactions;
  private final AuditLog audit;
  private final Followers followers;
  private final FirstStart firstStart;
  private final Timer timer;
  private final InstantSource clock;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable Repeated looking;

  ConflictSweep(
      SweepTable table,
      ConflictTable conflicts,
      Governance governance,
      Transactions transactions,
      AuditLog audit,
      Followers followers,
      FirstStart firstStart,
      MeterRegistry meters,
      InstantSource clock) {
    this.table = table;
    this.conflicts = conflicts;
    this.governance = governance;
    this.transactions = transactions;
    this.audit = audit;
    this.followers = followers;
    this.firstStart = firstStart;
    this.timer =
        Timer.builder("conflicts.sweep")
            .description("Looking through the registry for conflicts")
            .register(meters);
    this.clock = clock;
  }

  /** What became of a turn. */
  enum Turn {
    /** Everything that there is is known. */
    DONE,
    /** There is more to tell. */
    MORE,
    /** Another server looks. */
    NOT_MINE
  }

  /** The server is up: whoever waits for it is not kept waiting by this. */
  @Override
  public void onApplicationEvent(ContextRefreshedEvent event) {
    if (looking == null) {
      looking = Repeated.start("conflicts", PAUSE, this::turn);
    }
  }

  private void turn() {
    if (!clock.instant().isBefore(notBefore)) {
      run();
    }
  }

  /** Looks once, and records what came and what went. */
  Turn run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long start = System.nanoTime();
    Turn turn = transactions.write(writes -> table.tryToLead() ? look(writes, now) : Turn.NOT_MINE);
    if (turn != Turn.NOT_MINE) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      timer.record(took);
      notBefore = now.plus(took.multipliedBy(RESTS));
      followers.committed(List.of());
    }
    return turn;
  }

  private Turn look(Writes writes, Instant now) {
    boolean across =
        governance.inForce().map(set -> set.rules().uniqueness().acrossContexts()).orElse(false);
    SweepTable.Differences differences = table.differences(now, across, MOST);
    List<AuditEvent> events = new ArrayList<>();
    Actor server = firstStart.server();
    for (StoredConflict fresh : differences.fresh()) {
      ConflictTable.insert(fresh, writes);
      events.add(fresh.found());
    }
    if (!differences.gone().isEmpty()) {
      for (StoredConflict before : conflicts.lockStanding(differences.gone())) {
        StoredConflict after =
            before.settled(ConflictState.RESOLVED, Way.GONE, now, server.subject(), null);
        ConflictTable.update(after.conflict(), writes);
        events.add(after.gone(before));
      }
    }
    if (!events.isEmpty()) {
      writes.flush();
      audit.append(writes, audit.prepare(server, now, events));
    }
    return differences.size() < MOST ? Turn.DONE : Turn.MORE;
  }

  @Override
  public void close() {
    Repeated running = looking;
    if (running != null) {
      running.close();
    }
  }
}
