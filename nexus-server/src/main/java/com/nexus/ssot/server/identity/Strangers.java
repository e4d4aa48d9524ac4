package com.nexus.ssot.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.base.RateLimits.Rate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps those who try credentials that nobody knows from keeping the database busy: after some
 * failures from an address only credentials are looked up there that were good before, and what was
 * just found unknown is not looked up again at once. Thread-safe.
 */
@Component
public final class Strangers implements ChangeListener {
  private static final int MOST = 10_000;
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  /** So much later than it was made may a credential be known that was tried before. */
  private static final Duration MISSED_FOR = Duration.ofSeconds(1);

  private static final String WHAT = "credential";

  private final RateLimits limits;
  private final Cache<String, Boolean> known;
  private final Cache<Missed, Boolean> missed;

  Strangers(RateLimits limits, InstantSource clock) {
    this.limits = limits;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.known =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KNOWN_FOR).ticker(ticker).build();
    this.missed =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MISSED_FOR).ticker(ticker).build();
  }

  /** What was found unknown, by its hash; some credentials work from some places only. */
  private record Missed(String hash, @Nullable String address, @Nullable String certificate) {}

  /**
   * Looks up whom a credential stands for, unless that is hopeless.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code RATE_LIMITED} when the credential is not known
   *     and too many others from the address were wrong
   */
  Optional<Actor> ask(String credential, Actor.Origin origin, Supplier<Optional<Actor>> lookUp) {
    String address = RateLimits.caller(null, String.valueOf(origin.ip()));
    String hash = hash(credential);
    Missed miss = new Missed(hash, origin.ip(), origin.certificate());
    if (known.getIfPresent(hash) == null) {
      limits.require(Rate.FAILURES, address, WHAT);
    }
    Optional<Actor> found = Optional.empty();
    if (missed.getIfPresent(miss) == null) {
      found = lookUp.get();
      if (found.isPresent()) {
        known.put(hash, true);
        return found;
      }
      known.invalidate(hash);
      missed.put(miss, true);
    }
    limits.take(Rate.FAILURES, address, WHAT);
    return found;
  }

  /** A credential that was just made here, and is good. */
  public void welcome(String credential) {
    known.put(hash(credential), true);
  }

  private static String hash(String credential) {
    return Sha256.hex(Sha256.of(credential.getBytes(StandardCharsets.UTF_8)));
  }

  /** What was unknown may have been made since. */
  @Override
  public void committed(List<ObjectChange> changes) {
    missed.invalidateAll();
  }

  @Override
  public void reset() {
    missed.invalidateAll();
  }
}
