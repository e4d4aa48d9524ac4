package com.nexus.ssot.model.api;

/** What became of an attempt to tell a webhook of an event. */
public enum WebhookOutcome {
  /** Answered with a status of 200 to 299. */
  DELIVERED,
  /** Answered with another status. */
  REFUSED,
  /** Answered with 410: nothing is wanted any more. */
  GONE,
  /** The name of the host leads nowhere. */
  UNRESOLVED,
  /** The address is none that this server connects to; see {@code NEXUS_EGRESS_ALLOW}. */
  EGRESS_DENIED,
  /** Nobody took the connection, or it broke. */
  UNREACHABLE,
  /** The host did not prove who it is. */
  TLS_FAILED,
  /** There was no whole answer in time. */
  TIMEOUT,
  /** What came back was no answer as HTTP knows it. */
  NOT_HTTP,
  /** Not sent: whoever wrote the webhook last may no longer read it. */
  WITHHELD
}
