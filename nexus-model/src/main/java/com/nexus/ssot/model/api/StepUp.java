package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * What a person who signed in says to prove again who they are.
 *
 * @param totp the code that their authenticator program shows; only if they set one up
 */
public record StepUp(String password, @Nullable String totp) {

  @Override
  public String toString() {
    return "StepUp[hidden]";
  }
}
