package com.nexus.ssot.server.directory;

import java.util.UUID;

/** Body of writes about whether somebody may act: a person, a service or an agent. */
record PrincipalTarget(UUID id) {}
