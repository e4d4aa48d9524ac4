package com.nexus.ssot.server.db;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small chore that every server does again and again in the background; doing it twice at once
 * must be harmless. A failure is logged, and the next turn tries again. Thread-safe.
 */
public final class Repeated implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

  private final String name;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private Repeated(String name, Duration pause, Runnable chore) {
    this.name = name;
    this.thread = Thread.ofVirtual().name(name).start(() -> run(pause, chore));
  }

  /** Starts a chore: done at once, and again after each pause. */
  public static Repeated start(String name, Duration pause, Runnable chore) {
    return new Repeated(name, pause, chore);
  }

  private void run(Duration pause, Runnable chore) {
    try {
      do {
        attempt(chore);
      } while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("{} failed and is tried again later", name, e);
    }
  }

  /** Lets a running turn end, and starts none afterwards. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
