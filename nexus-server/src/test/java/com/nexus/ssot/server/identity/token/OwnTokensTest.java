package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's own tokens, and every forgery of them. */
class OwnTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String FIRST = "Xh2qLr8Zw5Tn0Vb7Kc3Mf9Pd1Gs6Jy4A";
  private static final String SECOND = "Bv7Nc2Qe9Rt4Yu1Io6Pa3Sd8Fg5Hj0Kl";

  @TempDir Path folder;

  @Test
  void aTokenReadsAsItWasWritten() throws ParseException {
    AccessToken token = token();
    OwnTokens tokens = tokens(FIRST, null);
    assertThat(read(tokens, tokens.text(token))).contains(token);
    AccessToken exchanged =
        new AccessToken(
            token.id(),
            token.principalId(),
            PrincipalKind.HUMAN,
            UUID.randomUUID(),
            token.scopes(),
            token.contexts(),
            token.sources(),
            NOW,
            NOW.plusSeconds(60),
            null);
    assertThat(read(tokens, tokens.text(exchanged))).contains(exchanged);
  }

  @Test
  void aTokenOfThePreviousSecretCountsWhileThatIsSet() {
    String old = tokens(FIRST, null).text(token());
    assertThat(read(tokens(SECOND, FIRST), old)).isPresent();
    assertThat(read(tokens(SECOND, null), old)).isEmpty();
    assertThat(read(tokens(FIRST, null), tokens(SECOND, FIRST).text(token()))).isEmpty();
  }

  @Test
  void aTokenOfAnotherServerWithTheSameSecretDoesNotCount() {
    String theirs =
        new OwnTokens(settings(Map.of("SECRET_KEY", FIRST, "API_BASE_URL", "https://a.example")))
            .text(token());
    assertThat(read(tokens(FIRST, null), theirs)).isEmpty();
  }

  @Test
  void theSecretItselfIsNotTheKey() throws JOSEException {
    JWSHeader header = header().build();
    SignedJWT jwt = new SignedJWT(header, claims().build());
    jwt.sign(new MACSigner(FIRST.getBytes(StandardCharsets.UTF_8)));
    assertThat(read(tokens(FIRST, null), jwt.serialize())).isEmpty();
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("no typ", h -> h.type(null), c -> c),
        forgery("typ of others", h -> h.type(JOSEObjectType.JWT), c -> c),
        forgery("no kid", h -> h.keyID(null), c -> c),
        forgery("wrong kid", h -> h.keyID("0000000000000000"), c -> c),
        forgery("no exp", h -> h, c -> c.expirationTime(null)),
        forgery("past exp", h -> h, c -> c.expirationTime(Date.from(NOW))),
        forgery("no iat", h -> h, c -> c.issueTime(null)),
        forgery("iat to come", h -> h, c -> c.issueTime(Date.from(NOW.plusSeconds(31)))),
        forgery("wrong iss", h -> h, c -> c.issuer("https://evil.example")),
        forgery("no aud", h -> h, c -> c.audience((String) null)),
        forgery("more aud", h -> h, c -> c.audience(List.of("urn:nexus", "other"))),
        forgery("no sub", h -> h, c -> c.subject(null)),
        forgery("no jti", h -> h, c -> c.jwtID(null)),
        forgery("no kind", h -> h, c -> c.claim("kind", null)),
        forgery("no contexts", h -> h, c -> c.claim("contexts", null)),
        forgery("no sources", h -> h, c -> c.claim("src", null)));
  }

  private static Arguments forgery(
      String what,
      UnaryOperator<JWSHeader.Builder> header,
      UnaryOperator<JWTClaimsSet.Builder> claims) {
    return Arguments.of(what, header, claims);
  }

  /** Signed with the right key: what is wrong must be seen for itself. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aTokenThatIsNotWholeIsNotBelieved(
      String what,
      UnaryOperator<JWSHeader.Builder> header,
      UnaryOperator<JWTClaimsSet.Builder> claims)
      throws JOSEException {
    OwnTokens tokens = tokens(FIRST, null);
    assertThat(read(tokens, sign(header().build(), claims().build()))).isPresent();
    assertThat(read(tokens, sign(header.apply(header()).build(), claims.apply(claims()).build())))
        .as(what)
        .isEmpty();
  }

  @Test
  void anotherAlgorithmIsNotTried() throws JOSEException {
    OwnTokens tokens = tokens(FIRST, null);
    SigningKey key = key();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS512)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.id())
            .build();
    SignedJWT jwt = new SignedJWT(header, claims().build());
    byte[] twice = new byte[64];
    System.arraycopy(key.key().getEncoded(), 0, twice, 0, 32);
    jwt.sign(new MACSigner(twice));
    assertThat(read(tokens, jwt.serialize())).isEmpty();
    String[] good = tokens.text(token()).split("\\.", -1);
    String none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    assertThat(read(tokens, none + "." + good[1] + ".")).isEmpty();
    assertThat(read(tokens, none + "." + good[1] + "." + good[2])).isEmpty();
  }

  private static SigningKey key() {
    return SigningKey.of(FIRST.getBytes(StandardCharsets.UTF_8));
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.HS256)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(key().id());
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("urn:nexus")
        .audience("urn:nexus")
        .subject(UUID.randomUUID().toString())
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(60)))
        .claim("kind", "service")
        .claim("scope", "ssot:read")
        .claim("contexts", List.of("*"))
        .claim("src", List.of());
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims) throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new MACSigner(key().key()));
    return jwt.serialize();
  }

  private static AccessToken token() {
    return new AccessToken(
        Ids.at(NOW),
        UUID.randomUUID(),
        PrincipalKind.SERVICE,
        null,
        Set.of(TokenScope.READ, TokenScope.PROPOSE),
        Set.of("default", "frontend"),
        List.of("key:abcdefgh"),
        NOW,
        NOW.plusSeconds(3600),
        NOW.minusSeconds(5));
  }

  private static Optional<AccessToken> read(OwnTokens tokens, String text) {
    try {
      return tokens.read(SignedJWT.parse(text), NOW);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private OwnTokens tokens(String secret, @Nullable String previous) {
    Map<String, String> set = new HashMap<>(Map.of("SECRET_KEY", secret));
    if (previous != null) {
      set.put("SECRET_KEY_PREVIOUS", previous);
    }
    return new OwnTokens(settings(set));
  }

  private ServerSettings settings(Map<String, String> set) {
    Map<String, String> all = new HashMap<>(set);
    all.put("NEXUS_DATA_DIR", folder.toString());
    all.put("NEXUS_CONFIG_DIR", folder.toString());
    return ServerSettings.load(all, folder, Map.of());
  }
}
