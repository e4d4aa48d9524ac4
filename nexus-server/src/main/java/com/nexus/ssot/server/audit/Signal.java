package com.nexus.ssot.server.audit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one waiting thread; a call while nobody waits is remembered. Thread-safe. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean raised;

  void raise() {
    lock.lock();
    try {
      raised = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until raised, at most as long as said; lowers it. Returns whether it was raised. */
  boolean await(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (!raised && left > 0) {
        left = changed.awaitNanos(left);
      }
      boolean was = raised;
      raised = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Waits the whole time, whether raised or not. */
  static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
