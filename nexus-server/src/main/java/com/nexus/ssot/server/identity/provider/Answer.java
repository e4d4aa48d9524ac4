package com.nexus.ssot.server.identity.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a provider lets a browser bring back.
 *
 * @param code stands for the login; null when it did not succeed
 * @param iss who the provider says that it is (RFC 9207)
 * @param error why the login did not succeed
 */
record Answer(
    @Nullable String code, @Nullable String state, @Nullable String iss, @Nullable String error) {

  @Override
  public String toString() {
    return "Answer[hidden]";
  }
}
