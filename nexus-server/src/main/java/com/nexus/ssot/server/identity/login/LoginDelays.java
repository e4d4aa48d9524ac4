package com.nexus.ssot.server.identity.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.RateLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing slow: after a few attempts for an account, or from an address, the next must wait,
 * twice as long each time, at most a minute. Attempts count when they begin, so that many at once
 * gain nothing; those that succeed are taken back. Nobody can keep others out: in a browser where a
 * person signed in before ({@link Devices}), only what is tried in it counts for them. In memory; a
 * restart forgets. What {@link RateLimits} allow at most, for all servers together, holds besides.
 * Thread-safe.
 */
final class LoginDelays {
  private static final int FREE_FOR_ACCOUNT = 5;
  private static final int FREE_FOR_ADDRESS = 30;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofMinutes(15);
  private static final long MOST = 100_000;

  private final RateLimits limits;
  private final InstantSource clock;
  private final Cache<String, Attempts> attempts =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FORGET).build();

  LoginDelays(RateLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** What was tried so far, and when it may be tried again. */
  private record Attempts(int count, Instant next) {}

  /**
   * Counts an attempt.
   *
   * @param account what was given as the name, whether there is such an account or not
   * @param device what a browser is called in which the person signed in before; null for others
   * @param ip the caller's address; null for none
   * @throws Fault {@code RATE_LIMITED} when it comes too early; it is not counted then
   */
  void begin(String account, @Nullable String device, @Nullable String ip) {
    Instant now = clock.instant();
    String place = network(ip);
    String key = key(account, device);
    begin(key, FREE_FOR_ACCOUNT, now);
    try {
      begin(place, FREE_FOR_ADDRESS, now);
      limits.login(key, ip == null ? place : ip);
    } catch (Fault e) {
      takeBack(key);
      throw e;
    }
  }

  private void begin(String key, int free, Instant now) {
    attempts
        .asMap()
        .compute(
            key,
            (_, known) -> {
              if (known != null && known.next.isAfter(now)) {
                throw tooEarly(Duration.between(now, known.next));
              }
              int count = known == null ? 1 : known.count + 1;
              return new Attempts(count, next(count - free, now));
            });
  }

  /** Takes an attempt back that succeeded. */
  void succeeded(String account, @Nullable String device, @Nullable String ip) {
    attempts.invalidate(key(account, device));
    takeBack(network(ip));
  }

  /** The wait that came with an attempt goes with it. */
  private void takeBack(String key) {
    attempts
        .asMap()
        .computeIfPresent(
            key,
            (_, known) -> known.count <= 1 ? null : new Attempts(known.count - 1, Instant.EPOCH));
  }

  private static String key(String account, @Nullable String device) {
    return device == null ? "of " + account : "in " + device;
  }

  /**
   * When it may be tried again: at any time, also before now, which is later for some than others.
   */
  private static Instant next(int over, Instant now) {
    if (over <= 0) {
      return Instant.EPOCH;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(over - 1, 10));
    return now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
  }

  /** The address, or of IPv6 the network that one customer has. */
  private static String network(@Nullable String ip) {
    if (ip == null) {
      return "nowhere";
    }
    try {
      byte[] address = InetAddress.ofLiteral(ip).getAddress();
      return HexFormat.of().formatHex(address.length == 16 ? Arrays.copyOf(address, 8) : address);
    } catch (IllegalArgumentException e) {
      return "elsewhere";
    }
  }

  private static Fault tooEarly(Duration wait) {
    Duration whole = Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
    return Fault.rateLimited("There were too many attempts to sign in.", whole);
  }
}
