package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Decision.Reason;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEntries;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records what was denied to whom. Beside the request, because its transaction is rolled back; and
 * folded, so that nobody fills the log: of equal denials the first is recorded at once, then one
 * event a minute says how many there were. Thread-safe.
 */
@Component
final class Denials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  private static final Duration FOLD = Duration.ofMinutes(1);
  private static final int MOST = 1_000;
  private static final int LONGEST_CONTEXT = 100;

  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;
  private final Map<Denied, Fold> folds = new LinkedHashMap<>();
  private final Repeated writing;

  Denials(AuditLog audit, Followers followers, Transactions transactions, InstantSource clock) {
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
    this.writing = Repeated.start("denials", AT_ONCE, this::write);
  }

  /** Denials that are alike. */
  private record Denied(
      UUID principal, Verb verb, ObjectKind kind, @Nullable String context, Reason reason) {}

  /**
   * How often something was denied.
   *
   * @param last the latest caller
   * @param count how often since it was written last
   * @param written when that was; null when never
   */
  private record Fold(Actor last, int count, @Nullable Instant written) {
    boolean isDue(Instant now) {
      return count > 0 && (written == null || !written.plus(FOLD).isAfter(now));
    }

    boolean isOver(Instant now) {
      return count == 0 && written != null && !written.plus(FOLD).isAfter(now);
    }
  }

  /** Remembers a denial; it is written within a second. Never fails. */
  void add(Actor actor, Ask ask, Reason reason) {
    String context = ask.context();
    if (context != null && context.length() > LONGEST_CONTEXT) {
      context = context.substring(0, LONGEST_CONTEXT);
    }
    Denied denied = new Denied(actor.principalId(), ask.verb(), ask.kind(), context, reason);
    synchronized (folds) {
      Fold known = folds.get(denied);
      if (known == null && folds.size() >= MOST) {
        // Whoever asks for ever new contexts is told of without them.
        denied = new Denied(actor.principalId(), ask.verb(), ask.kind(), null, reason);
        known = folds.get(denied);
      }
      folds.put(
          denied,
          known == null
              ? new Fold(actor, 1, null)
              : new Fold(actor, known.count + 1, known.written));
    }
  }

  /** Writes what is due. */
  void write() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<Denied, Fold> due = due(now);
    if (due.isEmpty()) {
      return;
    }
    transactions.write(writes -> {
      List<AuditEntries> prepared = new ArrayList<>();
      due.forEach((denied, fold) ->
          prepared.add(audit.prepare(fold.last, now, List.of(event(denied, fold.count)))));
      prepared.forEach(events -> audit.append(writes, events));
      return true;
    });
    synchronized (folds) {
      due.forEach((denied, fold) ->
          folds.computeIfPresent(
              denied, (_, since) -> new Fold(since.last, since.count - fold.count, now)));
    }
    followers.committed(List.of());
  }

  private Map<Denied, Fold> due(Instant now) {
    Map<Denied, Fold> due = new LinkedHashMap<>();
    synchronized (folds) {
      folds.values().removeIf(fold -> fold.isOver(now));
      folds.forEach((denied, fold) -> {
        if (fold.isDue(now)) {
          due.put(denied, fold);
        }
      });
    }
    return due;
  }

  private static AuditEvent event(Denied denied, int count) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("verb", denied.verb);
    told.put("kind", denied.kind);
    if (denied.context != null) {
      told.put("context", denied.context);
    }
    told.put("reason", denied.reason);
    told.put("times", count);
    return new AuditEvent(
        "access.deny",
        AuditEvent.Result.DENIED,
        Refusals.code(denied.reason).name(),
        null,
        null,
        Json.tree(told),
        null,
        null);
  }

  @Override
  public void close() {
    writing.close();
    try {
      write();
    } catch (RuntimeException e) {
      LOG.warn("The last denials before the stop are not in the log: {}", e.toString());
    }
  }
}
