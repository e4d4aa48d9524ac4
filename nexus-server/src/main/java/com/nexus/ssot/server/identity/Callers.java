package com.nexus.ssot.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.access.Decision;
import com.nexus.ssot.model.access.Limits;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Knows who is calling, and decides what they may do. What was read of keys and authorities is kept
 * in memory until the feed says that it changed. Thread-safe.
 *
 * <p>The decision itself is {@link com.nexus.ssot.model.access.Authority}'s.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // before those whom it answers hear of a change
public final class Callers implements Access, ChangeListener {
  private static final int KEEP = 10_000;
  private static final Duration KEEP_FOR = Duration.ofSeconds(30);

  /** Stands for a person who is no longer known. */
  private static final UUID NOBODY = new UUID(0, 0);

  /** Words that the rules of a context use beside names of teams. */
  private static final Set<String> CONDITIONS = Set.of("team-approval", "temporary-only");

  private final KeyTable keys;
  private final AuthorityTable authorities;
  private final ObjectProvider<ContextPolicy> policy;
  private final LastUse lastUse;
  private final Denials denials;
  private final InstantSource clock;
  private final Cache<String, KeyEntry> knownKeys =
      Caffeine.newBuilder().maximumSize(KEEP).expireAfterWrite(KEEP_FOR).build();
  private final AtomicLong generation = new AtomicLong();
  private final Cache<UUID, Principal> knownPrincipals =
      Caffeine.newBuilder().maximumSize(KEEP).expireAfterWrite(KEEP_FOR).build();
  private final Cache<UUID, UUID> knownSubjects = Caffeine.newBuilder().maximumSize(KEEP).build();

  Callers(
      KeyTable keys,
      AuthorityTable authorities,
      ObjectProvider<ContextPolicy> policy,
      LastUse lastUse,
      Denials denials,
      InstantSource clock) {
    this.keys = keys;
    this.authorities = authorities;
    this.policy = policy;
    this.lastUse = lastUse;
    this.denials = denials;
    this.clock = clock;
  }

  /**
   * Who a key stands for; empty when it is unknown, wrong, revoked or expired, or its principal is
   * disabled.
   */
  public Optional<Actor> authenticate(ApiKey given, Actor.Origin origin) {
    Instant now = clock.instant();
    KeyEntry key = key(given.id());
    if (key == null || !key.opens(given.sha256(), now) || !key.worksFrom(origin)) {
      return Optional.empty();
    }
    Principal principal = principal(key.principalId());
    if (principal == null || !principal.active()) {
      return Optional.empty();
    }
    lastUse.of(key.id(), now);
    return Optional.of(
        actor(
            principal,
            new Actor.Credential(
                "key:" + key.id(), Set.copyOf(key.verbs()), Set.copyOf(key.contexts()), null),
            origin));
  }

  /** A principal that acts with a credential; empty when it is unknown or disabled. */
  public Optional<Actor> actor(UUID principalId, Actor.Credential credential, Actor.Origin origin) {
    Principal principal = principal(principalId);
    return principal == null || !principal.active()
        ? Optional.empty()
        : Optional.of(actor(principal, credential, origin));
  }

  /**
   * An agent that acts for a person with a credential; empty when one of them is unknown or
   * disabled, or is something else. It may do what both may.
   */
  public Optional<Actor> agentFor(
      UUID agentId, UUID personId, Actor.Credential credential, Actor.Origin origin) {
    Principal agent = principal(agentId);
    Principal person = principal(personId);
    if (agent == null
        || person == null
        || !agent.active()
        || !person.active()
        || agent.kind() != PrincipalKind.AGENT
        || person.kind() != PrincipalKind.HUMAN) {
      return Optional.empty();
    }
    return Optional.of(
        new Actor(
            agent.id(),
            agent.subject(),
            person.subject(),
            agent.kind(),
            agent.name(),
            credential,
            origin));
  }

