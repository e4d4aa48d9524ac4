package com.nexus.ssot.server.db;

import com.nexus.ssot.server.base.HealthComponent;
import org.springframework.stereotype.Component;

/** Whether the database itself keeps the server from changing what was written for good. */
@Component
final class SeparationHealth implements HealthComponent {
  private final Database database;

  SeparationHealth(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "audit_separation";
  }

  @Override
  public Health health() {
    return database.separated()
        ? Health.ok()
        : Health.degraded(
            "The server owns its tables, so the database cannot keep it from changing the audit"
                + " log.");
  }
}
