package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.RateLimits;

/** Counts nothing, for tests of what else slows guessing down. */
final class NoLimits implements RateLimits {

  @Override
  public void take(Rate rate, String caller, String endpoint) {}

  @Override
  public void require(Rate rate, String caller, String endpoint) {}

  @Override
  public void login(String account, String address) {}
}
