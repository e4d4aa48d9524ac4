package com.nexus.ssot.server.registry.check;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.alias.AliasExportTable;
import com.nexus.ssot.server.registry.alias.AliasRules;
import com.nexus.ssot.server.registry.alias.AliasRules.Rule;
import com.nexus.ssot.server.registry.context.ContextTable;
import com.nexus.ssot.server.registry.context.PermissionWords;
import com.nexus.ssot.server.registry.context.RuledContext;
import com.nexus.ssot.server.registry.governance.Governance;
import com.nexus.ssot.server.registry.governance.GovernanceTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds the whole registry, as it is at one moment, to a rule set: what would be refused if it were
 * written today. Only what the caller may read is looked at. Thread-safe.
 */
@Component
final class RegistryCheck {
  private static final int PAGE = 500;
  private static final String APPROVALS = "approvals";

  private final Transactions transactions;
  private final GovernanceTable governanceTable;
  private final Governance governance;
  private final ContextTable contexts;
  private final PermissionWords words;
  private final AliasExportTable aliases;
  private final Access access;
  private final InstantSource clock;

  RegistryCheck(
      Transactions transactions,
      GovernanceTable governanceTable,
      Governance governance,
      ContextTable contexts,
      PermissionWords words,
      AliasExportTable aliases,
      Access access,
      InstantSource clock) {
    this.transactions = transactions;
    this.governanceTable = governanceTable;
    this.governance = governance;
    this.contexts = contexts;
    this.words = words;
    this.aliases = aliases;
    this.access = access;
    this.clock = clock;
  }

  /** What is looked at. */
  private record Wanted(Actor actor, Reach contexts, Reach aliases, @Nullable String only) {

    boolean hasContext(String key) {
      return (only == null || only.equals(key)) && contexts.has(key);
    }

    boolean hasAliasesOf(String key) {
      return (only == null || only.equals(key)) && aliases.has(key);
    }
  }

  /** An alias of a name that other contexts may have too. */
  private record SameName(Alias alias, String contextKey) {}

  /**
   * Checks.
   *
   * @param file the rules; null for those in force
   * @param context name of the only context to look at; null for all
   * @param most how many findings are told
   */
  RuleReport run(@Nullable String file, @Nullable String context, int most, Actor actor) {
    String only = context == null ? null : Name.of(context).key();
    if (only != null) {
      access.require(actor, Verb.READ, ObjectKind.ALIAS, only);
    }
    GovernanceRules given = file == null ? null : Governance.read(file, "body");
    Wanted wanted =
        new Wanted(
            actor,
            access.reach(actor, Verb.READ, ObjectKind.CONTEXT),
            access.reach(actor, Verb.READ, ObjectKind.ALIAS),
            only);
    return transactions.read(() -> {
      GovernanceTable.Stored current =
          governanceTable
              .current()
              .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There are no rules yet"));
      int version = current.set().version();
      GovernanceRules rules =
          given == null ? governance.rules(version, current.set().checksum()) : given;
      Map<String, RuledContext> places = places(rules, given != null, version);
      if (only != null && !places.containsKey(only)) {
        throw Fault.of(FaultCode.NOT_FOUND, "There is no context " + Quoted.of(only));
      }
      FindingList found = new FindingList(most);
      if (only == null) {
        unknownTeams(rules.approvals())
            .forEach(cause -> found.add("governance", null, "rules", APPROVALS, cause));
      }
      checkContexts(places, wanted, found);
      checkAliases(places, rules, wanted, found);
      return found.report(given == null ? version : null);
    });
  }

  /** Every context by its key, as it would be with the rules. */
  private Map<String, RuledContext> places(GovernanceRules rules, boolean adopting, int version) {
    Map<String, RuledContext> places = new TreeMap<>();
    String key = "";
    List<Context> page;
    do {
      page = contexts.behind(key, PAGE);
      for (Context context : page) {
        key = Name.of(context.name()).key();
        if (context.deletedAt() == null) {
          places.put(key, new RuledContext(context, rules, version));
        }
      }
    } while (page.size() == PAGE);
    if (adopting) {
      rules
          .contexts()
          .forEach((name, said) ->
              places.merge(
                  Name.of(name).key(),
                  new RuledContext(named(name, said), rules, version),
                  (known, _) -> new RuledContext(with(known.context(), said), rules, version)));
    }
    return places;
  }

