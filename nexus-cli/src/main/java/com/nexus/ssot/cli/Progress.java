package com.nexus.ssot.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells whoever watches what is going on, once it takes longer than a moment. */
final class Progress implements AutoCloseable {
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final CountDownLatch done = new CountDownLatch(1);

  private Progress() {}

  /** Work that is described by a sentence and goes on until this is closed. */
  static Progress of(Session session, String sentence) {
    Progress progress = new Progress();
    if (session.world().watching()) {
      Thread.ofVirtual().start(() -> progress.tell(session, sentence));
    }
    return progress;
  }

  private void tell(Session session, String sentence) {
    try {
      if (!done.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
        session.note(Cells.clean(sentence));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
