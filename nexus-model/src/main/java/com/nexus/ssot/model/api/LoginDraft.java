package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * What a person says to sign in.
 *
 * @param totp the code that their authenticator program shows; only if they set one up
 */
public record LoginDraft(String username, String password, @Nullable String totp) {

  @Override
  public String toString() {
    return "LoginDraft[hidden]";
  }
}
