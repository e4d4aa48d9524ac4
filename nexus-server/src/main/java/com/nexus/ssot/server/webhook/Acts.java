package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people do about the telling itself: they try it, resume it, and have events sent again. It
 * changes nothing of the webhook, so it is no change; the log says who did it. Thread-safe.
 */
@Component
final class Acts {
  private static final int TESTS_AT_A_TIME = 8;

  private final Tools tools;
  private final Dispatcher dispatcher;
  private final AuditLog log;
  private final Followers followers;
  private final Semaphore tests = new Semaphore(TESTS_AT_A_TIME);

  Acts(Tools tools, Dispatcher dispatcher, AuditLog log, Followers followers) {
    this.tools = tools;
    this.dispatcher = dispatcher;
    this.log = log;
    this.followers = followers;
  }

  /** Sends an event that did not happen, and says what became of it. */
  WebhookAttempt test(StoredWebhook stored, Actor actor) {
    if (!tests.tryAcquire()) {
      throw Fault.of(
          FaultCode.OVERLOADED,
          "Too many webhooks are being tested.",
          List.of(Cause.of("Each waits for its answer.", "Try again in a few seconds.")));
    }
    try {
      UUID id = Ids.next(tools.clock());
      byte[] body = Messages.ping(id, stored.webhook(), tools.now());
      Sender.Result result = tools.sender().send(stored, id, body);
      WebhookAttempt attempt =
          new WebhookAttempt(
              tools.now(),
              id,
              null,
              Messages.PING,
              1,
              result.outcome(),
              result.status(),
              result.millis());
      tools.meters().attempt(result.outcome());
      Webhook webhook = stored.webhook();
      recorded(
          "webhook.test",
          webhook,
          actor,
          writes -> tools.attempts().insert(writes, webhook.id(), attempt));
      return attempt;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(FaultCode.UNAVAILABLE, "The server stops.", e);
    } finally {
      tests.release();
    }
  }

  /** Goes on with what comes next, at once. */
  void resume(Webhook webhook, Actor actor) {
    recorded(
        "webhook.resume", webhook, actor, writes -> tools.states().resume(writes, webhook.id()));
    dispatcher.wake();
  }

  /**
   * Has dead letters sent again, soon.
   *
   * @param letter which one; null for all
   */
  void replay(Webhook webhook, @Nullable UUID letter, Actor actor) {
    recorded(
        "webhook.replay",
        webhook,
        actor,
        writes -> tools.attempts().replay(writes, webhook.id(), letter, tools.now()));
    dispatcher.wake();
  }

  private void recorded(String action, Webhook webhook, Actor actor, Consumer<Writes> what) {
    AuditEvent event =
        AuditEvent.done(
            action,
            new AuditEvent.Target(
                WebhookPlans.WORD, webhook.id(), webhook.name(), null, webhook.revision()),
            null);
    tools
        .transactions()
        .write(writes -> {
          what.accept(writes);
          writes.flush();
          log.append(writes, log.prepare(actor, tools.now(), List.of(event)));
          return true;
        });
    followers.committed(List.of());
  }
}
