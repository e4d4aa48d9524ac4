package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.db.Repeated;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what becomes of attempts, and shows how far webhooks lag behind; there are so few of them
 * that each may have a line of its own. Thread-safe.
 */
final class Meters implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  private final Map<WebhookOutcome, Counter> attempts = new EnumMap<>(WebhookOutcome.class);
  private final MultiGauge lags;
  private final StateTable states;
  private final Feed feed;
  private final Repeated looking;

  Meters(MeterRegistry registry, StateTable states, Feed feed) {
    this.states = states;
    this.feed = feed;
    for (WebhookOutcome outcome : WebhookOutcome.values()) {
      attempts.put(
          outcome,
          Counter.builder("nexus_webhook_attempts")
              .description("Attempts to tell webhooks of events, by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.lags =
        MultiGauge.builder("nexus_webhook_lag_events")
            .description("Places of the log that an active webhook lies behind")
            .register(registry);
    this.looking = Repeated.start("webhook-lags", LOOK_EVERY, this::look);
  }

  void attempt(WebhookOutcome outcome) {
    counter(outcome).increment();
  }

  private Counter counter(WebhookOutcome outcome) {
    Counter counter = attempts.get(outcome);
    if (counter == null) {
      throw new IllegalStateException("every outcome is counted");
    }
    return counter;
  }

  /** Shows the lags as they are now. */
  void look() {
    long head = feed.index();
    if (head >= 0) {
      lags.register(
          states.lags(head).entrySet().stream()
              .map(lag -> MultiGauge.Row.of(Tags.of("webhook", lag.getKey()), lag.getValue()))
              .toList(),
          true);
    }
  }

  @Override
  public void close() {
    looking.close();
  }
}
