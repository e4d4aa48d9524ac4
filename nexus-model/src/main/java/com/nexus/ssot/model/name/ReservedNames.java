package com.nexus.ssot.model.name;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that cannot be aliases, because the address they would have is a page or a service of ours.
 */
public final class ReservedNames {
  /** First path segments that are taken. */
  public static final Set<String> FIRST_SEGMENTS =
      Set.of(
          ".well-known",
          "aliases",
          "anchors",
          "api",
          "audit",
          "changes",
          "console",
          "device",
          "docs",
          "error",
          "favicon.ico",
          "health",
          "llms.txt",
          "login",
          "logout",
          "mcp",
          "metrics",
          "openapi.json",
          "operations",
          "proposals",
          "ready",
          "robots.txt",
          "swagger-ui",
          "swagger-ui.html",
          "v3",
          "webjars");

  /** Words that stand below {@code /api/aliases/} where an alias would. */
  public static final Set<String> BELOW_ALIASES = Set.of("health", "metrics", "resolve", "status");

  /** Keys that no alias can have. */
  public static final Set<String> ALIAS_KEYS =
      Stream.concat(FIRST_SEGMENTS.stream(), BELOW_ALIASES.stream())
          .map(word -> Name.of(word).key())
          .collect(Collectors.toUnmodifiableSet());

  private ReservedNames() {}

  /** Whether a name's key cannot be an alias. */
  public static boolean isReservedAlias(String key) {
    return ALIAS_KEYS.contains(key);
  }
}
