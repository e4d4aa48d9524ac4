package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.HealthComponent;
import org.springframework.stereotype.Component;

/** Says whether committed events get their index in time. Thread-safe. */
@Component
final class AuditComponent implements HealthComponent {
  private final SequencerState state;

  AuditComponent(SequencerState state) {
    this.state = state;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Health health() {
    return state.health();
  }

  /** Names resolve and changes are recorded without an index as well. */
  @Override
  public boolean neededToBeReady() {
    return false;
  }
}
