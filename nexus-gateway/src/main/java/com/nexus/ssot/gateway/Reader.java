package com.nexus.ssot.gateway;

/** Whoever may read names, as far as a credential says. */
public interface Reader {

  /** Whether names of the context may be read. */
  boolean reads(String contextKey);
}
