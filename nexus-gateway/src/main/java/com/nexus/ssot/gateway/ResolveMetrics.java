package com.nexus.ssot.gateway;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts of answers by context and outcome, and how long they took. Names never appear, and
 * contexts only while they exist, so the number of time series is bounded. Thread-safe.
 */
public final class ResolveMetrics {
  /** What stands for contexts that do not exist. */
  public static final String OTHER = "other";

  /** How an answer came out. */
  public enum Outcome {
    FOUND,
    NOT_MODIFIED,
    RETIRED,
    UNKNOWN,
    DENIED
  }

  private static final long[] BOUNDS_NANOS = {
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    1_000_000_000
  };

  /** Stands in for a counter that cannot be missing. */
  private static final LongAdder NONE = new LongAdder();

  private final Map<String, EnumMap<Outcome, LongAdder>> counters = new ConcurrentHashMap<>();
  private final LongAdder[] buckets = adders(BOUNDS_NANOS.length + 1);
  private final LongAdder nanos = new LongAdder();
  private volatile Consumer<String> newContext = context -> {};

  ResolveMetrics() {
    counters.put(OTHER, outcomes());
  }

  /** Names of the contexts counted so far, {@link #OTHER} included. */
  public Set<String> contexts() {
    return Set.copyOf(counters.keySet());
  }

  /** Is told of every context that is counted for the first time, on the thread that counts it. */
  public void onNewContext(Consumer<String> listener) {
    newContext = listener;
  }

  /** How many answers for a context came out in a way. */
  public long count(String contextKey, Outcome outcome) {
    Map<Outcome, LongAdder> adders = counters.get(contextKey);
    return adders == null ? 0 : adders.getOrDefault(outcome, NONE).sum();
  }

  /** How many answers there were in all. */
  public long count() {
    long sum = 0;
    for (LongAdder bucket : buckets) {
      sum += bucket.sum();
    }
    return sum;
  }

  /** How long all answers took together, in seconds. */
  public double totalSeconds() {
    return nanos.sum() / 1e9;
  }

  /** Upper bounds of the latency buckets in seconds, ascending; after the last comes infinity. */
  public static double[] bounds() {
    double[] seconds = new double[BOUNDS_NANOS.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = BOUNDS_NANOS[i] / 1e9;
    }
    return seconds;
  }

  /** How many answers took at most the bound with this position in {@link #bounds}. */
  public long countWithin(int position) {
    long sum = 0;
    for (int i = 0; i <= position; i++) {
      sum += buckets[i].sum();
    }
    return sum;
  }

  void count(String contextKey, Outcome outcome, long tookNanos) {
    Map<Outcome, LongAdder> adders = counters.get(contextKey);
    if (adders == null) {
      adders = counters.computeIfAbsent(contextKey, key -> outcomes());
      newContext.accept(contextKey);
    }
    adders.getOrDefault(outcome, NONE).increment();
    nanos.add(tookNanos);
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && tookNanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
  }

  private static EnumMap<Outcome, LongAdder> outcomes() {
    EnumMap<Outcome, LongAdder> adders = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      adders.put(outcome, new LongAdder());
    }
    return adders;
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }
}
