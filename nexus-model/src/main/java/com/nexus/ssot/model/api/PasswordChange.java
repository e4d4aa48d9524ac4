package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * What a person says to change their password.
 *
 * @param totp the code that their authenticator program shows; only if they set one up
 */
public record PasswordChange(String oldPassword, String newPassword, @Nullable String totp) {

  @Override
  public String toString() {
    return "PasswordChange[hidden]";
  }
}
