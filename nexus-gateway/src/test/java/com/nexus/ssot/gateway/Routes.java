package com.nexus.ssot.gateway;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes aliases and contexts for tests, one property at a time. */
record Routes(AliasRoute route) {

  static Routes alias(String context, String alias, String canonical) {
    return new Routes(
        new AliasRoute(
            id(alias.hashCode() & 0xffffff),
            1,
            context,
            alias,
            canonical,
            false,
            null,
            null,
            null,
            null,
            null,
            true));
  }

  /** An id that was made the later the greater the number. */
  static UUID id(long number) {
    return new UUID(0x0190_0000_0000_7000L + (number << 16), 0x8000_0000_0000_0000L | number);
  }

  static ContextRoute context(String name, boolean isPublic, boolean fallback) {
    return new ContextRoute(id(1), 1, name, name, isPublic, fallback, false);
  }

  Routes id(UUID id, int revision) {
    return with(id, revision, route.aliasOfAlias(), null, null, route.successor(), true);
  }

  Routes revision(int revision) {
    return with(
        route.id(),
        revision,
        route.aliasOfAlias(),
        route.validFrom(),
        route.expiresAt(),
        route.successor(),
        route.active());
  }

  Routes chained() {
    return with(route.id(), route.revision(), true, null, null, null, true);
  }

  Routes valid(@Nullable Instant from, @Nullable Instant until) {
    return with(
        route.id(),
        route.revision(),
        route.aliasOfAlias(),
        from,
        until,
        route.successor(),
        route.active());
  }

  Routes retired(@Nullable String successor) {
    return with(route.id(), route.revision(), route.aliasOfAlias(), null, null, successor, false);
  }

  Routes deprecated(Instant since, Instant sunset, String successor) {
    return new Routes(
        new AliasRoute(
            route.id(),
            route.revision(),
            route.contextKey(),
            route.alias(),
            route.canonical(),
            false,
            null,
            null,
            since,
            sunset,
            successor,
            true));
  }

  private Routes with(
      UUID id,
      int revision,
      boolean chained,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable String successor,
      boolean active) {
    return new Routes(
        new AliasRoute(
            id,
            revision,
            route.contextKey(),
            route.alias(),
            route.canonical(),
            chained,
            from,
            until,
            null,
            null,
            successor,
            active));
  }
}
