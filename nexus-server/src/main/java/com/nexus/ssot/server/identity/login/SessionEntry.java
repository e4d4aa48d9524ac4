package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.api.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored.
 *
 * @param hash of the cookie's value
 * @param provider where the person proved who they are
 * @param secondFactor whether that was more than a password
 * @param authenticatedAt the last proof; later than the opening after a step-up. Null when the
 *     provider does not say when it asked
 * @param usedAt exact to a minute
 */
record SessionEntry(
    SessionHash hash,
    UUID principalId,
    String provider,
    boolean secondFactor,
    Instant openedAt,
    @Nullable Instant authenticatedAt,
    Instant usedAt) {
  /** How long a session lasts that nobody uses. */
  static final Duration IDLE = Duration.ofHours(1);

  /** How long a session lasts at most. */
  static final Duration LIFE = Duration.ofHours(24);

  /** The last proof, as far as anybody can tell: what nobody says was long ago. */
  Instant provedAt() {
    return authenticatedAt == null ? Instant.EPOCH : authenticatedAt;
  }

  /** When it ends if nobody uses it. */
  Instant endsAt() {
    Instant idle = usedAt.plus(IDLE);
    Instant last = openedAt.plus(LIFE);
    return idle.isBefore(last) ? idle : last;
  }

  /** Whether it opens anything at a time. */
  boolean usableAt(Instant time) {
    return time.isBefore(endsAt());
  }

  /**
   * The session as its person sees it.
   *
   * @param via how the caller came
   */
  SessionView shown(String via) {
    return new SessionView(
        hash.id(),
        provider,
        openedAt,
        authenticatedAt,
        usedAt,
        endsAt(),
        via.equals(Sessions.VIA + hash.id()));
  }

  /** The same session under a new id, after its person proved again who they are. */
  SessionEntry renewed(SessionHash newHash, boolean second, Instant at) {
    return new SessionEntry(newHash, principalId, provider, second, openedAt, at, at);
  }
}
