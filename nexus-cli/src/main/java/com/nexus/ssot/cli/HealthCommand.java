package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.FaultCode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Says how the registry is. */
@Command(
    name = "health",
    description = "Say how the registry is; the exit code is 0 when it is well.",
    footer = {"", "Example:", "  nexus health -o json"})
final class HealthCommand implements Callable<Integer> {
  private static final Set<String> WELL = Set.of("ok", "degraded", "up");

  private final Session session;

  HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode health = session.client().health();
    session.printer().object(health);
    String status = health.path("status").asString("").toLowerCase(java.util.Locale.ROOT);
    return WELL.contains(status) ? 0 : FaultCode.Exit.UNAVAILABLE;
  }
}
