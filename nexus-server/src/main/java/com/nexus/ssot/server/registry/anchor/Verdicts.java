package com.nexus.ssot.server.registry.anchor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityFinding;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps the last verdicts, so that what is planned again is not compared again, and lets only so
 * many be worked out at the same time. Thread-safe.
 */
@Component
final class Verdicts {
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Characters of all verdicts that are kept. */
  private static final long MOST_KEPT = 16L << 20;

  /** Characters that a finding takes besides its texts. */
  private static final int FINDING = 200;

  private final Semaphore places;
  private final Duration patience;
  private final Cache<String, Compatibility> kept =
      Caffeine.newBuilder().maximumWeight(MOST_KEPT).weigher(Verdicts::weight).build();

  @Autowired
  Verdicts() {
    this(AT_ONCE, PATIENCE);
  }

  /**
   * @param atOnce how many are worked out at the same time
   * @param patience how long others wait for that
   */
  Verdicts(int atOnce, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  private static int weight(String key, Compatibility verdict) {
    int weight = key.length() + FINDING;
    for (String label : verdict.against()) {
      weight += label.length();
    }
    for (CompatibilityFinding finding : verdict.findings()) {
      weight += FINDING + finding.message().length() + finding.pointer().length();
    }
    return weight;
  }

  /** The verdict of a question, if it is known. */
  Optional<Compatibility> find(String question) {
    return Optional.ofNullable(kept.getIfPresent(question));
  }

  void keep(String question, Compatibility verdict) {
    kept.put(question, verdict);
  }

  /**
   * The verdict of a question, which is worked out if need be.
   *
   * @throws Fault {@code OVERLOADED} when too many others are worked out
   */
  Compatibility get(String question, Supplier<Compatibility> work) {
    Optional<Compatibility> known = find(question);
    if (known.isPresent()) {
      return known.get();
    }
    await();
    try {
      // Whoever was waited for may have asked the same.
      Compatibility verdict = find(question).orElseGet(work);
      keep(question, verdict);
      return verdict;
    } finally {
      places.release();
    }
  }

  /** How many wait for a place. */
  int waiting() {
    return places.getQueueLength();
  }

  private void await() {
    boolean taken = false;
    try {
      taken = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw Fault.of(
          FaultCode.OVERLOADED,
          "Too many documents are compared at this moment; nothing of this was done.",
          List.of(Cause.of("Every place for a comparison is taken.", "Try again a little later.")));
    }
  }
}
