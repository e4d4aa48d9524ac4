package com.nexus.ssot.server.webhook;

import com.nexus.ssot.server.base.HealthComponent;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Names webhooks that are paused. The server is well without their receivers, so they make nothing
 * of it degraded. Thread-safe.
 */
@Component
final class PausedHealth implements HealthComponent {
  private static final int MOST_NAMED = 10;

  private final StateTable states;

  PausedHealth(StateTable states) {
    this.states = states;
  }

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public Health health() {
    List<String> paused = states.paused();
    if (paused.isEmpty()) {
      return Health.ok();
    }
    String more = paused.size() > MOST_NAMED ? " and others" : "";
    return new Health(
        State.OK,
        "Paused: " + String.join(", ", paused.stream().limit(MOST_NAMED).toList()) + more + ".");
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }
}
