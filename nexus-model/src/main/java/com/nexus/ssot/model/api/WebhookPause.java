package com.nexus.ssot.model.api;

/** Why nothing is sent to a webhook until somebody resumes it. */
public enum WebhookPause {
  /** The receiver answered 410. */
  GONE,
  /** Too many events could not be delivered. */
  DEAD_LETTERS,
  /** Whoever wrote it last may not act any more. */
  OWNER
}
