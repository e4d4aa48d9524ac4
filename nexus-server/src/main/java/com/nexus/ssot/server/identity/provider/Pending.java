package com.nexus.ssot.server.identity.provider;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A login that was begun and waits for the provider's answer. The browser keeps it, sealed.
 *
 * @param state comes back with the answer
 * @param nonce comes back in the ID token
 * @param verifier shows that the code is ours; the provider saw only its hash
 * @param fresh whether the person must prove anew who they are
 * @param linkTo whose further way to sign in it becomes; null for a plain login
 * @param next where the person goes afterwards, on this server
 */
record Pending(
    String provider,
    String state,
    String nonce,
    String verifier,
    Instant startedAt,
    boolean fresh,
    @Nullable UUID linkTo,
    String next) {
  /** How long the answer may take. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** A new one, with secrets of its own. */
  static Pending begin(
      String provider, Instant at, boolean fresh, @Nullable UUID linkTo, String next) {
    return new Pending(
        provider,
        new State().getValue(),
        new Nonce().getValue(),
        new CodeVerifier().getValue(),
        at,
        fresh,
        linkTo,
        next);
  }

  boolean usableAt(Instant time) {
    return time.isBefore(startedAt.plus(LIFE));
  }

  CodeVerifier codeVerifier() {
    return new CodeVerifier(verifier);
  }

  @Override
  public String toString() {
    return "Pending[" + provider + "]";
  }
}
