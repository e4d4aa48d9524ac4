package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.db.Session;
import com.nexus.ssot.server.db.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Gives every committed event its index: without gap, without duplicate, and later for whoever
 * waited for another. Every server runs one; the session that holds the lock works. The lock only
 * keeps others from trying: what makes an index unique is the lock on the row that counts. Has its
 * own thread; other methods are thread-safe.
 */
final class Sequencer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  static final int MOST_EVENTS = 5_000;
  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration TELL_PACE = Duration.ofMillis(10);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Where a batch stands; tests stop it there. */
  enum Step {
    STATE_LOCKED,
    ASSIGNED,
    STATE_MOVED,
    COMMITTED,
    TOLD
  }

  private final Sessions sessions;
  private final Runnable sequenced;
  private final SequencerState state;
  private final Consumer<Step> hook;
  private final Signal work = new Signal();
  private final AtomicBoolean mine = new AtomicBoolean();
  private final InstantSource clock;
  private Instant measured = Instant.EPOCH; // used by its thread alone
  private volatile boolean stopped;
  private @Nullable Thread thread;

  /**
   * @param sequenced told after each batch that was committed here
   * @param hook called at each step of a batch
   */
  Sequencer(
      Sessions sessions,
      Runnable sequenced,
      SequencerState state,
      InstantSource clock,
      Consumer<Step> hook) {
    this.sessions = sessions;
    this.sequenced = sequenced;
    this.state = state;
    this.clock = clock;
    this.hook = hook;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("audit-sequencer").daemon().start(this::run);
    }
  }

  /** Whether this one works; another does if not. */
  boolean leads() {
    return state.leads();
  }

  /** This server committed events. */
  void committedHere() {
    mine.set(true);
    work.raise();
  }

  /** Another server committed events. */
  void committedElsewhere() {
    if (state.leads()) {
      work.raise();
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!stopped) {
        try (Session session = sessions.open()) {
          serve(session);
        } catch (RuntimeException | Error e) {
          // A pause of the first length means that it worked until now.
          pause = state.lost(e instanceof DataIntegrityViolationException) ? FIRST_PAUSE : pause;
          if (!stopped) {
            if (pause.equals(FIRST_PAUSE)) {
              LOG.warn("Sequencing stopped; it is tried again until it works", e);
            }
            Signal.pause(pause);
            pause = pause.compareTo(IDLE) < 0 ? pause.multipliedBy(2) : pause;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state.lost(false);
    }
  }

  private void serve(Session session) throws InterruptedException {
    while (!stopped) {
      if (!state.leads() && SequencerTable.tryToLead(session)) {
        state.leading();
      }
      if (state.leads()) {
        lead(session);
      } else {
        stand(session);
      }
    }
  }

  private void lead(Session session) throws InterruptedException {
    int events = batch(session);
    measure(session);
    if (events > 0) {
      Signal.pause(PACE);
    } else {
      work.await(IDLE);
    }
  }

  /** Once a second, however much there is to do: the alarm is for when it is too much. */
  private void measure(Session session) {
    Instant now = clock.instant();
    if (Duration.between(measured, now).abs().compareTo(IDLE) >= 0) {
      state.backlog(SequencerTable.backlog(session));
      measured = now;
    }
  }

  /** Somebody else leads: pass the word on, and be there when it is gone. */
  private void stand(Session session) throws InterruptedException {
    if (work.await(IDLE) && mine.getAndSet(false)) {
      SequencerTable.tell(session, SequencerTable.PENDING);
      Signal.pause(TELL_PACE);
    }
    measure(session);
  }

  private int batch(Session session) {
    int events =
        session.transaction(() -> {
          long nextIndex = SequencerTable.lockState(session);
          hook.accept(Step.STATE_LOCKED);
          int assigned = SequencerTable.assign(session, nextIndex, MOST_EVENTS);
          hook.accept(Step.ASSIGNED);
          if (assigned > 0) {
            SequencerTable.moveState(session, nextIndex + assigned);
            hook.accept(Step.STATE_MOVED);
          }
          state.batch(assigned, nextIndex + assigned);
          return assigned;
        });
    if (events > 0) {
      hook.accept(Step.COMMITTED);
      sequenced.run();
      SequencerTable.tell(session, SequencerTable.SEQUENCED);
      hook.accept(Step.TOLD);
    }
    return events;
  }

  /** Lets a running batch end. */
  @Override
  public synchronized void close() {
    stopped = true;
    work.raise();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