  /** A context that the rules would make. */
  private Context named(String name, GovernanceRules.ContextRules said) {
    Instant now = clock.instant();
    return new Context(
        Ids.at(now),
        name,
        null,
        said.permissions(),
        said.approvalRequired(),
        said.autoExpire(),
        null,
        said.approvals(),
        said.changeWindows(),
        ContextMode.READWRITE,
        false,
        false,
        1,
        now,
        now,
        Ids.at(now),
        null);
  }

  private static Context with(Context known, GovernanceRules.ContextRules said) {
    return new Context(
        known.id(),
        known.name(),
        known.description(),
        said.permissions(),
        said.approvalRequired(),
        said.autoExpire(),
        known.naming(),
        said.approvals(),
        said.changeWindows(),
        known.mode(),
        known.isPublic(),
        known.fallback(),
        known.revision(),
        known.createdAt(),
        known.updatedAt(),
        known.changeId(),
        null);
  }

  /** Teams that must approve and do not exist, so that nothing could ever be approved. */
  private List<Cause> unknownTeams(@Nullable ApprovalRules approvals) {
    Causes causes = new Causes();
    if (approvals != null) {
      words.checkTeams(approvals.teams(), "/approvals/teams", causes);
    }
    return causes.list();
  }

  private void checkContexts(Map<String, RuledContext> places, Wanted wanted, FindingList found) {
    places.forEach((key, place) -> {
      if (!wanted.hasContext(key)) {
        return;
      }
      found.looked("contexts");
      Causes causes = new Causes();
      words.check(place.context().permissions(), causes);
      String name = place.context().name();
      causes.list().forEach(cause -> found.add("context", name, name, "permissions", cause));
      unknownTeams(place.context().approvals())
          .forEach(cause -> found.add("context", name, name, APPROVALS, cause));
    });
  }

  private void checkAliases(
      Map<String, RuledContext> places, GovernanceRules rules, Wanted wanted, FindingList found) {
    Instant now = clock.instant();
    boolean across = rules.uniqueness().acrossContexts();
    Map<String, String> keys = new HashMap<>();
    List<SameName> same = new ArrayList<>();
    aliases.each(alias -> {
      String contextKey = keys.computeIfAbsent(alias.context(), name -> Name.of(name).key());
      if (across) {
        if (!same.isEmpty() && !isNamed(same.getFirst().alias(), alias)) {
          checkAcross(same, wanted, found);
          same.clear();
        }
        same.add(new SameName(alias, contextKey));
      }
      RuledContext place = places.get(contextKey);
      if (place != null && wanted.hasAliasesOf(contextKey)) {
        found.looked("aliases");
        AliasRules.check(alias, place, now, (rule, cause) -> add(found, alias, rule, cause));
      }
    });
    checkAcross(same, wanted, found);
  }

  private static boolean isNamed(Alias one, Alias other) {
    return Name.of(one.alias()).key().equals(Name.of(other.alias()).key());
  }

  /** A name of several contexts is told for each of them; of others only to who may know. */
  private void checkAcross(List<SameName> same, Wanted wanted, FindingList found) {
    if (same.size() < 2) {
      return;
    }
    for (SameName each : same) {
      if (wanted.hasAliasesOf(each.contextKey())) {
        String where =
            same.stream()
                .filter(other ->
                    !other.contextKey().equals(each.contextKey())
                        && wanted.aliases().has(other.contextKey()))
                .findFirst()
                .map(other -> "the context '" + other.contextKey() + "'")
                .orElse("another context");
        add(found, each.alias(), Rule.ACROSS_CONTEXTS, AliasRules.acrossContexts(where));
      }
    }
  }

  private static void add(FindingList found, Alias alias, Rule rule, Cause cause) {
    found.add("alias", alias.context(), alias.alias(), rule.word(), cause);
  }
}
