package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.identity.SignIns;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Knows who has set a password. Whom only a provider knows does not count: its word can end without
 * anybody here being asked. Thread-safe.
 */
@Component
final class PasswordSignIns implements SignIns {
  private final PasswordTable table;

  PasswordSignIns(PasswordTable table) {
    this.table = table;
  }

  @Override
  public Set<UUID> among(Collection<UUID> people) {
    return table.among(people);
  }
}
