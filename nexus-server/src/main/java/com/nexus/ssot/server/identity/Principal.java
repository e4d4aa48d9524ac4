package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import java.util.Set;
import java.util.UUID;

/**
 * Who can act: a person, a service or an agent.
 *
 * @param subject the pseudonym in the audit log
 * @param admin whether it may do everything that a credential can
 * @param active false once disabled
 * @param teams keys of the teams it is in, its owner's included
 */
record Principal(
    UUID id,
    UUID subject,
    PrincipalKind kind,
    String name,
    boolean admin,
    boolean active,
    Set<String> teams) {}
