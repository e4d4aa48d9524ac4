package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a person.
 *
 * @param username the name for signing in; can be chosen once
 * @param displayName how the person is called; the username unless said otherwise
 */
public record UserDraft(String username, @Nullable String displayName, @Nullable String email) {

  /** Without personal data, which belongs neither in logs nor in traces. */
  @Override
  public String toString() {
    return "UserDraft";
  }
}
