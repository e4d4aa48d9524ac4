package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.identity.token.TestIssuer.Mood;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of a trusted issuer, good ones and every forgery. */
class ForeignTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SUBJECT = "repo:acme/shop";

  private final TestIssuer issuer = new TestIssuer();
  private ForeignTokens tokens;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("issuers.yaml"), issuer.file(SUBJECT, "ci"));
    tokens =
        new ForeignTokens(
            ServerSettings.load(
                Map.of("NEXUS_CONFIG_DIR", folder.toString(), "NEXUS_DATA_DIR", folder.toString()),
                folder,
                Map.of()),
            () -> NOW);
  }

  @AfterEach
  void stop() {
    tokens.close();
    issuer.close();
  }

  @Test
  void aGoodTokenIsBelieved() {
    ForeignTokens.Foreign said = read(issuer.token(SUBJECT, NOW)).orElseThrow();
    assertThat(said.subject()).isEqualTo(SUBJECT);
    assertThat(said.name()).isEqualTo("ci");
    assertThat(said.scopes()).containsExactlyInAnyOrder(TokenScope.values());
    assertThat(read(claims(c -> c.claim("scope", "openid ssot:read"))).orElseThrow().scopes())
        .containsExactly(TokenScope.READ);
  }

  @Test
  void clocksMayDifferByHalfAMinute() {
    assertThat(read(claims(c -> c.expirationTime(at(-29))))).isPresent();
    assertThat(read(claims(c -> c.issueTime(at(29))))).isPresent();
    assertThat(read(claims(c -> c.notBeforeTime(at(29))))).isPresent();
    assertThat(read(claims(c -> c.expirationTime(at(3600))))).isPresent();
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("no exp", c -> c.expirationTime(null)),
        wrong("past exp", c -> c.expirationTime(at(-30)).issueTime(at(-300))),
        wrong("a life of more than an hour", c -> c.expirationTime(at(3601))),
        wrong("no iat", c -> c.issueTime(null)),
        wrong("iat to come", c -> c.issueTime(at(31))),
        wrong("nbf to come", c -> c.notBeforeTime(at(31))),
        wrong("no aud", c -> c.audience((String) null)),
        wrong("another aud", c -> c.audience("somebody-else")),
        wrong("no sub", c -> c.subject(null)),
        wrong("an empty sub", c -> c.subject(" ")),
        wrong("an ID token by nonce", c -> c.claim("nonce", "n")),
        wrong("an ID token by at_hash", c -> c.claim("at_hash", "h")));
  }

  private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
    return Arguments.of(what, claims);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void aTokenThatSaysTooLittleOrTooMuchIsNotBelieved(
      String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
    assertThat(read(claims(claims))).as(what).isEmpty();
  }

  static Stream<Arguments> wrongHeaders() {
    return Stream.of(
        Arguments.of("no typ", (UnaryOperator<JWSHeader.Builder>) h -> h.type(null)),
        Arguments.of(
            "the typ of an ID token",
            (UnaryOperator<JWSHeader.Builder>) h -> h.type(JOSEObjectType.JWT)),
        Arguments.of("no kid", (UnaryOperator<JWSHeader.Builder>) h -> h.keyID(null)),
        Arguments.of("wrong kid", (UnaryOperator<JWSHeader.Builder>) h -> h.keyID("other")),
        Arguments.of(
            "something critical that nobody knows",
            (UnaryOperator<JWSHeader.Builder>)
                h -> h.criticalParams(Set.of("exotic")).customParam("exotic", 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongHeaders")
  void aTokenWithAnotherHeaderIsNotBelieved(String what, UnaryOperator<JWSHeader.Builder> header) {
    assertThat(read(issuer.token(SUBJECT, NOW, header, UnaryOperator.identity())))
        .as(what)
        .isEmpty();
  }

  @Test
  void anotherIssuerIsNotTrustedEvenWithTheSameKey() {
    assertThat(tokens.trusts(issuer.name() + "/")).isFalse();
    assertThat(read(claims(c -> c.issuer(issuer.name() + "/")))).isEmpty();
  }

  @Test
  void aTokenWithoutSignatureIsNotBelieved() {
    String none = new PlainJWT(issuer.claims(SUBJECT, NOW).build()).serialize();
    assertThatThrownBy(() -> SignedJWT.parse(none)).isInstanceOf(ParseException.class);
    String good = issuer.token(SUBJECT, NOW);
    assertThat(read(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA")).isEmpty();
  }

  @Test
  void aSharedSecretMadeOfThePublicKeyIsNotBelieved() throws Exception {
    byte[] known = issuer.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    for (byte[] secret : List.of(known, issuer.key.toECPublicKey().getEncoded())) {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .type(new JOSEObjectType("at+jwt"))
                  .keyID(issuer.key.getKeyID())
                  .build(),
              issuer.claims(SUBJECT, NOW).build());
      Key hmac = new SecretKeySpec(secret, "HmacSHA256");
      jwt.sign(new MACSigner(hmac.getEncoded()));
      assertThat(read(jwt.serialize())).isEmpty();
    }
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() throws JOSEException {
    ECKey own = TestIssuer.newKey("first");
    URI theirs = URI.create(issuer.name() + "/other");
    JWSHeader header =
        issuer.header().jwk(own.toPublicJWK()).jwkURL(theirs).x509CertURL(theirs).build();
    SignedJWT jwt = new SignedJWT(header, issuer.claims(SUBJECT, NOW).build());
    jwt.sign(new ECDSASigner(own));
    assertThat(read(jwt.serialize())).isEmpty();
    // The same header does no harm where the right key signed.
    assertThat(read(TestIssuer.sign(header, issuer.claims(SUBJECT, NOW).build(), issuer.key)))
        .isPresent();
  }

  @Test
  void aTokenThatWasChangedIsNotBelieved() {
    String[] good = issuer.token(SUBJECT, NOW).split("\\.", -1);
    String other = issuer.token("repo:other/thing", NOW).split("\\.", -1)[1];
    assertThat(read(good[0] + "." + other + "." + good[2])).isEmpty();
  }

  @Test
  void withoutTheIssuersKeysNothingIsKnown() {
    issuer.mood = Mood.DOWN;
    assertThatThrownBy(() -> read(issuer.token(SUBJECT, NOW)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.UNAVAILABLE));
  }

  private String claims(UnaryOperator<JWTClaimsSet.Builder> claims) {
    return issuer.token(SUBJECT, NOW, UnaryOperator.identity(), claims);
  }

  private static Date at(long seconds) {
    return Date.from(NOW.plus(Duration.ofSeconds(seconds)));
  }

  private Optional<ForeignTokens.Foreign> read(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return tokens.read(jwt, String.valueOf(jwt.getJWTClaimsSet().getIssuer()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
