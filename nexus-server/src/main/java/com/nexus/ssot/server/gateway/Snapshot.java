package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.AliasPurge;
import com.nexus.ssot.gateway.AliasRoute;
import com.nexus.ssot.gateway.ContextRoute;
import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.gateway.GatewayChange;
import com.nexus.ssot.gateway.KeyGrant;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.KeyEntry;
import com.nexus.ssot.server.identity.KeyTable;
import com.nexus.ssot.server.identity.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the data plane's memory true: loads it before the server answers, then follows what is
 * committed. Thread-safe.
 */
@Component
final class Snapshot implements ChangeListener, HealthComponent, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final Set<String> WHO_MAY_READ =
      Set.of("api_key", "principal", "user", "team", "role");

  /** What decides besides whether a token counts. */
  private static final Set<String> WHICH_TOKENS =
      Set.of("token_revocation", "token_floor", "identity");

  private static final Duration KEYS_EVERY = Duration.ofSeconds(15);

  private final Gateway gateway;
  private final SnapshotTable table;
  private final KeyTable keys;
  private final Callers callers;
  private final Transactions transactions;
  private final AuditLog log;
  private final Feed feed;
  private final LastUse lastUse;
  private final InstantSource clock;
  private final Object ringLock = new Object();
  private @Nullable Repeated ringReader;

  /**
   * @param first named here so that the first administrator's key exists before keys are read
   */
  Snapshot(
      Gateway gateway,
      SnapshotTable table,
      KeyTable keys,
      Callers callers,
      Transactions transactions,
      AuditLog log,
      Feed feed,
      LastUse lastUse,
      InstantSource clock,
      FirstStart first) {
    this.gateway = gateway;
    this.table = table;
    this.keys = keys;
    this.callers = callers;
    this.transactions = transactions;
    this.log = log;
    this.feed = feed;
    this.lastUse = lastUse;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    gateway.follow(() -> feed.index() - 1);
    load();
    // Changes that could not be read when they happened, and people who were disabled.
    ringReader = Repeated.start("key-ring", KEYS_EVERY, this::readKeys);
  }

  /** Loads everything as it is at one moment, and goes on from there. */
  private void load() {
    long began = System.nanoTime();
    Gateway.Loading loading = gateway.load();
    long next =
        transactions.read(() -> {
          table.contexts(loading::add);
          table.aliases(loading::add);
          grants().forEach(loading::add);
          return log.nextIndex();
        });
    loading.done();
    feed.start(next);
    LOG.info(
        "{} names are in memory after {} ms",
        gateway.size(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public synchronized void reset() {
    gateway.forgetTokens();
    load();
  }

  /** What was found out about tokens while nothing could be heard is found out anew. */
  @Override
  public void resumed() {
    gateway.forgetTokens();
  }

  @Override
  public void committed(List<ObjectChange> changes) {
    List<GatewayChange> batch = new ArrayList<>();
    boolean ring = false;
    boolean tokens = false;
    for (ObjectChange change : changes) {
      try {
        route(change).ifPresent(batch::add);
      } catch (RuntimeException e) {
        LOG.error(
            "{} {} cannot be read: all names are loaded anew",
            change.action(),
            change.objectId(),
            e);
        feed.loadAnew();
      }
      ring |= WHO_MAY_READ.contains(change.objectType());
      tokens |= WHICH_TOKENS.contains(change.objectType());
    }
    if (!batch.isEmpty()) {
      gateway.apply(batch);
    }
    if (ring || tokens) {
      gateway.forgetTokens();
    }
    if (ring) {
      readKeys();
    }
  }

  private static Optional<GatewayChange> route(ObjectChange change) {
    JsonNode after = change.after();
    return switch (change.objectType()) {
      case "alias" -> Optional.of(after == null ? purge(change) : alias(after));
      case "context" ->
          after == null
              ? Optional.empty()
              : Optional.of(ContextRoute.of(Json.mapper().treeToValue(after, Context.class)));
      case "api_key" -> revoked(after);
      default -> Optional.empty();
    };
  }

  private static AliasRoute alias(JsonNode after) {
    return AliasRoute.of(Json.mapper().treeToValue(after, Alias.class));
  }

  private static AliasPurge purge(ObjectChange change) {
    return new AliasPurge(
        change.objectId(),
        change.revision(),
        Name.of(String.valueOf(change.context())).key(),
        change.objectKey());
  }

  /** A revoked key is taken out at once, even when the database cannot be read. */
  private static Optional<GatewayChange> revoked(@Nullable JsonNode after) {
    if (after == null) {
      return Optional.empty();
    }
    Key key = Json.mapper().treeToValue(after, Key.class);
    return key.revokedAt() == null ? Optional.empty() : Optional.of(KeyGrant.revoked(key.id()));
  }

  /** Hashes are not in the feed, so the ring is read from where they are. */
  void readKeys() {
    gateway.takeUses().forEach(lastUse::of);
    synchronized (ringLock) {
      try {
        gateway.replaceKeys(grants());
      } catch (RuntimeException e) {
        LOG.warn("Keys cannot be read; it is tried again: {}", e.toString());
      }
    }
  }

  private List<KeyGrant> grants() {
    return keys.usableAt(clock.instant()).stream().flatMap(this::grants).toList();
  }

  /** One for each live secret of a key. */
  private Stream<KeyGrant> grants(KeyEntry key) {
    Reach readable = callers.readable(key);
    KeyGrant current = grant(key, key.sha256(), readable, key.expiresAt());
    KeyEntry.Previous previous = key.previous();
    return previous == null
        ? Stream.of(current)
        : Stream.of(current, grant(key, previous.sha256(), readable, previous.until()));
  }

  private static KeyGrant grant(KeyEntry key, byte[] sha256, Reach readable, Instant end) {
    return new KeyGrant(
        key.id(), sha256, key.principalId(), readable, key.allowedFrom(), end, false);
  }

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public Health health() {
    if (!gateway.loaded()) {
      return Health.down("The names are not in memory yet.");
    }
    return feed.index() < 0
        ? Health.degraded("The names in memory are being loaded anew.")
        : Health.ok();
  }

  @Override
  public synchronized void stop() {
    if (ringReader != null) {
      ringReader.close();
    }
  }

  @Override
  public boolean isRunning() {
    return gateway.loaded();
  }

  /** Before the web server, which starts near the end. */
  @Override
  public int getPhase() {
    return 0;
  }
}
