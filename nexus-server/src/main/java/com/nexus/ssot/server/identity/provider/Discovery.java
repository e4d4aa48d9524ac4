package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.identity.provider.OidcProvider.Dialect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where an issuer's parts are: when it is first needed, and again every hour; what was
 * found stays good for a day in which the issuer does not answer. Thread-safe.
 */
final class Discovery {
  /** How far clocks may differ. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final Duration NEW_ENOUGH = Duration.ofHours(1);
  private static final Duration GOOD_ENOUGH = Duration.ofHours(24);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String label;
  private final Dialect dialect;
  private final ProviderCalls calls;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Discovered known;
  private volatile Failure failure = new Failure(Instant.MIN, new IOException("never asked"));

  private record Failure(Instant at, IOException reason) {}

  Discovery(String label, Dialect dialect, ProviderCalls calls, InstantSource clock) {
    this.label = label;
    this.dialect = dialect;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Where the parts are.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code UNAVAILABLE} when nobody can tell
   */
  Discovered get() {
    Discovered found = known;
    if (found != null && isWithin(NEW_ENOUGH, found.readAt())) {
      return found;
    }
    asking.lock();
    try {
      return ask();
    } finally {
      asking.unlock();
    }
  }

  private Discovered ask() {
    Discovered found = known;
    if (found != null && isWithin(NEW_ENOUGH, found.readAt())) {
      return found;
    }
    // Those who waited for one that failed do not each wait for the next.
    if (!isWithin(PAUSE, failure.at())) {
      try {
        Discovered fresh =
            Discovered.read(
                calls.get(dialect.document()), dialect.documentIssuer(), calls, clock.instant());
        known = fresh;
        return fresh;
      } catch (IOException e) {
        failure = new Failure(clock.instant(), e);
      }
    }
    if (found != null && isWithin(GOOD_ENOUGH, found.readAt())) {
      return found;
    }
    throw ProviderFaults.away(label, failure.reason());
  }

  private boolean isWithin(Duration time, Instant since) {
    return since.isAfter(clock.instant().minus(time));
  }
}
