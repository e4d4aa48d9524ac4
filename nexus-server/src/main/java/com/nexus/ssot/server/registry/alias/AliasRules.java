package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.model.name.NameCheck;
import com.nexus.ssot.model.name.ReservedNames;
import com.nexus.ssot.model.net.WebAddress;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What rule sets demand of aliases, for those who write one and for those who look at all. */
public final class AliasRules {
  private static final String NAME = "/alias";

  private AliasRules() {}

  /** A rule by the words that the file of rules has for it. */
  public enum Rule {
    NAMING("naming"),
    RESERVED("reserved_words"),
    EXPIRATION("expiration"),
    NOTICE("deprecation.notice_period"),
    OWNERSHIP("ownership_required"),
    ADDRESSES("allowed_urls"),
    ACROSS_CONTEXTS("uniqueness.across_contexts");

    private final String word;

    Rule(String word) {
      this.word = word;
    }

    /** The words. */
    public String word() {
      return word;
    }
  }

  /** Tells what speaks against an alias as it stands, except what other aliases are called. */
  public static void check(
      Alias alias, RuledContext place, Instant now, BiConsumer<Rule, Cause> found) {
    Name name = Name.of(alias.alias());
    naming(name, place).forEach(cause -> found.accept(Rule.NAMING, cause));
    reserved(name, place).forEach(cause -> found.accept(Rule.RESERVED, cause));
    ownership(alias.owner(), place).forEach(cause -> found.accept(Rule.OWNERSHIP, cause));
    if (alias.targetKind() == TargetKind.URL) {
      address(alias.canonical(), place.rules())
          .forEach(cause -> found.accept(Rule.ADDRESSES, cause));
    }
    Instant expires = alias.expiresAt();
    if (expires == null || expires.isAfter(now)) {
      Causes causes = new Causes();
      Expiry.of(AliasPlans.draftOf(alias), place, null, now, causes);
      causes.list().forEach(cause -> found.accept(Rule.EXPIRATION, cause));
      Causes early = new Causes();
      NoticePeriod.check(AliasPlans.draftOf(alias), place.rules(), null, now, early);
      early.list().forEach(cause -> found.accept(Rule.NOTICE, cause));
    }
  }

  static List<Cause> naming(Name name, RuledContext place) {
    return NameCheck.check(name, place.naming(), NAME);
  }

  static List<Cause> reserved(Name name, RuledContext place) {
    return ReservedNames.isReservedAlias(name.key()) || place.rules().isReserved(name.key())
        ? List.of(Cause.at(NAME, "the name is reserved", "choose another name"))
        : List.of();
  }

  static List<Cause> ownership(@Nullable String owner, RuledContext place) {
    return owner == null && place.rules().ownershipRequired()
        ? List.of(
            Cause.at("/owner", "the rules demand an owner", "name the team or person who answers"))
        : List.of();
  }

  static List<Cause> address(String canonical, GovernanceRules rules) {
    try {
      WebAddress url = WebAddress.read(canonical);
      return rules.checkUrl(URI.create(url.scheme() + "://" + url.host() + "/"), "/canonical");
    } catch (WebAddress.Refused e) {
      return List.of(Cause.at("/canonical", e.message(), e.fix()));
    }
  }

  /**
   * What speaks against a name that has another meaning elsewhere, where names must not.
   *
   * @param where the other place in words
   */
  public static Cause acrossContexts(String where) {
    return Cause.at(
        NAME,
        "by the rules a name stands for one thing in all contexts; this one is taken in " + where,
        "choose another name");
  }
}
