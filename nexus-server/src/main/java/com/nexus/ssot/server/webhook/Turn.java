package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.DeadLetter;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.api.WebhookPause;
import com.nexus.ssot.server.audit.LoggedEvent;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work for one webhook under one lease: what was asked to be sent again, then what follows in
 * the log, one after the other, until there is no more or one has to wait. Used once, by one
 * thread.
 */
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  /** After so many events others may have a turn. */
  private static final int MOST_SENT = 200;

  /** How many places of the log are looked at at once. */
  private static final int WINDOW = 500;

  /** So many events in a row that cannot be delivered pause a webhook. */
  static final int MOST_IN_A_ROW = 5;

  /** So many dead letters pause a webhook. */
  static final int MOST_LETTERS = 1_000;

  private final Tools tools;
  private final StateTable.Lease lease;
  private final LongSupplier head;
  private Window window = new Window(0, 0, List.of());
  private int sent;

  /**
   * @param head the place in the log behind the newest event that may be told of; negative while
   *     nobody knows
   */
  Turn(Tools tools, StateTable.Lease lease, LongSupplier head) {
    this.tools = tools;
    this.lease = lease;
    this.head = head;
  }

  /** A part of the log. */
  private record Window(long from, long to, List<LoggedEvent> events) {
    boolean holds(long index) {
      return from <= index && index < to;
    }
  }

  /** Works until there is nothing more to do, and gives the lease back. */
  void run() {
    try {
      boolean more = replay();
      while (more && sent < MOST_SENT) {
        more = follow();
      }
      tools.write(writes -> tools.states().release(writes, lease));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The lease ends by itself, and whoever takes the next tries again.
      LOG.warn("A webhook cannot be told of anything now; it is tried again", e);
    }
  }

  /** Sends what somebody asked to be sent again; returns whether to go on with the log. */
  private boolean replay() throws InterruptedException {
    while (sent < MOST_SENT) {
      Optional<DeadLetter> asked = tools.read(() -> tools.attempts().nextReplay(lease.webhookId()));
      if (asked.isEmpty()) {
        return true;
      }
      if (tools.read(() -> tools.states().progress(lease)).isEmpty()) {
        return false;
      }
      DeadLetter letter = asked.get();
      StoredWebhook stored = webhook();
      Actor owner = stored == null ? null : owner(stored);
      if (stored == null || owner == null) {
        return false;
      }
      LoggedEvent event = tools.read(() -> tools.log().at(letter.index())).orElse(null);
      boolean allowed = event != null && tools.read(() -> tools.audience().maySee(owner, event));
      Sender.Result result =
          event != null && allowed
              ? send(stored, event)
              : new Sender.Result(WebhookOutcome.WITHHELD, null, null, 0);
      if (result == null) {
        return false;
      }
      WebhookAttempt attempt = attempt(letter, letter.attempts() + 1, result);
      boolean held =
          record(
              attempt,
              writes -> {
                if (result.outcome() == WebhookOutcome.DELIVERED) {
                  tools.attempts().dig(writes, letter.id());
                  tools.states().taken(writes, lease, attempt.at());
                } else {
                  tools.attempts().replayFailed(writes, lease.webhookId(), letter.id(), attempt);
                }
                if (result.outcome() == WebhookOutcome.GONE) {
                  pause(writes, stored.webhook(), attempt.at(), WebhookPause.GONE);
                }
              });
      if (!held) {
        return false;
      }
    }
    return false;
  }

  /** Does what comes next; returns whether there may be more to do now. */
  private boolean follow() throws InterruptedException {
    StateTable.Progress progress = tools.read(() -> tools.states().progress(lease)).orElse(null);
    long end = head.getAsLong();
    if (progress == null || end < 0 || progress.nextIndex() >= end) {
      return false;
    }
    Instant next = progress.nextAttemptAt();
    if (next != null && tools.clock().instant().isBefore(next)) {
      return false;
    }
    StoredWebhook stored = webhook();
    Actor owner = stored == null ? null : owner(stored);
    if (stored == null || owner == null) {
      return false;
    }
    if (!window.holds(progress.nextIndex())) {
      long from = progress.nextIndex();
      long to = Math.min(end, from + WINDOW);
      window = new Window(from, to, tools.read(() -> tools.log().between(from, to)));
    }
    LoggedEvent event = tools.read(() -> wanted(stored.webhook(), owner, progress.nextIndex()));
    if (event == null) {
      long to = window.to();
      return record(null, writes -> tools.states().skip(writes, lease, to));
    }
    int attempts = (event.index() == progress.nextIndex() ? progress.attempts() : 0) + 1;
    return tell(stored, event, attempts, progress.deadInARow());
  }

  /** The first event from a place on that the webhook asks for and its owner may read. */
  private @Nullable LoggedEvent wanted(Webhook webhook, Actor owner, long from) {
    return window.events().stream()
        .filter(event -> event.index() >= from && Audience.wants(webhook, event))
        .filter(event -> tools.audience().maySee(owner, event))
        .findFirst()
        .orElse(null);
  }

  private boolean tell(StoredWebhook stored, LoggedEvent event, int attempts, int deadInARow)
      throws InterruptedException {
    Sender.Result result = send(stored, event);
    if (result == null) {
      return false;
    }
    WebhookAttempt attempt =
        new WebhookAttempt(
            now(),
            event.id(),
            event.index(),
            event.action(),
            attempts,
            result.outcome(),
            result.status(),
            result.millis());
    StateTable states = tools.states();
    long after = event.index() + 1;
    if (result.outcome() == WebhookOutcome.DELIVERED) {
      return record(attempt, writes -> states.delivered(writes, lease, after, attempt.at()));
    }
    if (result.outcome() == WebhookOutcome.GONE) {
      record(
          attempt,
          writes -> {
            states.skip(writes, lease, event.index());
            pause(writes, stored.webhook(), attempt.at(), WebhookPause.GONE);
          });
      return false;
    }
    if (attempts < Backoff.ATTEMPTS) {
      Instant next = attempt.at().plus(tools.backoff().after(attempts, result.retryAfter()));
      record(attempt, writes -> states.failed(writes, lease, event.index(), attempts, next));
      return false;
    }
    return record(
        attempt,
        writes -> {
          tools.attempts().bury(writes, lease.webhookId(), letter(attempt, event.index()));
          states.dead(writes, lease, after);
          if (deadInARow + 1 >= MOST_IN_A_ROW
              || tools.attempts().countLetters(lease.webhookId()) + 1 >= MOST_LETTERS) {
            pause(writes, stored.webhook(), attempt.at(), WebhookPause.DEAD_LETTERS);
          }
        });
  }

  /** What became of it; null when the lease is lost, so that another server sends it. */
  private Sender.@Nullable Result send(StoredWebhook stored, LoggedEvent event)
      throws InterruptedException {
    byte[] body = tools.read(() -> tools.messages().of(event));
    // A lease lasts longer than an attempt, so nobody else sends anything meanwhile.
    if (!record(null, writes -> tools.states().renew(writes, lease))) {
      return null;
    }
    sent++;
    Sender.Result result = tools.sender().send(stored, event.id(), body);
    tools.meters().attempt(result.outcome());
    return result;
  }

  private @Nullable StoredWebhook webhook() throws InterruptedException {
    return tools.read(() -> tools.webhooks().find(lease.webhookId())).orElse(null);
  }

  /** Whose rights count; without them nothing is sent until somebody who has some takes over. */
  private @Nullable Actor owner(StoredWebhook stored) throws InterruptedException {
    Optional<Actor> owner = tools.read(() -> tools.audience().owner(stored.webhook()));
    if (owner.isEmpty()) {
      record(null, writes -> pause(writes, stored.webhook(), now(), WebhookPause.OWNER));
    }
    return owner.orElse(null);
  }

  private void pause(Writes writes, Webhook webhook, Instant at, WebhookPause because) {
    LOG.warn("The webhook {} is paused: {}", webhook.name(), because);
    tools.states().pause(writes, webhook.id(), at, because);
  }

  /** Writes what became of something, unless the lease is lost; returns whether it was not. */
  private boolean record(@Nullable WebhookAttempt attempt, Consumer<Writes> what)
      throws InterruptedException {
    return tools.writeIf(
        () -> tools.states().holds(lease),
        writes -> {
          what.accept(writes);
          if (attempt != null) {
            tools.attempts().insert(writes, lease.webhookId(), attempt);
          }
        });
  }

  private WebhookAttempt attempt(DeadLetter letter, int attempts, Sender.Result result) {
    return new WebhookAttempt(
        now(),
        letter.eventId(),
        letter.index(),
        letter.action(),
        attempts,
        result.outcome(),
        result.status(),
        result.millis());
  }

  private DeadLetter letter(WebhookAttempt attempt, long index) {
    return new DeadLetter(
        id(),
        attempt.eventId(),
        index,
        attempt.action(),
        attempt.attempt(),
        attempt.outcome(),
        attempt.status(),
        attempt.at(),
        null);
  }

  private Instant now() {
    return tools.now();
  }

  private UUID id() {
    return Ids.next(tools.clock());
  }
}
