package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.db.Session;
import com.nexus.ssot.server.db.Sessions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other servers do: that events wait, and that events got their index. What it misses
 * while it is away does no harm, because everybody looks once a second anyway. Has its own thread.
 */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final Runnable pending;
  private final Runnable sequenced;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  Listener(Sessions sessions, Runnable pending, Runnable sequenced) {
    this.sessions = sessions;
    this.pending = pending;
    this.sequenced = sequenced;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("audit-listener").daemon().start(this::run);
    }
  }

  private void run() {
    boolean told = false;
    try {
      while (!stopped) {
        try (Session session = sessions.open()) {
          SequencerTable.listen(session);
          told = false;
          pending.run();
          sequenced.run();
          while (!stopped) {
            session.heard(WAIT).stream().distinct().forEach(this::pass);
          }
        } catch (RuntimeException | Error e) {
          if (!stopped) {
            if (!told) {
              LOG.warn("Listening to the database stopped and is tried again: {}", e.toString());
              told = true;
            }
            Signal.pause(AFTER_FAILURE);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(String channel) {
    if (channel.equals(SequencerTable.PENDING)) {
      pending.run();
    } else {
      sequenced.run();
    }
  }

  @Override
  public synchronized void close() {
    stopped = true;
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
