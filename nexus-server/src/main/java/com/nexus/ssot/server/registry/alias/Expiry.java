package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long an alias holds.
 *
 * @param expiresAt first moment it no longer resolves; null for never
 */
record Expiry(AliasType type, @Nullable Instant expiresAt) {
  /**
   * The expiry a draft asks for, by the rules of its context.
   *
   * @param before the alias as it was; an expiry that stays as it was is not judged again, but how
   *     long the alias holds is when it begins at another time
   */
  static Expiry of(
      AliasDraft draft, RuledContext place, @Nullable Alias before, Instant now, Causes causes) {
    GovernanceRules.Expiration rules = place.rules().expiration();
    boolean must = place.mustExpire();
    Instant start = start(draft, now);
    Instant asked = asked(draft, now, causes);
    AliasType type = type(draft, must || asked != null);
    if (type == AliasType.PERMANENT && must) {
      causes.add(
          "/type",
          "in this context every alias is temporary",
          "say TEMPORARY, or leave the type out");
    }
    boolean wanted = type == AliasType.TEMPORARY || must;
    Instant expires = asked == null && wanted ? rules.defaultTtl().addTo(start) : asked;
    boolean same = before != null && Objects.equals(expires, before.expiresAt());
    if (expires != null && !same) {
      if (!must && !rules.temporaryAliases()) {
        causes.add(
            "/type", "the rules allow no temporary aliases", "leave out type, ttl and expires_at");
      }
      checkFuture(expires, pointer(draft), now, causes);
    }
    boolean stays = before != null && same && Objects.equals(draft.validFrom(), before.validFrom());
    if (expires != null && !stays) {
      checkLength(expires, pointer(draft), start, rules, causes);
    }
    checkOrder(draft, expires, causes);
    return new Expiry(expires == null ? AliasType.PERMANENT : type, expires);
  }

  private static Instant start(AliasDraft draft, Instant now) {
    Instant from = draft.validFrom();
    return from != null && from.isAfter(now) ? from : now;
  }

  private static @Nullable Instant asked(AliasDraft draft, Instant now, Causes causes) {
    String ttl = draft.ttl();
    if (ttl == null) {
      return draft.expiresAt();
    }
    if (draft.expiresAt() != null) {
      causes.add("/ttl", "it says the same as expires_at", "give one of the two");
    }
    try {
      return Period.parse(ttl, "/ttl").addTo(now);
    } catch (Fault fault) {
      causes.addAll(fault.causes());
      return null;
    }
  }

  private static AliasType type(AliasDraft draft, boolean expires) {
    AliasType given = draft.type();
    return given != null ? given : expires ? AliasType.TEMPORARY : AliasType.PERMANENT;
  }

  private static String pointer(AliasDraft draft) {
    return draft.ttl() == null ? "/expires_at" : "/ttl";
  }

  private static void checkFuture(Instant expires, String at, Instant now, Causes causes) {
    if (!expires.isAfter(now)) {
      causes.add(at, "that is in the past", "give a later time");
    }
  }

  private static void checkLength(
      Instant expires, String at, Instant start, GovernanceRules.Expiration rules, Causes causes) {
    Instant latest = rules.maxTtl().addTo(start);
    if (expires.isAfter(latest)) {
      causes.add(
          at,
          "that is longer than the rules allow, which is " + rules.maxTtl(),
          "give " + latest + " at the latest");
    }
  }

  private static void checkOrder(AliasDraft draft, @Nullable Instant expires, Causes causes) {
    Instant from = draft.validFrom();
    if (from != null && expires != null && !from.isBefore(expires)) {
      causes.add("/valid_from", "it begins only when it has expired", "give an earlier time");
    }
    Instant sunset = draft.sunsetAt();
    Instant deprecated = draft.deprecatedAt();
    if (sunset != null && deprecated != null && sunset.isBefore(deprecated)) {
      causes.add(
          "/sunset_at", "it goes before it is deprecated", "give a time after deprecated_at");
    }
  }
}
