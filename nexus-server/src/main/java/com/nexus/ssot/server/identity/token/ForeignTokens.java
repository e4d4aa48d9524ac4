package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nexus.ssot.server.settings.TrustedIssuer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads tokens of trusted issuers. What a token says about its own verification, such as where a
 * key could be had, is not heeded; the issuer's entry says it. Thread-safe.
 */
@Component
final class ForeignTokens implements AutoCloseable {
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  /** What only tokens say that tell a program who signed in, and open nothing. */
  private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash");

  private final Map<String, Trusted> trusted = new HashMap<>();
  private final KeySets keySets = new KeySets();
  private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
  private final InstantSource clock;

  ForeignTokens(ServerSettings settings, InstantSource clock) {
    this.clock = clock;
    for (TrustedIssuer issuer : settings.tokens().issuers()) {
      trusted.put(
          issuer.issuer(), new Trusted(issuer, new IssuerKeys(issuer.jwks(), keySets, clock)));
    }
  }

  private record Trusted(TrustedIssuer issuer, IssuerKeys keys) {}

  /**
   * What a token of a trusted issuer says.
   *
   * @param name what the issuer is called here
   * @param scopes what it is limited to
   */
  record Foreign(
      String name,
      String issuer,
      String subject,
      Set<TokenScope> scopes,
      Instant issuedAt,
      Instant expiresAt) {}

  /** Whether tokens that name this issuer are looked at. */
  boolean trusts(String issuer) {
    return trusted.containsKey(issuer);
  }

  /**
   * What a token says; empty when it is not believed.
   *
   * @throws Fault {@code UNAVAILABLE} when the issuer's keys are not known and cannot be had
   */
  Optional<Foreign> read(SignedJWT jwt, String issuer) {
    Trusted from = trusted.get(issuer);
    if (from == null || !isAccessToken(jwt.getHeader(), from.issuer())) {
      return Optional.empty();
    }
    try {
      Foreign said = claims(jwt.getJWTClaimsSet(), from.issuer());
      return said != null && isSigned(jwt, from.keys()) ? Optional.of(said) : Optional.empty();
    } catch (KeySourceException e) {
      throw Fault.of(FaultCode.UNAVAILABLE, "The issuer's keys cannot be had now.", e);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isAccessToken(JWSHeader header, TrustedIssuer issuer) {
    return header.getAlgorithm() != null
        && issuer.algorithms().contains(header.getAlgorithm().getName())
        && header.getType() != null
        && issuer.types().contains(header.getType().getType().toLowerCase(Locale.ROOT))
        && header.getKeyID() != null;
  }

  private boolean isSigned(SignedJWT jwt, IssuerKeys keys) throws JOSEException {
    for (JWK key : keys.of(jwt.getHeader())) {
      if (key instanceof AsymmetricJWK pair
          && jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), pair.toPublicKey()))) {
        return true;
      }
    }
    return false;
  }

  /** Looked at before the signature, which costs more; believed only after it. */
  private @Nullable Foreign claims(JWTClaimsSet claims, TrustedIssuer issuer)
      throws ParseException {
    Instant issuedAt = instant(claims.getIssueTime());
    Instant expiresAt = instant(claims.getExpirationTime());
    String subject = claims.getSubject();
    if (issuedAt == null
        || expiresAt == null
        || subject == null
        || subject.isBlank()
        || !issuer.issuer().equals(claims.getIssuer())
        || !claims.getAudience().contains(issuer.audience())
        || OF_ID_TOKENS.stream().anyMatch(name -> claims.getClaim(name) != null)
        || !isInTime(issuedAt, expiresAt, instant(claims.getNotBeforeTime()))) {
      return null;
    }
    return new Foreign(
        issuer.name(), issuer.issuer(), subject, scopes(claims), issuedAt, expiresAt);
  }

  private boolean isInTime(Instant issuedAt, Instant expiresAt, @Nullable Instant notBefore) {
    Instant now = clock.instant();
    Instant soon = now.plus(SKEW);
    return now.isBefore(expiresAt.plus(SKEW))
        && !issuedAt.isAfter(soon)
        && (notBefore == null || !notBefore.isAfter(soon))
        && !expiresAt.isAfter(issuedAt.plus(LONGEST_LIFE));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  /** A token that names scopes is limited to those of ours among them, and be it none. */
  private static Set<TokenScope> scopes(JWTClaimsSet claims) {
    Object said = claims.getClaim("scope");
    if (said == null) {
      said = claims.getClaim("scp");
    }
    if (said == null) {
      return EnumSet.allOf(TokenScope.class);
    }
    Stream<String> words =
        switch (said) {
          case String text -> Arrays.stream(text.split(" ", -1));
          case Collection<?> several -> several.stream().map(String::valueOf);
          default -> Stream.empty();
        };
    return words.map(TokenScope::of).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    keySets.close();
  }
}
