package com.nexus.ssot.gateway;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever may read names, as far as a credential says. */
public interface Reader {

  /** Whether names of the context may be read. */
  boolean reads(String contextKey);

  /** The principal that reads; null when it is not known. */
  @Nullable UUID principalId();
}
