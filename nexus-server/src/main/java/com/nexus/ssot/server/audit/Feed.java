package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.ObjectChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log's order and tells every {@link com.nexus.ssot.server.base.ChangeListener} of this
 * server what it says, one transaction at a time. Has its own thread; other methods are
 * thread-safe.
 */
public final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final long NOT_STARTED = -1;

  private final FeedTable table;
  private final AuditTable state;
  private final Followers followers;
  private final Signal work = new Signal();
  private final AtomicLong index = new AtomicLong(NOT_STARTED);
  private volatile boolean anew;
  private volatile boolean failing;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  Feed(FeedTable table, AuditTable state, Followers followers) {
    this.table = table;
    this.state = state;
    this.followers = followers;
  }

  /**
   * Starts to follow, or goes on from another place.
   *
   * @param fromIndex the first index to be told of: {@link AuditLog#nextIndex} of the transaction
   *     in which the listeners' state was loaded
   */
  public synchronized void start(long fromIndex) {
    index.set(fromIndex);
    if (thread == null) {
      thread = Thread.ofPlatform().name("audit-feed").daemon().start(this::run);
    }
    work.raise();
  }

  /**
   * The next index to be told of: listeners know all before it. Negative before the start, and
   * while listeners have to load anew.
   */
  public long index() {
    return anew ? NOT_STARTED : index.get();
  }

  /** Whether the log could not be read, or not be told of, when this was last tried. */
  boolean failing() {
    return failing;
  }

  /** A listener missed something: all of them load anew, soon and again until it works. */
  public void loadAnew() {
    anew = true;
    work.raise();
  }

  /** There may be something new. */
  void wake() {
    work.raise();
  }

  private void run() {
    try {
      while (!stopped) {
        try {
          if (anew) {
            startAnew();
          }
          boolean more = follow(index.get());
          if (failing) {
            followers.resumed();
            failing = false;
          }
          if (!more) {
            work.await(IDLE);
          }
        } catch (RuntimeException | Error e) {
          // Whatever it is, a feed that has ended would let the server answer old names for ever.
          if (!failing) {
            LOG.warn("The feed cannot be read; it goes on when it can", e);
          }
          failing = true;
          Signal.pause(IDLE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells of what follows an index; returns whether there may be more. */
  private boolean follow(long from) {
    List<FeedTable.Item> items = wholeTransactions(from, BATCH);
    if (items.isEmpty()) {
      if (state.nextIndex() < from) {
        broken(from);
        return true;
      }
      return false;
    }
    long next = from;
    List<ObjectChange> changes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      FeedTable.Item item = items.get(i);
      if (item.index() != next) {
        broken(next);
        return true;
      }
      next++;
      if (item.change() != null) {
        changes.add(item.change());
      }
      if (i + 1 == items.size() || items.get(i + 1).transaction() != item.transaction()) {
        followers.deliver(List.copyOf(changes));
        changes.clear();
        if (!index.compareAndSet(from, next)) {
          return true; // started from another place meanwhile
        }
        from = next;
      }
    }
    return items.size() >= BATCH / 2;
  }

  /** At least one transaction, and none of them cut. */
  private List<FeedTable.Item> wholeTransactions(long from, int limit) {
    List<FeedTable.Item> items = table.from(from, limit);
    if (items.size() < limit) {
      return items;
    }
    long last = items.getLast().transaction();
    int end = items.size();
    while (end > 0 && items.get(end - 1).transaction() == last) {
      end--;
    }
    return end == 0 ? wholeTransactions(from, limit * 4) : items.subList(0, end);
  }

  private void broken(long expected) {
    LOG.warn("The log does not go on at index {}: what is in memory is loaded anew", expected);
    anew = true;
  }

  private void startAnew() {
    long next = state.nextIndex();
    index.set(NOT_STARTED);
    anew = false; // before the listeners load, so that what they miss meanwhile counts
    try {
      followers.reset();
    } catch (RuntimeException | Error e) {
      anew = true;
      throw e;
    }
    // Whoever loaded anew has said where to go on; without that, the present is the place.
    index.compareAndSet(NOT_STARTED, next);
  }

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
