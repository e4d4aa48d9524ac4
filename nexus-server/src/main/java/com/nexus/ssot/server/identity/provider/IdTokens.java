package com.nexus.ssot.server.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.util.DateUtils;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies ID tokens: by asymmetric signatures of the issuer only, for us only, now, and as the
 * answer to the one login that asked for it. Thread-safe.
 */
final class IdTokens {
  private static final int SKEW_SECONDS = 30;
  private static final Set<String> NEEDED = Set.of("iss", "sub", "aud", "exp", "iat", "nonce");
  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  private final String clientId;
  private final InstantSource clock;

  IdTokens(String clientId, InstantSource clock) {
    this.clientId = clientId;
    this.clock = clock;
  }

  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(List.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
    return algorithms;
  }

  /**
   * What a token says, without who it is from: what an issuer may be called differs.
   *
   * @throws BadJOSEException when it cannot be believed
   * @throws JOSEException when the issuer's keys cannot be had, or the token makes no sense
   */
  JWTClaimsSet verify(JWT token, JWKSource<SecurityContext> keys, String nonce)
      throws BadJOSEException, JOSEException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new Claims(nonce));
    return processor.process(token, null);
  }

  /** Looks at the claims that every issuer's tokens have. */
  private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final String nonce;

    Claims(String nonce) {
      super(clientId, null, NEEDED);
      this.nonce = nonce;
      setMaxClockSkew(SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return DateUtils.fromSecondsSinceEpoch(clock.instant().getEpochSecond());
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
        throws BadJWTException {
      super.verify(claims, context);
      if (!nonce.equals(text(claims, "nonce"))) {
        throw new BadJWTException("the nonce is that of another login");
      }
      String party = text(claims, "azp");
      if (party == null ? claims.getAudience().size() > 1 : !party.equals(clientId)) {
        throw new BadJWTException("the token was made for another client");
      }
      Instant latest = clock.instant().plusSeconds(SKEW_SECONDS);
      if (claims.getIssueTime().toInstant().isAfter(latest)) {
        throw new BadJWTException("the token was made in the future");
      }
    }
  }

  /** A claim that is a text; null without it. */
  static @Nullable String text(JWTClaimsSet claims, String name) throws BadJWTException {
    try {
      return claims.getStringClaim(name);
    } catch (ParseException e) {
      throw new BadJWTException("a claim is of another type", e);
    }
  }
}
