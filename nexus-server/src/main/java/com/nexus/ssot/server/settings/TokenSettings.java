package com.nexus.ssot.server.settings;

import java.time.Duration;
import java.util.List;

/**
 * What is set about tokens. Immutable.
 *
 * @param life how long an access token of this server lives
 * @param issuers who else's tokens are believed
 */
public record TokenSettings(Duration life, List<TrustedIssuer> issuers) {
  /** How long an access token of this server lives if nobody says otherwise. */
  public static final Duration USUAL_LIFE = Duration.ofHours(1);

  public TokenSettings {
    issuers = List.copyOf(issuers);
  }
}