  /** Reads a principal anew the next time: what was decided must rest on what is true now. */
  public void forget(UUID principalId) {
    generation.incrementAndGet();
    knownPrincipals.invalidate(principalId);
    if (TransactionSynchronizationManager.getResource(this) instanceof ReadInTransaction read) {
      read.principals().remove(principalId);
    }
  }

  /** The person that an agent acts for; empty for everybody else, and when it is not known. */
  public Optional<Principal> personBehind(Actor actor) {
    UUID subject = actor.onBehalfOf();
    return subject == null ? Optional.empty() : authorities.bySubject(subject).map(this::principal);
  }

  /** Whose own work is what somebody proposes: theirs, and of whoever is behind them. */
  public Set<UUID> authors(Actor actor) {
    Set<UUID> authors = new HashSet<>();
    authors.add(actor.principalId());
    Principal principal = principal(actor.principalId());
    Stream.of(
            Optional.ofNullable(actor.onBehalfOf()),
            Optional.ofNullable(principal).map(Principal::ownerSubject))
        .flatMap(Optional::stream)
        .flatMap(subject -> authorities.bySubject(subject).stream())
        .forEach(authors::add);
    return authors;
  }

  /** A key that opens something now, by its public part. */
  public Optional<KeyEntry> usableKey(String keyId) {
    KeyEntry key = key(keyId);
    return Optional.ofNullable(key).filter(known -> known.usableAt(clock.instant()));
  }

  private static Actor actor(
      Principal principal, Actor.Credential credential, Actor.Origin origin) {
    return new Actor(
        principal.id(),
        principal.subject(),
        principal.kind() == PrincipalKind.AGENT ? principal.ownerSubject() : null,
        principal.kind(),
        principal.name(),
        credential,
        origin);
  }

  @Override
  public Decision decide(Actor actor, Ask ask) {
    Principal principal = principal(actor.principalId());
    if (principal == null) {
      return new Decision.Denied(Decision.Reason.INACTIVE);
    }
    Decision own =
        principal.authority().decide(limits(actor), ask, rule(ask.context()), clock.instant());
    UUID personId = otherPerson(actor, principal);
    if (personId == null || !own.allowed()) {
      return own;
    }
    Principal person = principal(personId);
    return person == null
        ? new Decision.Denied(Decision.Reason.PERSON)
        : principal
            .authority()
            .actingFor(person.authority())
            .decide(limits(actor), ask, rule(ask.context()), clock.instant());
  }

  /** Whom an agent acts for, when that is somebody else than who answers for it. */
  private @Nullable UUID otherPerson(Actor actor, Principal principal) {
    UUID subject = actor.onBehalfOf();
    if (subject == null
        || principal.kind() != PrincipalKind.AGENT
        || subject.equals(principal.ownerSubject())) {
      return null;
    }
    UUID known = knownSubjects.get(subject, unknown -> authorities.bySubject(unknown).orElse(null));
    return known == null ? NOBODY : known;
  }

  @Override
  public Reach reach(Actor actor, Verb verb, ObjectKind kind) {
    Principal principal = principal(actor.principalId());
    if (principal == null) {
      return Reach.NOTHING;
    }
    Reach own = principal.authority().reach(limits(actor), verb, kind);
    UUID personId = otherPerson(actor, principal);
    if (personId == null) {
      return own;
    }
    Principal person = principal(personId);
    return person == null
        ? Reach.NOTHING
        : own.and(
            principal.authority().actingFor(person.authority()).reach(limits(actor), verb, kind));
  }

  @Override
  public boolean mayGive(Actor actor, Ask ask) {
    Principal principal = principal(actor.principalId());
    return principal != null
        && otherPerson(actor, principal) == null
        && principal.authority().mayGive(limits(actor), ask, rule(ask.context()));
  }

  /** The contexts whose names a key may read; what the data plane goes by. */
  public Reach readable(KeyEntry key) {
    Limits limits = new Limits(Set.copyOf(key.verbs()), Set.copyOf(key.contexts()), null);
    Principal principal = principal(key.principalId());
    return principal == null
        ? Reach.NOTHING
        : principal.authority().reach(limits, Verb.READ, ObjectKind.ALIAS);
  }

