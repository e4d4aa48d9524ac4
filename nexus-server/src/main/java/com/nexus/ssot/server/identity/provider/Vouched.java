package com.nexus.ssot.server.identity.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about somebody who signed in there. Who it is, is issuer and subject and
 * nothing else; the rest is only how they are called.
 *
 * @param subject never used again by the issuer for somebody else
 * @param username null when the provider does not say
 * @param authenticatedAt when they proved it there; null when the provider does not say, and then
 *     nothing that asks for a recent proof rests on it
 */
record Vouched(
    String issuer,
    String subject,
    @Nullable String username,
    @Nullable String displayName,
    @Nullable String email,
    @Nullable Instant authenticatedAt) {

  @Override
  public String toString() {
    return "Vouched[" + issuer + "]";
  }
}
