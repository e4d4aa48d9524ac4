package com.nexus.ssot.server.registry.governance;

import com.nexus.ssot.model.governance.GovernanceRules.AuditRules;
import com.nexus.ssot.server.base.HealthComponent;
import org.springframework.stereotype.Component;

/**
 * Says that the archive which the rules name is not written: this version keeps the whole log in
 * the database and removes nothing, so every retention period is kept. Thread-safe.
 */
@Component
final class ArchiveHealth implements HealthComponent {
  private final GovernanceTable table;
  private final Governance governance;

  ArchiveHealth(GovernanceTable table, Governance governance) {
    this.table = table;
    this.governance = governance;
  }

  @Override
  public String name() {
    return "audit_archive";
  }

  @Override
  public Health health() {
    return table
        .current()
        .map(stored -> governance.rules(stored.set().version(), stored.set().checksum()).audit())
        .map(ArchiveHealth::health)
        .orElseGet(Health::ok);
  }

  private static Health health(AuditRules rules) {
    return rules.externalStorage() == null
        ? Health.ok()
        : new Health(
            State.OK,
            "Inactive: the external_storage of the rules is not written to. The whole log stays in"
                + " the database, and nothing is removed from it.");
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }
}
