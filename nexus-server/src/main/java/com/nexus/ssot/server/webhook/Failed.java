package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookOutcome;

/** A message could not be sent; nothing of what went wrong is told but of which sort it is. */
final class Failed extends Exception {
  private static final long serialVersionUID = 1L;
  private final WebhookOutcome outcome;

  Failed(WebhookOutcome outcome) {
    super(outcome.name());
    this.outcome = outcome;
  }

  Failed(WebhookOutcome outcome, Throwable cause) {
    super(outcome.name(), cause);
    this.outcome = outcome;
  }

  WebhookOutcome outcome() {
    return outcome;
  }
}
