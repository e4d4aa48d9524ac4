package com.nexus.ssot.gateway;

/** One thing the data plane must learn: of a context, an alias or a key. */
public sealed interface GatewayChange permits ContextRoute, AliasRoute, AliasPurge, KeyGrant {}
