package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who can act: a person, a service or an agent.
 *
 * @param subject the pseudonym in the audit log
 * @param ownerSubject the pseudonym of who answers for it; null for people, and when nobody does
 * @param admin whether it may do everything that a credential can
 * @param active false once disabled
 * @param teams keys of the teams it is in, its owner's included
 */
record Principal(
    UUID id,
    UUID subject,
    @Nullable UUID ownerSubject,
    PrincipalKind kind,
    String name,
    boolean admin,
    boolean active,
    Set<String> teams) {}
