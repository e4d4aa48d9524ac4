package com.nexus.ssot.gateway;

import org.jspecify.annotations.Nullable;

/** Verifies bearer tokens that are no API keys. May block; never asked on a connection's thread. */
@FunctionalInterface
public interface TokenCheck {
  /** Takes no tokens. */
  TokenCheck NONE = token -> null;

  /**
   * What a token allows; null when it is not valid.
   *
   * @throws RuntimeException when that cannot be found out now
   */
  @Nullable TokenGrant grantOf(String token);
}
