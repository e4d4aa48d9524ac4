package com.nexus.ssot.client;

import tools.jackson.databind.JsonNode;

/** The rules a registry holds its names to. Thread-safe. */
public final class Governance {
  private static final String PATH = "/api/governance";

  private final Transport transport;

  Governance(Transport transport) {
    this.transport = transport;
  }

  /** The rule set in force. */
  public JsonNode current() {
    return transport.send(Call.get(PATH, Query.none())).tree();
  }
}
