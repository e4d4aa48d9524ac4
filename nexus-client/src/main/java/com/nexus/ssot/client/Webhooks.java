package com.nexus.ssot.client;

import com.nexus.ssot.model.api.DeadLetter;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.api.WebhookReplay;
import com.nexus.ssot.model.api.WebhookRotation;
import com.nexus.ssot.model.api.WebhookSecret;
import com.nexus.ssot.model.api.WebhookStatus;
import org.jspecify.annotations.Nullable;

/** Webhooks. Thread-safe. */
public final class Webhooks {
  private static final String WEBHOOKS = "webhooks";
  private static final String LETTERS = "dead-letters";

  private final Transport transport;

  Webhooks(Transport transport) {
    this.transport = transport;
  }

  /** The webhooks there are, without their secrets. */
  public Records<Webhook> records() {
    return new Records<>(transport, WEBHOOKS, Query.none(), Webhook.class);
  }

  /**
   * Makes a webhook, whose secret only this answer shows. It is not sent again when no answer
   * comes: look whether it is there, and replace its secret.
   *
   * @param draft a {@code WebhookDraft}, or the same as JSON
   */
  public Written<WebhookSecret> create(Object draft, boolean dryRun) {
    return shownOnce("/api/" + WEBHOOKS, draft, dryRun);
  }

  /**
   * Replaces a webhook's secret, which only this answer shows. Like making one, it is not sent
   * again when no answer comes: the secret before signs on then.
   */
  public Written<WebhookSecret> rotate(String name, WebhookRotation rotation, boolean dryRun) {
    return shownOnce(path(name, "rotate"), rotation, dryRun);
  }

  private Written<WebhookSecret> shownOnce(String path, Object body, boolean dryRun) {
    Query query = Query.of("dryRun", dryRun ? true : null);
    Call call = Records.body("POST", path, query, Call.JSON, body);
    return Records.written(transport.send(call), WebhookSecret.class);
  }

  /** How far a webhook has come. */
  public WebhookStatus status(String name) {
    return transport.send(Call.get(path(name, "status"), Query.none())).as(WebhookStatus.class);
  }

  /** What became of the latest attempts, latest first. */
  public Records<WebhookAttempt> deliveries(String name) {
    String collection = WEBHOOKS + Call.path(name, "deliveries");
    return new Records<>(transport, collection, Query.none(), WebhookAttempt.class);
  }

  /** What could not be delivered, oldest first. */
  public Records<DeadLetter> deadLetters(String name) {
    String collection = WEBHOOKS + Call.path(name, LETTERS);
    return new Records<>(transport, collection, Query.none(), DeadLetter.class);
  }

  /** Sends an event that did not happen, and says what became of it. */
  public WebhookAttempt test(String name) {
    return post(path(name, "test")).as(WebhookAttempt.class);
  }

  /** Goes on at once with what comes next. */
  public WebhookStatus resume(String name) {
    return post(path(name, "resume")).as(WebhookStatus.class);
  }

  /**
   * Has what could not be delivered sent again.
   *
   * @param letter id of a dead letter; null for all
   */
  public WebhookReplay replay(String name, @Nullable String letter) {
    return post(letter == null
            ? path(name, LETTERS, "replay")
            : path(name, LETTERS, letter, "replay"))
        .as(WebhookReplay.class);
  }

  private Answer post(String path) {
    return transport.send(Call.send("POST", path, Query.none(), Call.JSON, null));
  }

  private static String path(String name, String... more) {
    return "/api/" + WEBHOOKS + Call.path(name) + Call.path(more);
  }
}
