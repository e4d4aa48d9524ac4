package com.nexus.ssot.server.identity.login;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says to prove who they are.
 *
 * @param code of the authenticator program; null or blank without one
 * @param device what {@link Devices} gave the browser; null without it
 */
record Attempt(String username, String password, @Nullable String code, @Nullable String device) {

  @Override
  public String toString() {
    return "Attempt[hidden]";
  }
}
