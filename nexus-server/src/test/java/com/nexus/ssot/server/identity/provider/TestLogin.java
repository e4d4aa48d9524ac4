package com.nexus.ssot.server.identity.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TestIssuer} says of one login.
 *
 * @param claims puts into the ID token what is special
 * @param signed signs it
 * @param iss what stands in the redirect; null for nothing
 * @param instead what the token's address answers; null for the token
 */
record TestLogin(
    String subject,
    UnaryOperator<JWTClaimsSet.Builder> claims,
    Signing signed,
    @Nullable String iss,
    @Nullable Instead instead) {

  /** Makes a token of claims. */
  interface Signing {
    String sign(JWTClaimsSet claims);
  }

  /** An answer in place of the token. */
  record Instead(int status, String body) {}

  static TestLogin of(TestIssuer issuer, String subject) {
    return new TestLogin(subject, claims -> claims, issuer::sign, null, null);
  }

  TestLogin with(UnaryOperator<JWTClaimsSet.Builder> special) {
    return new TestLogin(
        subject, builder -> special.apply(claims.apply(builder)), signed, iss, instead);
  }

  TestLogin signedBy(Signing other) {
    return new TestLogin(subject, claims, other, iss, instead);
  }

  TestLogin saying(String issuer) {
    return new TestLogin(subject, claims, signed, issuer, instead);
  }

  TestLogin answering(int status, String body) {
    return new TestLogin(subject, claims, signed, iss, new Instead(status, body));
  }
}
