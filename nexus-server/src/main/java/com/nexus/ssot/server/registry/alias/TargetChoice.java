package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.name.Name;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an alias leads to.
 *
 * @param canonical an address as given, or a name as what it names shows it
 */
record TargetChoice(TargetKind kind, String canonical) {
  private static final String AT = "/canonical";

  /** Key of the name that a draft leads to; null when it is meant as an address. */
  static @Nullable String keyOf(AliasDraft draft) {
    return isUrl(draft) ? null : Name.of(draft.canonical()).key();
  }

  private static boolean isUrl(AliasDraft draft) {
    return draft.targetKind() == TargetKind.URL
        || (draft.targetKind() == null && isAddress(draft.canonical()));
  }

  /** Whether a canonical name is meant as an address rather than as a name. */
  private static boolean isAddress(String canonical) {
    return canonical.indexOf(':') >= 0 || canonical.startsWith("//");
  }

  /**
   * Finds out what a draft leads to, and notes what is wrong with it.
   *
   * @param similar names that were perhaps meant; asked only when there is no such target
   */
  static TargetChoice of(
      AliasDraft draft,
      Situation situation,
      GovernanceRules rules,
      Instant now,
      Supplier<List<String>> similar,
      Findings found) {
    if (isUrl(draft)) {
      found.rules().addAll(AliasRules.address(draft.canonical(), rules));
      return new TargetChoice(TargetKind.URL, draft.canonical());
    }
    TargetKind wanted = draft.targetKind();
    Map<TargetKind, String> targets = wanted == null ? situation.meanings() : situation.targets();
    TargetKind kind = wanted != null ? wanted : only(targets);
    String shown = kind == null ? null : targets.get(kind);
    if (shown == null && namesItself(draft) && (kind == TargetKind.ALIAS || targets.isEmpty())) {
      refuseCircle(List.of(draft.alias()), draft.alias(), found);
    } else if (kind == null && targets.size() > 1) {
      refuseAmbiguous(draft, targets, found);
    } else if (shown == null) {
      refuseMissing(draft, similar.get(), found);
    } else if (kind == TargetKind.ALIAS && situation.target() != null) {
      requireInUse(situation.target(), now, found);
    }
    return new TargetChoice(
        kind == null ? TargetKind.ANCHOR : kind, shown == null ? draft.canonical() : shown);
  }

  private static @Nullable TargetKind only(Map<TargetKind, String> targets) {
    return targets.size() == 1 ? targets.keySet().iterator().next() : null;
  }

  private static boolean namesItself(AliasDraft draft) {
    return Name.of(draft.canonical()).key().equals(Name.of(draft.alias()).key());
  }

  private static void refuseAmbiguous(
      AliasDraft draft, Map<TargetKind, String> targets, Findings found) {
    String message =
        Quoted.of(draft.canonical())
            + " is the name of "
            + targets.keySet().stream()
                .map(TargetChoice::word)
                .collect(Collectors.joining(" and "));
    String kinds = targets.keySet().stream().map(Enum::name).collect(Collectors.joining(" or "));
    found.clash(
        FaultCode.AMBIGUOUS_TARGET, message, AT, message, "say which with target_kind: " + kinds);
  }

  private static void refuseMissing(AliasDraft draft, List<String> similar, Findings found) {
    TargetKind wanted = draft.targetKind();
    String what = wanted == null ? "anchor, endpoint or alias of the context" : plain(wanted);
    String message = "there is no " + what + " " + Quoted.of(draft.canonical());
    String fix =
        similar.isEmpty()
            ? "name what exists, or give an http(s) address"
            : "did you mean "
                + similar.stream().map(s -> "'" + s + "'").collect(Collectors.joining(" or "))
                + "?";
    found.clash(FaultCode.DANGLING, "The alias would lead nowhere: " + message, AT, message, fix);
  }

  private static void requireInUse(Alias target, Instant now, Findings found) {
    Instant expires = target.expiresAt();
    boolean expired = expires != null && !expires.isAfter(now);
    if (expired || !target.isActive()) {
      String why = expired ? "expired at " + expires : "is switched off";
      found.clash(
          FaultCode.DANGLING,
          "The alias would lead nowhere: '" + target.alias() + "' is not in use",
          AT,
          "the alias it names " + why,
          "name one that is in use");
    }
  }

  /** Notes that an alias would lead back to itself. */
  static void refuseCircle(List<String> chain, String alias, Findings found) {
    found.clash(
        FaultCode.CYCLE,
        "The alias '" + alias + "' would lead back to itself",
        AT,
        "it would go round: " + String.join(" -> ", chain) + " -> " + alias,
        "lead to an anchor, an endpoint or an address, or to an alias that does not come back");
  }

  private static String word(TargetKind kind) {
    return "an " + plain(kind);
  }

  private static String plain(TargetKind kind) {
    return kind == TargetKind.URL ? "address" : kind.name().toLowerCase(Locale.ROOT);
  }
}
