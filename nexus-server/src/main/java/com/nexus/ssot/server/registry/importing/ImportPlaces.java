package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many imports run at the same time, because each holds its data in memory. The others
 * wait for a while, with their data unread. Thread-safe.
 */
final class ImportPlaces {
  private final Semaphore places;
  private final Duration patience;

  ImportPlaces(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /**
   * Does the work once there is a place for it.
   *
   * @throws Fault {@code OVERLOADED} when there was none in time
   */
  <T> T take(Supplier<T> work) {
    boolean taken = false;
    try {
      taken = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw Fault.of(
          FaultCode.OVERLOADED,
          "Other imports are running; nothing of this one was read.",
          List.of(Cause.of("Every place for an import is taken.", "Import again a little later.")));
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
