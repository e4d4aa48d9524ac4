package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.db.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Knows in memory what was revoked: on this server at once, on others as soon as the feed tells
 * them; and all is read again from time to time. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // before those who ask whether a token still counts
final class Revocations implements ChangeListener, SmartLifecycle {
  /** Events about a token, or a family, that opens nothing any more. */
  static final String TOKEN = "token_revocation";

  /** Events about a principal whose older tokens open nothing any more. */
  static final String FLOOR = "token_floor";

  private static final Duration READ_EVERY = Duration.ofSeconds(15);
  private static final Duration LONGEST_LIFE = Duration.ofHours(25);

  private final RevocationTable table;
  private final InstantSource clock;
  private final Map<UUID, Instant> revoked = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> floors = new ConcurrentHashMap<>();
  private @Nullable Repeated reading;

  Revocations(RevocationTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** What an event says of a revoked token or family. */
  record Revoked(UUID id, Instant until) {}

  /** What an event says of a principal. */
  record Floor(UUID principalId, Instant validFrom) {}

  /** Whether a token, or something it rests on, was revoked. */
  boolean hit(AccessToken token) {
    return revoked.containsKey(token.id())
        || isBelow(token.principalId(), token.issuedAt())
        || (token.agentId() != null && isBelow(token.agentId(), token.issuedAt()))
        || token.sources().stream().anyMatch(this::isRevoked);
  }

  private boolean isRevoked(String source) {
    int colon = source.indexOf(':');
    boolean listed = source.startsWith(AccessToken.FAMILY) || source.startsWith(AccessToken.TOKEN);
    return listed && revoked.containsKey(UUID.fromString(source.substring(colon + 1)));
  }

  /** Whether a token of that time was made before those of the principal count. */
  boolean isBelow(UUID principalId, Instant issuedAt) {
    Instant floor = floors.get(principalId);
    return floor != null && issuedAt.isBefore(floor);
  }

  /** After the feed has begun, so that nothing falls between. */
  @Override
  public synchronized void start() {
    reset();
    reading = Repeated.start("revoked-tokens", READ_EVERY, this::reset);
  }

  @Override
  public void committed(List<ObjectChange> changes) {
    for (ObjectChange change : changes) {
      JsonNode after = change.after();
      if (after == null) {
        continue;
      }
      switch (change.objectType()) {
        case TOKEN -> revoked.put(change.objectId(), instant(after, "until"));
        case FLOOR ->
            floors.merge(change.objectId(), instant(after, "valid_from"), Revocations::later);
        // Nothing of what they had before comes back when they are enabled.
        case "principal", "user" -> {
          if (after.path("disabled_at").isString()) {
            floors.merge(
                change.objectId(), floor(instant(after, "disabled_at")), Revocations::later);
          }
        }
        default -> {}
      }
    }
  }

  /** From when on tokens count where all until a time have ended; tokens know whole seconds. */
  static Instant floor(Instant ended) {
    return ended.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  private static Instant instant(JsonNode after, String field) {
    return Instant.parse(after.path(field).asString());
  }

  /** What was revoked stays so: reading adds, and only what has ended by itself is dropped. */
  @Override
  public void reset() {
    Instant now = clock.instant();
    revoked.putAll(table.revoked(now));
    table
        .floors(now.minus(LONGEST_LIFE))
        .forEach((id, floor) -> floors.merge(id, floor, Revocations::later));
    revoked.values().removeIf(until -> until.isBefore(now));
    floors.values().removeIf(floor -> floor.isBefore(now.minus(LONGEST_LIFE)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public synchronized void stop() {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return reading != null;
  }

  /** After the feed is followed and before the web server. */
  @Override
  public int getPhase() {
    return 1;
  }
}
