package com.nexus.ssot.server.expiry;

import com.nexus.ssot.server.base.DeprecatedCalls;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts who calls deprecated names, in memory, and writes it down every few seconds. What was not
 * written yet is lost when the server is killed. Thread-safe.
 */
@Component
final class AliasCalls implements DeprecatedCalls, AutoCloseable {
  /** How many days are kept, today included. */
  static final int DAYS = 90;

  /** Callers that are told apart until the next writing; more are counted as others. */
  static final int MOST = 10_000;

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final UUID ANONYMOUS = new UUID(0, 0);
  private static final UUID OTHERS = new UUID(-1, -1);

  private final Transactions transactions;
  private final InstantSource clock;
  private final Map<Key, Tally> counts = new ConcurrentHashMap<>();
  private final Repeated writing;
  private long cleaned;

  AliasCalls(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.writing = Repeated.start("calls-of-deprecated-names", PAUSE, this::write);
  }

  private record Key(UUID alias, UUID caller, long day) {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::alias).thenComparing(Key::caller).thenComparingLong(Key::day);
  }

  private record Tally(long calls, long first, long last) {
    Tally plus(Tally other) {
      return new Tally(
          calls + other.calls, Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  @Override
  public void called(UUID alias, @Nullable UUID principal, long atMillis) {
    long day = Math.floorDiv(atMillis, DAY_MILLIS);
    Key key = new Key(alias, principal == null ? ANONYMOUS : principal, day);
    if (counts.size() >= MOST && !counts.containsKey(key)) {
      key = new Key(alias, OTHERS, day);
      if (counts.size() >= 2 * MOST && !counts.containsKey(key)) {
        return; // so many deprecated names that not even their others can be told apart
      }
    }
    counts.merge(key, new Tally(1, atMillis, atMillis), Tally::plus);
  }

  /** The first day of those that are kept. */
  LocalDate firstDay() {
    return LocalDate.ofEpochDay(today()).minusDays(DAYS - 1);
  }

  private long today() {
    return Math.floorDiv(clock.millis(), DAY_MILLIS);
  }

  /** Writes down what was not yet written. */
  synchronized void write() {
    // In one order everywhere, so that two servers do not wait for each other in a circle.
    Map<Key, Tally> taken = new TreeMap<>(Key.ORDER);
    for (Key key : List.copyOf(counts.keySet())) {
      Tally tally = counts.remove(key);
      if (tally != null) {
        taken.put(key, tally);
      }
    }
    long today = today();
    if (taken.isEmpty() && cleaned == today) {
      return;
    }
    try {
      transactions.write(writes -> {
        taken.forEach((key, tally) -> add(key, tally, writes));
        if (cleaned != today) {
          CallTable.deleteBefore(firstDay(), writes);
        }
        return true;
      });
      cleaned = today;
    } catch (RuntimeException e) {
      taken.forEach((key, tally) -> counts.merge(key, tally, Tally::plus));
      throw e;
    }
  }

  private static void add(Key key, Tally tally, Writes writes) {
    UUID caller = key.caller();
    CallTable.add(
        key.alias(),
        caller.equals(ANONYMOUS)
            ? CallTable.ANONYMOUS
            : caller.equals(OTHERS) ? CallTable.OTHERS : caller.toString(),
        LocalDate.ofEpochDay(key.day()),
        tally.calls(),
        Instant.ofEpochMilli(tally.first()),
        Instant.ofEpochMilli(tally.last()),
        writes);
  }

  @Override
  public void close() {
    writing.close();
    write();
  }
}
