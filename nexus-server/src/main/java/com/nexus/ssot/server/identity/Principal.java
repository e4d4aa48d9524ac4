package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.api.PrincipalKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who can act: a person, a service or an agent.
 *
 * @param subject the pseudonym in the audit log
 * @param ownerSubject the pseudonym of who answers for it; null for people, and when nobody does
 * @param authority everything that speaks for it, whether it is active included
 */
public record Principal(
    UUID id,
    UUID subject,
    @Nullable UUID ownerSubject,
    PrincipalKind kind,
    String name,
    Authority authority) {

  /** False once disabled. */
  public boolean active() {
    return authority.active();
  }
}
