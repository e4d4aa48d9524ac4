package com.nexus.ssot.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane knows, and how it learns. Readers never lock and never see half of a change;
 * writers take turns. Thread-safe.
 *
 * <p>Filling it takes two steps that may overlap: a {@link Loading} takes everything there is at
 * one moment, and {@link #apply} takes what changes, from before the loading began and for ever.
 * Changes may come twice and in any order, because each is older or newer than what is known.
 */
public final class Gateway {
  private final InstantSource clock;
  private final ResolveMetrics metrics = new ResolveMetrics();
  private volatile RouteTable routes = RouteTable.EMPTY;
  private volatile KeyRing keys = KeyRing.EMPTY;
  private final TokenCache tokens = new TokenCache();
  private volatile boolean loaded;
  private volatile LongSupplier index = () -> -1;
  private volatile CallCounter calls = CallCounter.NONE;
  private final Map<String, Long> uses = new ConcurrentHashMap<>();
  private @Nullable Loading loading;

  /** A gateway that knows nothing yet. */
  public Gateway(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether it knows everything, so that an unknown name really does not exist. */
  public boolean loaded() {
    return loaded;
  }

  /** How many names it knows, retired ones included. */
  public int size() {
    return routes.size();
  }

  /** The last index of the feed up to which it knows everything; negative before the first. */
  public long index() {
    return index.getAsLong();
  }

  /** Says where the index of the feed can be read; it must never run ahead of {@link #apply}. */
  public void follow(LongSupplier feedIndex) {
    index = feedIndex;
  }

  /** What was asked and answered. */
  public ResolveMetrics metrics() {
    return metrics;
  }

  /**
   * When keys were used for the first time since this was last asked, by their public parts: exact
   * to the time between.
   */
  public Map<String, Instant> takeUses() {
    Map<String, Instant> taken = new HashMap<>();
    uses.forEach((keyId, at) -> {
      uses.remove(keyId);
      taken.put(keyId, Instant.ofEpochMilli(at));
    });
    return taken;
  }

  /** Says who counts the calls of deprecated names. */
  public void countCalls(CallCounter counter) {
    calls = counter;
  }

  /** Has the call of a name counted, if it is deprecated. */
  void called(Entry asked, Extra extra, @Nullable Reader caller, long now) {
    if (extra.deprecatedAt() != Extra.NEVER) {
      calls.called(
          new UUID(asked.idHigh, asked.idLow), caller == null ? null : caller.principalId(), now);
    }
  }

  /** Remembers that a key was used. */
  void used(KeyGrant key, long now) {
    if (!uses.containsKey(key.keyId())) {
      uses.put(key.keyId(), now);
    }
  }

  InstantSource clock() {
    return clock;
  }

  Known known() {
    long complete = index.getAsLong(); // read first, so that it cannot promise too much
    return new Known(routes, complete);
  }

  RouteTable routes() {
    return routes;
  }

  KeyRing keys() {
    return keys;
  }

  TokenCache tokens() {
    return tokens;
  }

  /**
   * Something changed that decides what tokens allow: each is verified again before it is used
   * again. Whoever verifies must know of the change already.
   */
  public void forgetTokens() {
    tokens.forget();
  }

  /** Takes changes that belong together: readers see all of them or none. */
  public synchronized void apply(List<? extends GatewayChange> batch) {
    if (loading != null) {
      loading.meanwhile.addAll(batch);
    }
    Sorted sorted = new Sorted();
    batch.forEach(sorted::add);
    // A key that is revoked must not be used on the names of the same batch.
    keys = keys.with(sorted.keys);
    routes = routes.with(sorted.contexts, sorted.aliases);
  }

  /** Puts a whole key ring in place of the one known; revoked keys stay revoked. */
  public synchronized void replaceKeys(List<KeyGrant> ring) {
    keys = keys.revocations().with(ring);
    if (loading != null) {
      loading.keys(ring);
    }
  }

  /**
   * Begins to take everything there is. The state must be read after this call, so that a change is
   * either in it or comes through {@link #apply}.
   */
  public synchronized Loading load() {
    Loading started = new Loading();
    loading = started;
    return started;
  }

  /**
   * What a name means, for a caller with this grant.
   *
   * @param contextKey key of the context
   * @param alias the name, in any spelling
   * @param caller what the caller may do; null without a credential
   */
  public Resolution resolve(String contextKey, String alias, @Nullable Reader caller) {
    return resolve(routes, contextKey, RouteKey.of(contextKey, alias), caller, clock.millis());
  }

  static Resolution resolve(
      RouteTable routes, String contextKey, byte[] key, @Nullable Reader caller, long now) {
    ContextRoute context = routes.context(contextKey);
    if (context == null || !mayRead(context, caller)) {
      return Resolution.Denied.INSTANCE;
    }
    Resolution resolution = routes.resolve(key, now);
    if (resolution instanceof Resolution.Unknown
        && context.fallback()
        && !contextKey.equals(RouteTable.DEFAULT_CONTEXT)) {
      ContextRoute fallback = routes.context(RouteTable.DEFAULT_CONTEXT);
      if (fallback != null && mayRead(fallback, caller)) {
        return routes.resolve(RouteKey.inContext(RouteTable.DEFAULT_CONTEXT, key), now);
      }
    }
    return resolution;
  }

  private static boolean mayRead(ContextRoute context, @Nullable Reader caller) {
    return context.isPublic() || (caller != null && caller.reads(context.key()));
  }

  /**
   * Everything there is at one moment, while it is being read. Used by one thread; ends with {@link
   * #done}, or is dropped by starting another.
   */
  public final class Loading {
    private final Sorted sorted = new Sorted();
    private final List<GatewayChange> meanwhile = new ArrayList<>();

    private Loading() {}

    /** Takes one object. */
    public void add(GatewayChange object) {
      sorted.add(object);
    }

    private void keys(List<KeyGrant> ring) {
      // The ring may have been read before a key was revoked.
      meanwhile.removeIf(change -> change instanceof KeyGrant key && !key.revoked());
      sorted.keys.clear();
      meanwhile.addAll(ring);
    }

    /** Puts what was taken in place of what was known, with what has changed meanwhile. */
    public void done() {
      synchronized (Gateway.this) {
        if (loading != this) {
          return;
        }
        meanwhile.forEach(sorted::add);
        keys = KeyRing.EMPTY.with(sorted.keys);
        routes = RouteTable.EMPTY.with(sorted.contexts, sorted.aliases);
        loading = null;
        loaded = true;
      }
    }
  }

  /** Changes by what they are about. */
  private static final class Sorted {
    final List<ContextRoute> contexts = new ArrayList<>();
    final List<Entry> aliases = new ArrayList<>();
    final List<KeyGrant> keys = new ArrayList<>();

    void add(GatewayChange change) {
      switch (change) {
        case ContextRoute context -> contexts.add(context);
        case AliasRoute alias -> aliases.add(Entry.of(alias));
        case AliasPurge purge -> aliases.add(Entry.of(purge));
        case KeyGrant key -> keys.add(key);
      }
    }
  }
}
