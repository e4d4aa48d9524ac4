package com.nexus.ssot.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.ObjectChange;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Knows who is calling, and decides what they may do. What was read of keys and principals is kept
 * in memory until the feed says that it changed. Thread-safe.
 *
 * <p>Order of the decision, the first that refuses counts: the verbs of the credential, what its
 * kind may never do, the contexts it reaches, the teams that the context names.
 */
@Component
public final class Callers implements Access, ChangeListener {
  private static final int KEEP = 10_000;
  private static final Duration KEEP_FOR = Duration.ofSeconds(30);

  /** Kinds of object that stand in contexts: without one the door asks, and is asked again. */
  private static final Set<String> IN_CONTEXTS = Set.of("alias", "change", "conflict");

  /** Verbs that concern everybody where the object stands in no context. */
  private static final Set<Verb> WIDE =
      Set.of(Verb.WRITE, Verb.APPROVE, Verb.EXECUTE, Verb.EXPORT, Verb.ADMIN);

  /** Words that the rules of a context use beside names of teams. */
  private static final Set<String> CONDITIONS = Set.of("team-approval", "temporary-only");

  private final KeyTable keys;
  private final PrincipalTable principals;
  private final ObjectProvider<ContextPolicy> policy;
  private final LastUse lastUse;
  private final InstantSource clock;
  private final Cache<String, KeyEntry> knownKeys =
      Caffeine.newBuilder().maximumSize(KEEP).expireAfterWrite(KEEP_FOR).build();
  private final Cache<UUID, Principal> knownPrincipals =
      Caffeine.newBuilder().maximumSize(KEEP).expireAfterWrite(KEEP_FOR).build();

  Callers(
      KeyTable keys,
      PrincipalTable principals,
      ObjectProvider<ContextPolicy> policy,
      LastUse lastUse,
      InstantSource clock) {
    this.keys = keys;
    this.principals = principals;
    this.policy = policy;
    this.lastUse = lastUse;
    this.clock = clock;
  }

  /**
   * Who a key stands for; empty when it is unknown, wrong, revoked or expired, or its principal is
   * disabled.
   */
  public Optional<Actor> authenticate(
      ApiKey given, @Nullable String ip, @Nullable String userAgent, String requestId) {
    Instant now = clock.instant();
    KeyEntry key = knownKeys.get(given.id(), id -> keys.find(id).orElse(null));
    if (key == null || !MessageDigest.isEqual(key.sha256(), given.sha256()) || !key.usableAt(now)) {
      return Optional.empty();
    }
    Principal principal = principal(key.principalId());
    if (principal == null || !principal.active()) {
      return Optional.empty();
    }
    lastUse.of(key.id(), now);
    return Optional.of(
        new Actor(
            principal.id(),
            principal.subject(),
            principal.kind() == PrincipalKind.AGENT ? principal.ownerSubject() : null,
            principal.kind(),
            principal.name(),
            "key:" + key.id(),
            Set.copyOf(key.verbs()),
            Set.copyOf(key.contexts()),
            principal.admin(),
            ip,
            userAgent,
            requestId));
  }

  @Override
  public void require(Actor actor, Verb verb, String object, @Nullable String contextKey) {
    if (!allows(actor, verb, object, contextKey)) {
      throw Fault.of(FaultCode.FORBIDDEN, "The credential does not allow this.");
    }
  }

  @Override
  public boolean allows(Actor actor, Verb verb, String object, @Nullable String contextKey) {
    if (!actor.verbs().contains(verb) || neverAllowed(actor, verb)) {
      return false;
    }
    if (contextKey == null) {
      return IN_CONTEXTS.contains(object) || !WIDE.contains(verb) || actor.contexts().contains("*");
    }
    return actor.reaches(contextKey)
        && (verb != Verb.WRITE || actor.admin() || inTeam(actor, contextKey));
  }

  /** Only people approve, and never by a key; agents administer nothing. */
  private static boolean neverAllowed(Actor actor, Verb verb) {
    return switch (verb) {
      case APPROVE -> actor.kind() != PrincipalKind.HUMAN || actor.via().startsWith("key:");
      case ADMIN -> actor.kind() == PrincipalKind.AGENT;
      default -> false;
    };
  }

  /** Whether the rule of a context names no team, or one that the actor is in. */
  private boolean inTeam(Actor actor, String contextKey) {
    List<String> teams =
        policy
            .getObject()
            .ruleOf(contextKey)
            .map(ContextPolicy.Rule::permissions)
            .orElse(List.of())
            .stream()
            .map(word -> Name.of(word).key())
            .filter(word -> !CONDITIONS.contains(word))
            .toList();
    if (teams.isEmpty()) {
      return true;
    }
    Principal principal = principal(actor.principalId());
    return principal != null && teams.stream().anyMatch(principal.teams()::contains);
  }

  private @Nullable Principal principal(UUID id) {
    return knownPrincipals.get(id, unknown -> principals.find(unknown).orElse(null));
  }

  @Override
  public void committed(List<ObjectChange> changes) {
    for (ObjectChange change : changes) {
      switch (change.objectType()) {
        case KeyCreateKind.OBJECT -> knownKeys.invalidate(change.objectKey());
        case "principal" -> knownPrincipals.invalidate(change.objectId());
        case "team" -> knownPrincipals.invalidateAll();
        default -> {}
      }
    }
  }

  @Override
  public void reset() {
    knownKeys.invalidateAll();
    knownPrincipals.invalidateAll();
  }
}
