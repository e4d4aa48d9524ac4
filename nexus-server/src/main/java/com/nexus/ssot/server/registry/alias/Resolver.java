package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.Explanation.Rule;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.registry.context.ContextTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What names mean, from the database: now, or at a time. Thread-safe. */
@Component
class Resolver {
  private final AliasViewTable table;
  private final ContextTable contexts;
  private final Access access;
  private final InstantSource clock;

  Resolver(AliasViewTable table, ContextTable contexts, Access access, InstantSource clock) {
    this.table = table;
    this.contexts = contexts;
    this.access = access;
    this.clock = clock;
  }

  /**
   * The way a name goes.
   *
   * @param asked the context asked in; null when the caller may not read it or there is none
   * @param here the way in that context
   * @param instead the way in {@code default}, where the context sends unknown names there
   */
  record Answer(@Nullable Context asked, Way here, @Nullable Way instead) {

    /** The way that counts. */
    Way way() {
      return instead == null ? here : instead;
    }

    boolean fellBack() {
      return instead != null;
    }
  }

  /** What a name means to a caller, now. */
  Answer resolve(Actor actor, String contextKey, String alias) {
    return resolveAll(actor, contextKey, List.of(alias)).getFirst();
  }

  /**
   * What a name means to a caller, now, for more than that alone: why, or with details. That a
   * context is public is not enough for it.
   */
  Answer lookInto(Actor actor, String contextKey, String alias) {
    requireMoreThanPublic(actor, contextKey);
    return resolveAll(actor, contextKey, List.of(alias), this::mayRead).getFirst();
  }

  /** What many names of one context mean to a caller, now; one answer each, in order. */
  List<Answer> resolveAll(Actor actor, String contextKey, List<String> aliases) {
    return resolveAll(
        actor, contextKey, aliases, (who, context) -> context.isPublic() || mayRead(who, context));
  }

  private List<Answer> resolveAll(
      Actor actor, String contextKey, List<String> aliases, BiPredicate<Actor, Context> open) {
    Context context = open(actor, contextKey, open).orElse(null);
    if (context == null) {
      return aliases.stream().map(a -> new Answer(null, unknown(), null)).toList();
    }
    Instant now = clock.instant();
    List<String> keys = aliases.stream().map(a -> Name.of(a).key()).toList();
    Function<String, Optional<Alias>> here = loaded(contextKey, keys);
    List<Way> ways = keys.stream().map(key -> Way.follow(key, now, here)).toList();
    Context fallback = fallbackOf(actor, context, ways, open);
    Function<String, Optional<Alias>> there =
        fallback == null ? key -> Optional.empty() : loaded(AliasWork.DEFAULT_CONTEXT, keys);
    return IntStream.range(0, keys.size())
        .mapToObj(i -> answer(context, ways.get(i), fallback, keys.get(i), now, there))
        .toList();
  }

  /**
   * What a name meant to a caller at a time, or at an index of the feed. Contexts are taken as they
   * are now.
   */
  Answer resolveAt(
      Actor actor, String contextKey, String alias, Instant time, @Nullable Long index) {
    requireMoreThanPublic(actor, contextKey);
    Context context = open(actor, contextKey, this::mayRead).orElse(null);
    if (context == null) {
      return new Answer(null, unknown(), null);
    }
    String key = Name.of(alias).key();
    Way way = Way.follow(key, time, k -> was(contextKey, k, time, index));
    Context fallback = fallbackOf(actor, context, List.of(way), this::mayRead);
    return answer(
        context, way, fallback, key, time, k -> was(AliasWork.DEFAULT_CONTEXT, k, time, index));
  }

  private Optional<Alias> was(String contextKey, String key, Instant time, @Nullable Long index) {
    return index == null ? table.at(contextKey, key, time) : table.atIndex(contextKey, key, index);
  }

  private static Answer answer(
      Context context,
      Way way,
      @Nullable Context fallback,
      String key,
      Instant time,
      Function<String, Optional<Alias>> inDefault) {
    if (way.outcome() != ResolveOutcome.UNKNOWN || fallback == null) {
      return new Answer(context, way, null);
    }
    return new Answer(context, way, Way.follow(key, time, inDefault));
  }

  private static Way unknown() {
    return new Way(ResolveOutcome.UNKNOWN, List.of(), Rule.CONTEXT);
  }

  private Function<String, Optional<Alias>> loaded(String contextKey, Collection<String> keys) {
    Map<String, Alias> byKey = new HashMap<>();
    for (Alias alias : table.ways(contextKey, keys, AliasMaker.MOST_HOPS + 1)) {
      byKey.put(Name.of(alias.alias()).key(), alias);
    }
    return key -> Optional.ofNullable(byKey.get(key));
  }

  private @Nullable Context fallbackOf(
      Actor actor, Context context, List<Way> ways, BiPredicate<Actor, Context> open) {
    boolean wanted =
        context.fallback()
            && !Name.of(context.name()).key().equals(AliasWork.DEFAULT_CONTEXT)
            && ways.stream().anyMatch(way -> way.outcome() == ResolveOutcome.UNKNOWN);
    return wanted ? open(actor, AliasWork.DEFAULT_CONTEXT, open).orElse(null) : null;
  }

  /** Whether the caller is granted to read in a context, which its being public does not do. */
  boolean mayRead(Actor actor, String contextKey) {
    return access.allows(actor, Verb.READ, ObjectKind.ALIAS, contextKey);
  }

  private boolean mayRead(Actor actor, Context context) {
    return mayRead(actor, Name.of(context.name()).key());
  }

  /** Says so plainly: that a public context exists is no secret. */
  private void requireMoreThanPublic(Actor actor, String contextKey) {
    if (live(contextKey).filter(Context::isPublic).isPresent()) {
      access.require(actor, Verb.READ, ObjectKind.ALIAS, contextKey);
    }
  }

  /** The live context, if it is open to the caller. */
  private Optional<Context> open(Actor actor, String contextKey, BiPredicate<Actor, Context> open) {
    return live(contextKey).filter(context -> open.test(actor, context));
  }

  private Optional<Context> live(String contextKey) {
    return contexts.find(contextKey).filter(context -> context.deletedAt() == null);
  }
}
