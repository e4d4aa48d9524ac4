package com.nexus.ssot.gateway;

import java.util.UUID;

/**
 * An alias of which nothing is left, not even its retirement. Its name is unknown again, until an
 * alias with a newer id takes it.
 */
public record AliasPurge(UUID id, int revision, String contextKey, String alias)
    implements GatewayChange {}