  /** Everything that speaks for an actor's principal. */
  Authority authority(Actor actor) {
    Principal principal = principal(actor.principalId());
    if (principal == null) {
      throw Refusals.of(Decision.Reason.INACTIVE);
    }
    return principal.authority();
  }

  @Override
  public void require(Actor actor, Ask ask) {
    if (decide(actor, ask) instanceof Decision.Denied(Decision.Reason reason)) {
      denials.add(actor, ask, reason);
      throw Refusals.of(reason);
    }
  }

  /** What an actor's credential allows at most. */
  public static Limits limits(Actor actor) {
    Actor.Credential credential = actor.credential();
    return new Limits(credential.verbs(), credential.contexts(), credential.authenticatedAt());
  }

  /** The teams that the rule of a context names, one of which is needed to write there. */
  public ContextRule rule(@Nullable String contextKey) {
    if (contextKey == null) {
      return ContextRule.NONE;
    }
    return policy.getObject().ruleOf(contextKey).map(Callers::demanded).orElse(ContextRule.NONE);
  }

  /** The same of a rule that was read. */
  public static ContextRule demanded(ContextPolicy.Rule rule) {
    return new ContextRule(
        rule.permissions().stream()
            .map(word -> Name.of(word).key())
            .filter(word -> !CONDITIONS.contains(word))
            .collect(Collectors.toSet()));
  }

  /** Not read by the cache: all with one key would wait in turn while the database is away. */
  private @Nullable KeyEntry key(String id) {
    KeyEntry known = knownKeys.getIfPresent(id);
    if (known != null) {
      return known;
    }
    long before = generation.get();
    KeyEntry read = keys.find(id).orElse(null);
    // As with principals: what a transaction sees may never be committed.
    if (read != null && !TransactionSynchronizationManager.isActualTransactionActive()) {
      knownKeys.put(id, read);
      if (generation.get() != before) {
        knownKeys.invalidate(id);
      }
    }
    return read;
  }

  private @Nullable Principal principal(UUID id) {
    Principal known = knownPrincipals.getIfPresent(id);
    if (known != null) {
      return known;
    }
    // A transaction may see the rights of before, or some that are never committed.
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      return inTransaction().computeIfAbsent(id, authorities::find).orElse(null);
    }
    long before = generation.get();
    Principal read = authorities.find(id).orElse(null);
    if (read != null) {
      knownPrincipals.put(id, read);
      if (generation.get() != before) {
        knownPrincipals.invalidate(id);
      }
    }
    return read;
  }

  /** What the running transaction has read. */
  private Map<UUID, Optional<Principal>> inTransaction() {
    if (TransactionSynchronizationManager.getResource(this) instanceof ReadInTransaction read) {
      return read.principals();
    }
    ReadInTransaction read = new ReadInTransaction(new HashMap<>());
    TransactionSynchronizationManager.bindResource(this, read);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Callers.this);
          }
        });
    return read.principals();
  }

  private record ReadInTransaction(Map<UUID, Optional<Principal>> principals) {}

  @Override
  public void committed(List<ObjectChange> changes) {
    for (ObjectChange change : changes) {
      switch (change.objectType()) {
        case KeyCreateKind.OBJECT -> {
          generation.incrementAndGet();
          knownKeys.invalidate(change.objectKey());
        }
        // An agent's rights depend on its person's, so one change can concern several.
        case "principal", "user", "team", "role" -> forgetPrincipals();
        default -> {}
      }
    }
  }

  /** What is being read at this moment is not kept either. */
  private void forgetPrincipals() {
    generation.incrementAndGet();
    knownPrincipals.invalidateAll();
  }

  @Override
  public void reset() {
    generation.incrementAndGet();
    knownKeys.invalidateAll();
    forgetPrincipals();
  }
}
