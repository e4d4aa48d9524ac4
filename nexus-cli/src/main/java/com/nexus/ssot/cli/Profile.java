package com.nexus.ssot.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registry that the user knows by name.
 *
 * @param key the credential itself
 * @param keyFile where the credential stands instead; {@code ~/} is the home folder
 * @param login what {@code nexus login} left; null for who did not sign in
 */
record Profile(String url, @Nullable String key, @Nullable String keyFile, @Nullable Login login) {

  /**
   * What a login left.
   *
   * @param accessToken sent with every request
   * @param refreshToken what the next one is had for, once
   * @param expiresAt when the access token ends
   */
  record Login(String accessToken, String refreshToken, Instant expiresAt) {

    /** Never shows a token. */
    @Override
    public String toString() {
      return "Login[until " + expiresAt + "]";
    }
  }

  /** Whether others must not read the file it stands in. */
  boolean isSecret() {
    return key != null || login != null;
  }

  /** The same address with nothing to show there. */
  Profile signedOut() {
    return new Profile(url, null, null, null);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "Profile[" + url + "]";
  }
}
