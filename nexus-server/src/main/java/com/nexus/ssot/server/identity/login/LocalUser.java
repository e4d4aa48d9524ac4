package com.nexus.ssot.server.identity.login;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, and whether they can sign in with a password.
 *
 * @param subject the pseudonym in the audit log
 * @param username null for people who have none
 * @param hash of the password; null when none is set
 */
record LocalUser(
    UUID principalId,
    UUID subject,
    @Nullable String username,
    String displayName,
    @Nullable String hash) {

  /** What a password of theirs must not be made of. */
  List<String> names() {
    return username == null ? List.of(displayName) : List.of(username, displayName);
  }

  @Override
  public String toString() {
    return "LocalUser[" + subject + "]";
  }
}
