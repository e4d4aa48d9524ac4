package com.nexus.ssot.server.identity.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The keys of one issuer: kept for minutes, asked for again when a token names one that is not
 * among them, but not more often than it must be, and kept for a day when the issuer is away.
 * Thread-safe.
 */
final class IssuerKeys {
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration UNKNOWN_EVERY = Duration.ofSeconds(30);
  private static final Duration THROUGH_OUTAGE = Duration.ofHours(24);
  private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(6);

  private final JWKSetSource<SecurityContext> source;
  private final InstantSource clock;
  private final AtomicLong nextUnknown = new AtomicLong(Long.MIN_VALUE);

  IssuerKeys(URI address, ResourceRetriever retriever, InstantSource clock) {
    this.clock = clock;
    try {
      // Nimbus looks at the system's clock; its parts are asked directly, with ours.
      this.source =
          ((JWKSetBasedJWKSource<SecurityContext>)
                  JWKSourceBuilder.create(address.toURL(), retriever)
                      .cache(KEEP.toMillis(), WAIT_FOR_OTHERS.toMillis())
                      .refreshAheadCache(false)
                      .rateLimited(UNKNOWN_EVERY.toMillis())
                      .outageTolerant(THROUGH_OUTAGE.toMillis())
                      .build())
              .getJWKSetSource();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The keys that a token may be signed with.
   *
   * @throws KeySourceException when none are known and the issuer cannot be asked
   */
  List<JWK> of(JWSHeader header) throws KeySourceException {
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    long now = clock.millis();
    JWKSet known = source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
    List<JWK> keys = selector.select(known);
    if (!keys.isEmpty() || !mayAskAgain(now)) {
      return keys;
    }
    return selector.select(
        source.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, null));
  }

  private boolean mayAskAgain(long now) {
    long next = nextUnknown.get();
    return now >= next && nextUnknown.compareAndSet(next, now + UNKNOWN_EVERY.toMillis());
  }
}
