package com.nexus.ssot.gateway;

import com.nexus.ssot.model.name.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What few aliases have. Times are milliseconds since 1970.
 *
 * @param state whether the alias is in use
 * @param validFrom {@link Long#MIN_VALUE} when it always was valid
 * @param expiresAt {@link Long#MAX_VALUE} when it never expires
 * @param deprecatedAt {@link #NEVER} when it is not deprecated
 * @param sunsetAt {@link #NEVER} when no end is planned
 * @param successor the alias to use instead
 * @param targetKey key of the alias that this one leads to; null when it leads to something else
 * @param shown the name as written, when that is not its key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Extra(
    State state,
    long validFrom,
    long expiresAt,
    long deprecatedAt,
    long sunsetAt,
    @Nullable String successor,
    byte @Nullable [] targetKey,
    @Nullable String shown) {
  static final long NEVER = Long.MAX_VALUE;

  static final Extra PURGED =
      new Extra(State.PURGED, Long.MIN_VALUE, NEVER, NEVER, NEVER, null, null, null);

  enum State {
    LIVE,
    RETIRED,
    PURGED
  }

  /** What is special about an alias; null when nothing is. */
  static @Nullable Extra of(AliasRoute route, byte[] key) {
    Name name = Name.of(route.alias());
    boolean plain =
        route.active()
            && !route.aliasOfAlias()
            && route.validFrom() == null
            && route.expiresAt() == null
            && route.deprecatedAt() == null
            && route.sunsetAt() == null
            && route.successor() == null
            && name.shown().equals(name.key());
    if (plain) {
      return null;
    }
    return new Extra(
        route.active() ? State.LIVE : State.RETIRED,
        millis(route.validFrom(), Long.MIN_VALUE),
        millis(route.expiresAt(), NEVER),
        millis(route.deprecatedAt(), NEVER),
        millis(route.sunsetAt(), NEVER),
        route.successor(),
        route.aliasOfAlias() ? RouteKey.of(route.contextKey(), route.canonical()) : null,
        name.shown().equals(name.key()) ? null : name.shown());
  }

  private static long millis(@Nullable Instant time, long none) {
    return time == null ? none : time.toEpochMilli();
  }
}
