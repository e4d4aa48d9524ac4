package com.nexus.ssot.server.webhook;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets this server work for webhooks for which no other server does: one turn each, so many at a
 * time. Has a thread of its own that only looks; turns run on virtual threads, so that a receiver
 * that hangs holds up nobody but itself. Thread-safe.
 */
final class Dispatcher implements ChangeListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int MOST_TURNS = 64;
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** A change is heard of a moment before its place in the log can be told of. */
  private static final Duration SOON = Duration.ofMillis(40);

  private static final int LOOKS_AFTER_A_CHANGE = 8;
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Tools tools;
  private final LongSupplier head;
  private final UUID server = UUID.randomUUID();
  private final Semaphore work = new Semaphore(0);
  private final Set<Thread> turns = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private @Nullable Thread thread;

  /**
   * @param head the place in the log behind the newest event that this server knows everything of;
   *     negative while it does not
   */
  Dispatcher(Tools tools, LongSupplier head) {
    this.tools = tools;
    this.head = head;
  }

  /** Starts to look. */
  synchronized void start() {
    if (thread == null && !stopped) {
      thread = Thread.ofPlatform().name("webhooks").daemon().start(this::watch);
    }
  }

  @Override
  public void committed(List<ObjectChange> changes) {
    wake();
  }

  /** There may be something to do. */
  void wake() {
    work.release();
  }

  private void watch() {
    int soon = 0;
    try {
      while (!stopped) {
        Duration pause = soon > 0 ? SOON : IDLE;
        if (work.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          work.drainPermits();
          soon = LOOKS_AFTER_A_CHANGE;
        } else {
          soon = Math.max(0, soon - 1);
        }
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException | Error e) {
      // Whatever it is: without this thread nobody would be told of anything.
      LOG.warn("Webhooks cannot be looked after now; it is tried again", e);
      TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
    }
  }

  /** Starts turns for everything that is to be done and nobody does; answers their threads. */
  List<Thread> look() throws InterruptedException {
    long end = head.getAsLong();
    int free = MOST_TURNS - turns.size();
    if (end < 0 || free <= 0 || stopped) {
      return List.of();
    }
    List<StateTable.Lease> leases =
        tools.read(() ->
            tools
                .transactions()
                .write(writes -> {
                  List<StateTable.Lease> due = tools.states().due(end, tools.now(), free);
                  due.forEach(lease -> tools.states().take(writes, lease, server));
                  return due;
                }));
    List<Thread> started = new ArrayList<>();
    for (StateTable.Lease lease : leases) {
      started.add(start(lease));
    }
    return started;
  }

  private Thread start(StateTable.Lease lease) {
    Turn turn = new Turn(tools, lease, head);
    Thread begun =
        Thread.ofVirtual()
            .name("webhook-" + lease.webhookId())
            .unstarted(() -> {
              try {
                turn.run();
              } finally {
                turns.remove(Thread.currentThread());
                // What came to its end during the turn is looked at at once.
                wake();
              }
            });
    turns.add(begun);
    begun.start();
    return begun;
  }

  /**
   * Lets turns come to their end for a moment, and gives up the others: another server goes on with
   * what they were doing, and repeats it.
   */
  @Override
  public void close() {
    stopped = true;
    wake();
    try {
      join(thread);
      long end = System.nanoTime() + LAST_WORDS.toNanos();
      for (Thread turn : turns) {
        turn.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
      turns.forEach(Thread::interrupt);
      tools.write(writes -> tools.states().releaseAll(writes, server));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Leases of webhooks end by themselves: {}", e.toString());
    }
  }

  private static void join(@Nullable Thread thread) throws InterruptedException {
    if (thread != null) {
      thread.join(LAST_WORDS);
    }
  }
}
