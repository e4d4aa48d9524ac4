package com.nexus.ssot.server.base;

import com.nexus.ssot.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** How often callers may ask. Implemented where principals are known. */
public interface RateLimits {

  /** What is counted, each with a number for a length of time. */
  enum Rate {
    READS,
    WRITES,
    /** What costs much: searches, exports, verifications. */
    SEARCHES,
    /** Attempts to prove who one is. */
    LOGINS,
    /** Credentials that nobody knows. */
    FAILURES,
    /** What agents propose. */
    PROPOSALS
  }

  /**
   * Counts one request.
   *
   * @param caller as {@link #caller} says
   * @param endpoint method and route template, never a path
   * @throws com.nexus.ssot.model.fault.Fault {@code RATE_LIMITED}, with the time to wait, when
   *     there were too many
   */
  void take(Rate rate, String caller, String endpoint);

  /**
   * Refuses where one more would be too many, and counts nothing.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code RATE_LIMITED}, with the time to wait
   */
  void require(Rate rate, String caller, String endpoint);

  /**
   * Counts one attempt to prove who one is, by password, code or token: for the account, whoever
   * tries it, and for the address, whichever account it tries.
   *
   * @param account as it was written; it need not exist
   * @param address the caller's
   * @throws com.nexus.ssot.model.fault.Fault {@code RATE_LIMITED}, with the time to wait
   */
  void login(String account, String address);

  /** Whom a request counts for: the principal, or without one the address. */
  static String caller(@Nullable Actor actor, String address) {
    return actor == null ? atAddress(address) : actor.principalId().toString();
  }

  /** An address as requests are counted for: of version 6 its network of 64 bits. */
  static String atAddress(String address) {
    String bare = address.replaceAll("[\\[\\]]|%.*", "");
    return "ip:" + IpAddress.parse(bare).map(IpAddress::counted).map(Object::toString).orElse(bare);
  }
}
