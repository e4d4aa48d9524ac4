package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.governance.GovernanceRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long the name of an alias that has come to its end is kept for it. */
final class Reservation {
  private Reservation() {}

  /**
   * The first moment at which somebody else may have the name.
   *
   * @return null while the alias has not come to its end; one that is switched off has not
   */
  static @Nullable Instant until(Alias alias, GovernanceRules rules, Instant now) {
    Instant deleted = alias.deletedAt();
    Instant expires = alias.expiresAt();
    Instant ended = deleted != null ? deleted : expires;
    return ended == null || ended.isAfter(now)
        ? null
        : rules.expiration().gracePeriod().addTo(ended);
  }

  /** Whether somebody else may have the name now. */
  static boolean isOver(Alias alias, GovernanceRules rules, Instant now) {
    Instant until = until(alias, rules, now);
    return until != null && !until.isAfter(now);
  }
}
