package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up, within a time. On a few threads of its own: a lookup that hangs would hold one of
 * those that carry all virtual threads. Thread-safe.
 */
final class Names implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING = 1_000;

  private final Lookup lookup;
  private final ThreadPoolExecutor threads;

  Names(Lookup lookup) {
    this.lookup = lookup;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("webhook-lookup-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Where a name leads. */
  @FunctionalInterface
  interface Lookup {
    /** All addresses of a name; at least one. */
    List<InetAddress> of(String name) throws IOException;
  }

  /** All addresses of a name; never none. */
  List<InetAddress> addresses(String name, Duration patience) throws Failed, InterruptedException {
    Future<List<InetAddress>> asked = submit(name);
    try {
      List<InetAddress> found = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (found.isEmpty()) {
        throw new Failed(WebhookOutcome.UNRESOLVED);
      }
      return found;
    } catch (ExecutionException | TimeoutException e) {
      throw new Failed(WebhookOutcome.UNRESOLVED, e);
    } finally {
      asked.cancel(true);
    }
  }

  private Future<List<InetAddress>> submit(String name) throws Failed {
    try {
      return threads.submit(() -> lookup.of(name));
    } catch (RejectedExecutionException e) {
      throw new Failed(WebhookOutcome.UNRESOLVED, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
