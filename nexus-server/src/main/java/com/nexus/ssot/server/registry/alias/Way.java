package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Explanation.Rule;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from a name to what it means. The data plane goes the same way from memory.
 *
 * @param hops every alias on the way, the one asked for first; empty when there is none
 * @param decidedBy the rule that ended the way
 */
record Way(ResolveOutcome outcome, List<Alias> hops, Rule decidedBy) {

  /**
   * Follows a name.
   *
   * @param lookup finds an alias by its key, deleted or not
   */
  static Way follow(String key, Instant now, Function<String, Optional<Alias>> lookup) {
    List<Alias> hops = new ArrayList<>();
    String next = key;
    while (hops.size() <= AliasMaker.MOST_HOPS) {
      Optional<Alias> found = lookup.apply(next);
      if (found.isEmpty()) {
        return new Way(ResolveOutcome.UNKNOWN, hops, hops.isEmpty() ? Rule.EXISTS : Rule.TARGET);
      }
      Alias alias = found.get();
      hops.add(alias);
      Rule stopped = stoppedBy(alias, now);
      if (stopped != null) {
        return new Way(
            stopped == Rule.VALID_FROM ? ResolveOutcome.UNKNOWN : ResolveOutcome.RETIRED,
            hops,
            stopped);
      }
      if (alias.targetKind() != TargetKind.ALIAS) {
        return new Way(ResolveOutcome.FOUND, hops, Rule.TARGET);
      }
      next = Name.of(alias.canonical()).key();
    }
    return new Way(ResolveOutcome.UNKNOWN, hops, Rule.HOP);
  }

  private static @Nullable Rule stoppedBy(Alias alias, Instant now) {
    Instant from = alias.validFrom();
    Instant expires = alias.expiresAt();
    if (from != null && from.isAfter(now)) {
      return Rule.VALID_FROM;
    }
    if (alias.deletedAt() != null) {
      return Rule.DELETED;
    }
    if (!alias.isActive()) {
      return Rule.ACTIVE;
    }
    return expires != null && !expires.isAfter(now) ? Rule.EXPIRY : null;
  }

  /** The alias that leads to the target, or the one where the way ended. */
  Alias last() {
    return hops.getLast();
  }

  /** What the name means; null unless found. */
  @Nullable String canonical() {
    return outcome == ResolveOutcome.FOUND ? last().canonical() : null;
  }

  /** The alias to use instead; null when none was named or none is needed. */
  @Nullable String successor() {
    return outcome == ResolveOutcome.RETIRED ? last().successor() : null;
  }
}
