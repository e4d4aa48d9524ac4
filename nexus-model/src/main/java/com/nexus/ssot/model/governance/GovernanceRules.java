package com.nexus.ssot.model.governance;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Pointer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A governance rule set: every rule with its value, defaults written out.
 *
 * @param version what its authors call it
 * @param uniqueness when two names clash
 * @param naming what names look like where a context says nothing else
 * @param expiration how long temporary aliases live
 * @param deprecation what callers are owed before an alias goes
 * @param reservedWords keys that no alias may have, besides those the server needs itself
 * @param ownershipRequired whether every alias must name its owner
 * @param allowedUrlSchemes schemes that an address may have, {@code http} or {@code https}
 * @param allowedUrlHosts hosts that an address may have, {@code *.} standing for any name below;
 *     empty allows all
 * @param approvals whose consent changes need where people are asked
 * @param changeWindows when changes may take effect
 * @param contexts the contexts that exist from the first start, by their names as written
 * @param audit what happens to the audit log
 */
public record GovernanceRules(
    String version,
    Uniqueness uniqueness,
    NamingRules naming,
    Expiration expiration,
    Deprecation deprecation,
    List<String> reservedWords,
    boolean ownershipRequired,
    List<String> allowedUrlSchemes,
    List<String> allowedUrlHosts,
    ApprovalRules approvals,
    ChangeWindows changeWindows,
    Map<String, ContextRules> contexts,
    AuditRules audit) {

  /**
   * When two names clash.
   *
   * @param withinContext one name for one alias in a context; always true
   * @param acrossContexts one name for one alias in all contexts
   */
  public record Uniqueness(boolean withinContext, boolean acrossContexts) {}

  /**
   * How long aliases live.
   *
   * @param temporaryAliases whether there are temporary aliases at all
   * @param defaultTtl how long one lives when nobody says
   * @param maxTtl how long one may live
   * @param gracePeriod how long the name of one that has expired or was deleted stays reserved
   */
  public record Expiration(
      boolean temporaryAliases, Period defaultTtl, Period maxTtl, Period gracePeriod) {
    /** How long names stay reserved where nobody says. */
    public static final Period USUAL_GRACE = Period.parse("30d");
  }

  /**
   * What callers are owed before an alias goes.
   *
   * @param noticePeriod how long an alias must have been deprecated before it may go; null for no
   *     such rule
   */
  public record Deprecation(@Nullable Period noticePeriod) {
    /** Asks for nothing. */
    public static final Deprecation NONE = new Deprecation(null);
  }

  /**
   * The rules of one context.
   *
   * @param permissions teams whose members may write there, or the words {@code team_approval} and
   *     {@code temporary_only}; empty means everybody with the right to write
   * @param approvalRequired whether every change waits for people
   * @param autoExpire whether every alias gets an expiry
   * @param approvals whose consent changes need here; null for what the rule set says
   * @param changeWindows when changes may take effect here; null for what the rule set says
   */
  public record ContextRules(
      List<String> permissions,
      boolean approvalRequired,
      boolean autoExpire,
      @Nullable ApprovalRules approvals,
      @Nullable ChangeWindows changeWindows) {}

  /**
   * What happens to the audit log.
   *
   * @param logAllChanges always true
   * @param retentionPeriod how long events are kept
   * @param externalStorage where the log is archived, {@code s3://bucket/prefix} or an absolute
   *     path
   */
  public record AuditRules(
      boolean logAllChanges, Period retentionPeriod, @Nullable String externalStorage) {}

  /**
   * Rules as they are stored. What was not known when they were adopted has the value that changes
   * nothing.
   */
  public static GovernanceRules stored(JsonNode tree) {
    ObjectNode known = (ObjectNode) tree.deepCopy();
    if (!known.has("approvals")) {
      known.set("approvals", Json.tree(ApprovalRules.USUAL));
    }
    if (!known.has("change_windows")) {
      known.set("change_windows", Json.tree(ChangeWindows.ALWAYS));
    }
    if (!known.has("deprecation")) {
      known.set("deprecation", Json.tree(Deprecation.NONE));
    }
    if (known.get("expiration") instanceof ObjectNode expiration
        && !expiration.has("grace_period")) {
      expiration.put("grace_period", Expiration.USUAL_GRACE.toString());
    }
    return Json.convert(known, GovernanceRules.class);
  }

  /** What makes these rules unusable, every cause at once. Empty when they can be adopted. */
  public List<Cause> check() {
    List<Cause> causes = new ArrayList<>(RuleCheck.version(version, "/version"));
    causes.addAll(
        RuleCheck.withinContext(uniqueness.withinContext(), "/uniqueness/within_context"));
    causes.addAll(naming.check("/naming"));
    causes.addAll(
        RuleCheck.ttls(expiration.defaultTtl(), expiration.maxTtl(), "/expiration/default_ttl"));
    causes.addAll(RuleCheck.reservedWords(reservedWords, "/reserved_words"));
    causes.addAll(RuleCheck.schemes(allowedUrlSchemes, "/allowed_url_schemes"));
    causes.addAll(RuleCheck.hosts(allowedUrlHosts, "/allowed_url_hosts"));
    causes.addAll(approvals.check("/approvals"));
    causes.addAll(changeWindows.check("/change_windows"));
    causes.addAll(RuleCheck.contextNames(contexts.keySet(), "/contexts"));
    contexts.forEach((name, rules) -> {
      String here = Pointer.child(Pointer.child("/contexts", name), "permissions");
      causes.addAll(RuleCheck.permissions(rules.permissions(), here));
      String place = Pointer.child("/contexts", name);
      if (rules.approvals() != null) {
        causes.addAll(rules.approvals().checkForContext(place + "/approvals"));
      }
      if (rules.changeWindows() != null) {
        causes.addAll(rules.changeWindows().check(place + "/change_windows"));
      }
    });
    causes.addAll(RuleCheck.logAllChanges(audit.logAllChanges(), "/audit/log_all_changes"));
    causes.addAll(RuleCheck.storage(audit.externalStorage(), "/audit/external_storage"));
    return causes;
  }

  /** Whether a name's key is one of the reserved words of this rule set. */
  public boolean isReserved(String key) {
    return reservedWords.contains(key);
  }

  /** Every reason why an alias may not lead to an address. Empty when it may. */
  public List<Cause> checkUrl(URI address, String pointer) {
    List<Cause> causes = new ArrayList<>();
    String scheme = lower(address.getScheme());
    if (!allowedUrlSchemes.contains(scheme)) {
      String fix = "Use " + String.join(" or ", allowedUrlSchemes) + ".";
      causes.add(Cause.at(pointer, "Addresses here cannot begin with this scheme.", fix));
    }
    String host = lower(address.getHost());
    if (!allowedUrlHosts.isEmpty() && allowedUrlHosts.stream().noneMatch(h -> covers(h, host))) {
      String fix = "Use one of " + String.join(", ", allowedUrlHosts) + ".";
      causes.add(Cause.at(pointer, "Addresses here cannot lead to this host.", fix));
    }
    return causes;
  }

  private static boolean covers(String allowed, String host) {
    return allowed.startsWith("*.")
        ? host.length() > allowed.length() - 1 && host.endsWith(allowed.substring(1))
        : host.equals(allowed);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
