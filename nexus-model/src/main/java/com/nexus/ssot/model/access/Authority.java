package com.nexus.ssot.model.access;

import com.nexus.ssot.model.access.Decision.Allowed;
import com.nexus.ssot.model.access.Decision.Denied;
import com.nexus.ssot.model.access.Decision.Reason;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that speaks for a principal: its own grants and restrictions, those of its teams and
 * of its roles. The one decision of what it may do is made here. Immutable.
 *
 * @param teams keys of the teams it is in
 * @param person what the person may do that an agent acts for; null for everybody else, and for
 *     agents that nobody answers for
 */
public record Authority(
    PrincipalKind kind,
    boolean active,
    Set<String> teams,
    List<Grant> grants,
    List<Scope> restrictions,
    @Nullable Authority person) {
  /** How long ago a person may have signed in to approve or override. */
  public static final Duration STEP_UP_AGE = Duration.ofMinutes(15);

  /** What somebody can do whose last login is older. */
  public static final String STEP_UP_REMEDY =
      "Prove again who you are: with your password at /login/account or POST /api/auth/step-up, or"
          + " at your provider with /oauth2/authorization/<provider>?fresh=true.";

  public Authority {
    teams = Set.copyOf(teams);
    grants = List.copyOf(grants);
    restrictions = List.copyOf(restrictions);
  }

  /** The same, where an agent acts for this person instead of who answers for it. */
  public Authority actingFor(Authority other) {
    return new Authority(kind, active, teams, grants, restrictions, other);
  }

  /**
   * Whether the principal may do what is asked, with a credential of these limits. The first that
   * refuses counts: the principal, whether the verb is for people who signed in, the credential,
   * what its kind can never do, the person behind an agent, restrictions, grants, the context's
   * rule, what the verb demands of people.
   */
  public Decision decide(Limits limits, Ask ask, ContextRule rule, Instant now) {
    if (!active) {
      return new Denied(Reason.INACTIVE);
    }
    if (narrowsToPeople(ask.verb()) && limits.authenticatedAt() == null) {
      // Whatever the credential says: no other one of its sort would do.
      return new Denied(Reason.HUMAN_REQUIRED);
    }
    if (!limits.allow(ask)) {
      return new Denied(Reason.CREDENTIAL);
    }
    Reason reason = refusal(ask, rule);
    if (reason == null) {
      reason = refusalOfVerb(limits, ask.verb(), now);
    }
    return reason == null ? Allowed.YES : new Denied(reason);
  }

  private @Nullable Reason refusal(Ask ask, ContextRule rule) {
    if (neverForKind(ask)) {
      return ask.verb() == Verb.APPROVE || ask.verb() == Verb.OVERRIDE
          ? Reason.HUMAN_REQUIRED
          : Reason.NEVER_FOR_KIND;
    }
    if (kind == PrincipalKind.AGENT && person != null && !person.mayDo(ask, rule)) {
      return Reason.PERSON;
    }
    if (isRestricted(ask)) {
      return Reason.RESTRICTED;
    }
    if (grants.stream().noneMatch(grant -> grant.scope().allows(ask) && holds(grant, ask))) {
      return Reason.NO_GRANT;
    }
    return narrowed(ask.verb()) && !inOneOf(rule.teams()) ? Reason.CONTEXT_RULE : null;
  }

  /**
   * Whether the principal may do what is asked, apart from what a credential allows and what the
   * verb demands of people.
   */
  public boolean mayDo(Ask ask, ContextRule rule) {
    return active && refusal(ask, rule) == null;
  }

  /**
   * Whether the principal may give others, with a credential of these limits, the right to do what
   * is asked: what it may do itself, or anything if it administers everything; never what a
   * restriction of its own forbids.
   */
  public boolean mayGive(Limits limits, Ask ask, ContextRule rule) {
    if (!active || isRestricted(ask)) {
      return false;
    }
    if (kind != PrincipalKind.HUMAN && ask.kind() == ObjectKind.PII) {
      return false;
    }
    // A person's key gives approvers their right, though it does not approve itself; no key of a
    // service has these verbs.
    boolean named =
        limits.verbs().contains(ask.verb())
            || (kind == PrincipalKind.HUMAN && narrowsToPeople(ask.verb()));
    return named && (mayGiveAnything(limits) || (limits.allow(ask) && refusal(ask, rule) == null));
  }

  private boolean isRestricted(Ask ask) {
    return restrictions.stream().anyMatch(scope -> forbids(scope, ask));
  }

  /** What must not be read is not exported either. */
  private static boolean forbids(Scope restriction, Ask ask) {
    return restriction.forbids(ask)
        || (ask.verb() == Verb.EXPORT
            && restriction.forbids(
                new Ask(Verb.READ, ask.kind(), ask.operation(), ask.context(), ask.owner())));
  }

  private static boolean narrowsToPeople(Verb verb) {
    return verb == Verb.APPROVE || verb == Verb.OVERRIDE;
  }

  /** Whether it may give others whatever there is, with a credential of these limits. */
  public boolean mayGiveAnything(Limits limits) {
    return active && administersEverything(limits);
  }

  /** Whether it may give others whatever there is, with a credential that limits nothing. */
  boolean mayGiveAnything() {
    return mayGiveAnything(new Limits(Set.of(Verb.values()), Set.of(Scope.EVERYWHERE), null));
  }

  private boolean administersEverything(Limits limits) {
    return limits.verbs().contains(Verb.ADMIN)
        && limits.contexts().contains(Scope.EVERYWHERE)
        && grants.stream()
            .anyMatch(grant ->
                grant.condition() == Grant.Condition.NONE && grant.scope().administersEverything());
  }

  private boolean neverForKind(Ask ask) {
    return switch (kind) {
      case HUMAN -> false;
      case SERVICE ->
          ask.verb() == Verb.APPROVE
              || ask.verb() == Verb.OVERRIDE
              || (ask.verb() == Verb.ADMIN && ask.kind() == ObjectKind.PII);
      case AGENT ->
          ask.verb() == Verb.APPROVE || ask.verb() == Verb.OVERRIDE || ask.verb() == Verb.ADMIN;
    };
  }

  /** At a door the object is not known yet; the feature asks again when it is. */
  private boolean holds(Grant grant, Ask ask) {
    return switch (grant.condition()) {
      case NONE -> true;
      case OWNING_TEAM ->
          ask.owner() == null
              ? ask.context() == null && ask.kind().inContexts()
              : teams.contains(ask.owner());
    };
  }

  private static boolean narrowed(Verb verb) {
    return verb == Verb.WRITE || verb == Verb.APPROVE;
  }

  private boolean inOneOf(Set<String> demanded) {
    return demanded.isEmpty() || demanded.stream().anyMatch(teams::contains);
  }

  private static @Nullable Reason refusalOfVerb(Limits limits, Verb verb, Instant now) {
    if (verb != Verb.APPROVE && verb != Verb.OVERRIDE) {
      return null;
    }
    Instant authenticatedAt = Objects.requireNonNull(limits.authenticatedAt());
    return authenticatedAt.plus(STEP_UP_AGE).isBefore(now) ? Reason.STEP_UP_REQUIRED : null;
  }

  /**
   * The contexts in which the principal may do something to every object of a kind, with a
   * credential of these limits. Rules of contexts are left out: they do not matter to readers.
   */
  public Reach reach(Limits limits, Verb verb, ObjectKind kind) {
    if (!active || !limits.verbs().contains(verb) || neverForKind(Ask.of(verb, kind, null))) {
      return Reach.NOTHING;
    }
    Reach reach = Reach.of(limits.contexts()).and(granted(verb, kind));
    return person != null && this.kind == PrincipalKind.AGENT
        ? reach.and(person.active ? person.granted(verb, kind) : Reach.NOTHING)
        : reach;
  }

  /** The part of its own grants that lies within some verbs and contexts. */
  public List<Grant> within(Set<Verb> verbs, Set<String> contexts) {
    Set<Grant> parts = new LinkedHashSet<>();
    for (Grant grant : grants) {
      Scope scope = grant.scope();
      for (Verb verb : verbs) {
        if (scope.verb() == null ? verb != Verb.OVERRIDE : scope.verb() == verb) {
          for (String context : contexts) {
            String common =
                context.equals(Scope.EVERYWHERE) || scope.context().equals(context)
                    ? scope.context()
                    : scope.context().equals(Scope.EVERYWHERE) ? context : null;
            if (common != null) {
              parts.add(
                  new Grant(
                      new Scope(verb, scope.kind(), scope.operation(), common), grant.condition()));
            }
          }
        }
      }
    }
    return List.copyOf(parts);
  }

  private Reach granted(Verb verb, ObjectKind kind) {
    Reach reach = Reach.NOTHING;
    for (Grant grant : grants) {
      if (grant.condition() == Grant.Condition.NONE
          && grant.scope().allows(Ask.of(verb, kind, grant.scope().context()))) {
        reach = reach.or(Reach.of(Set.of(grant.scope().context())));
      }
    }
    for (Scope restriction : restrictions) {
      if (forbids(restriction, Ask.of(verb, kind, restriction.context()))) {
        reach = reach.without(restriction.context());
      }
    }
    return reach;
  }
}
