package com.nexus.ssot.server.identity;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Knows which people can sign in without a key. */
public interface SignIns {

  /** Those of some people who can sign in, as the running transaction sees it. */
  Set<UUID> among(Collection<UUID> people);
}
