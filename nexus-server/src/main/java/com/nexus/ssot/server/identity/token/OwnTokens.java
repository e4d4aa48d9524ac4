package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes and reads the access tokens that this server makes. Their one algorithm is fixed, whatever
 * a token says. Thread-safe.
 */
@Component
final class OwnTokens {
  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  /** What the issuer is called where nobody said under which address it is reached. */
  private static final String NAMELESS = "urn:nexus";

  /** Clocks of servers on one database may differ by this. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final String issuer;
  private final SigningKey current;
  private final List<SigningKey> known;

  OwnTokens(ServerSettings settings) {
    this.issuer = settings.baseUrl() == null ? NAMELESS : settings.baseUrl().toString();
    this.current = SigningKey.of(settings.secrets().secretKey());
    List<SigningKey> keys = new ArrayList<>(List.of(current));
    byte[] previous = settings.secrets().previousSecretKey();
    if (previous != null) {
      keys.add(SigningKey.of(previous));
    }
    this.known = List.copyOf(keys);
  }

  /** What its tokens say in {@code iss} and {@code aud}. */
  String issuer() {
    return issuer;
  }

  /** The token as text. */
  String text(AccessToken token) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(issuer)
            .subject(token.principalId().toString())
            .jwtID(token.id().toString())
            .claim("iat", token.issuedAt().getEpochSecond())
            .claim("exp", token.expiresAt().getEpochSecond())
            .claim("kind", token.kind().name().toLowerCase(Locale.ROOT))
            .claim("scope", TokenScope.text(token.scopes()))
            .claim("contexts", token.contexts().stream().sorted().toList())
            .claim("src", token.sources());
    if (token.authenticatedAt() != null) {
      claims.claim("auth_time", token.authenticatedAt().getEpochSecond());
    }
    if (token.agentId() != null) {
      claims.claim("act", Map.of("sub", token.agentId().toString()));
    }
    JWSHeader header = new JWSHeader.Builder(ALGORITHM).type(TYPE).keyID(current.id()).build();
    SignedJWT jwt = new SignedJWT(header, claims.build());
    try {
      jwt.sign(new MACSigner(current.key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
    return jwt.serialize();
  }

  /** What a token says; empty when it is not one of ours, was changed, or is not valid now. */
  Optional<AccessToken> read(SignedJWT jwt, Instant now) {
    try {
      if (!isSigned(jwt)) {
        return Optional.empty();
      }
      AccessToken token = claims(jwt.getJWTClaimsSet());
      boolean inTime = now.isBefore(token.expiresAt()) && !token.issuedAt().isAfter(now.plus(SKEW));
      return inTime ? Optional.of(token) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private boolean isSigned(SignedJWT jwt) throws JOSEException {
    JWSHeader header = jwt.getHeader();
    if (!ALGORITHM.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
      return false;
    }
    for (SigningKey key : known) {
      if (key.id().equals(header.getKeyID())) {
        return jwt.verify(new MACVerifier(key.key()));
      }
    }
    return false;
  }

  private AccessToken claims(JWTClaimsSet claims) throws ParseException {
    if (!issuer.equals(claims.getIssuer()) || !List.of(issuer).equals(claims.getAudience())) {
      throw new ParseException("for somebody else", 0);
    }
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    for (String word : claims.getStringClaim("scope").split(" ", -1)) {
      TokenScope.of(word).ifPresent(scopes::add);
    }
    Map<String, Object> act = claims.getJSONObjectClaim("act");
    return new AccessToken(
        UUID.fromString(claims.getJWTID()),
        UUID.fromString(claims.getSubject()),
        PrincipalKind.valueOf(claims.getStringClaim("kind").toUpperCase(Locale.ROOT)),
        act == null ? null : UUID.fromString(String.valueOf(act.get("sub"))),
        scopes,
        new HashSet<>(claims.getStringListClaim("contexts")),
        claims.getStringListClaim("src"),
        claims.getIssueTime().toInstant(),
        claims.getExpirationTime().toInstant(),
        authenticatedAt(claims));
  }

  private static @Nullable Instant authenticatedAt(JWTClaimsSet claims) throws ParseException {
    Long seconds = claims.getLongClaim("auth_time");
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}
