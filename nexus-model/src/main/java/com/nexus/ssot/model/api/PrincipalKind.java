package com.nexus.ssot.model.api;

/** What a principal is. Only humans can approve, and never with a key. */
public enum PrincipalKind {
  HUMAN,
  SERVICE,
  AGENT
}
