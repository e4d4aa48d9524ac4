package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookEvent;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.LoggedContent;
import com.nexus.ssot.server.audit.LoggedEvent;
import com.nexus.ssot.server.audit.LoggedEventTable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes what webhooks are sent. Thread-safe. */
@Component
final class Messages {
  /** The action of a test. */
  static final String PING = "webhook.ping";

  private final LoggedEventTable log;

  Messages(LoggedEventTable log) {
    this.log = log;
  }

  /** The message about an event. */
  byte[] of(LoggedEvent event) {
    LoggedContent content = log.contentOf(event.index());
    return bytes(
        new WebhookEvent(
            event.id(),
            event.index(),
            event.action(),
            content.at(),
            new WebhookEvent.Subject(
                event.objectType(),
                event.objectId(),
                event.objectKey(),
                event.context(),
                content.revision(),
                content.after()),
            event.changeId()));
  }

  /** The message of a test, about the webhook itself. */
  static byte[] ping(UUID id, Webhook webhook, Instant at) {
    return bytes(
        new WebhookEvent(
            id,
            null,
            PING,
            at,
            new WebhookEvent.Subject(
                WebhookPlans.WORD,
                webhook.id(),
                webhook.name(),
                null,
                webhook.revision(),
                Json.tree(webhook)),
            null));
  }

  private static byte[] bytes(WebhookEvent event) {
    return Json.mapper().writeValueAsBytes(event);
  }
}
