package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.net.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends one message to a webhook, signed. Thread-safe. */
final class Sender {
  private static final int GONE = 410;

  private final HttpPost post;
  private final Secrets secrets;
  private final InstantSource clock;

  Sender(HttpPost post, Secrets secrets, InstantSource clock) {
    this.post = post;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * What became of a message.
   *
   * @param status of the answer; null when there was none
   * @param retryAfter how long the receiver asks to be left alone; null when it does not say
   */
  record Result(
      WebhookOutcome outcome,
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      int millis) {}

  /**
   * Sends a message and waits for its answer.
   *
   * @param id the same in each repetition
   */
  Result send(StoredWebhook stored, UUID id, byte[] body) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      HttpPost.Answer answer =
          post.post(address(stored.webhook()), headers(stored, id, body), body);
      return new Result(
          outcome(answer.status()), answer.status(), answer.retryAfter(), millisSince(begin));
    } catch (Failed e) {
      return new Result(e.outcome(), null, null, millisSince(begin));
    }
  }

  private Map<String, String> headers(StoredWebhook stored, UUID id, byte[] body) {
    Instant now = clock.instant();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id.toString());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put(
        "webhook-signature",
        Signature.of(secrets.live(stored, now), id.toString(), now.getEpochSecond(), body));
    return headers;
  }

  private static WebAddress address(Webhook webhook) {
    try {
      return WebAddress.read(webhook.url());
    } catch (WebAddress.Refused e) {
      throw new IllegalStateException("it was read when it was written", e);
    }
  }

  private static WebhookOutcome outcome(int status) {
    if (status == GONE) {
      return WebhookOutcome.GONE;
    }
    return status / 100 == 2 ? WebhookOutcome.DELIVERED : WebhookOutcome.REFUSED;
  }

  private static int millisSince(long begin) {
    return (int) ((System.nanoTime() - begin) / 1_000_000);
  }
}
