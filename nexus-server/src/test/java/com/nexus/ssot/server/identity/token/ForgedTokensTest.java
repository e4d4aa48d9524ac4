package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
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
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forged tokens at a real server, on both its planes. */
class ForgedTokensTest {
  private static final String SECRET = "Xh2qLr8Zw5Tn0Vb7Kc3Mf9Pd1Gs6Jy4A";
  private static final SigningKey KEY = SigningKey.of(SECRET.getBytes(StandardCharsets.UTF_8));
  private static final String[] PLANES = {"/api/whoami", "/api/aliases/resolve/default/none"};

  private static TestIssuer issuer;
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    ApiKey admin = ApiKey.generate();
    issuer = new TestIssuer();
    // The service that the issuer's subject stands for must be there when the server starts.
    TestServer first = TestServer.start(folder, admin, Map.of("SECRET_KEY", SECRET));
    assertThat(
            first
                .post(
                    "/api/keys",
                    """
                    {"name":"deployer","kind":"SERVICE","contexts":["*"],"verbs":["READ"]}
                    """)
                .status())
        .isEqualTo(201);
    first.stop();
    Files.writeString(folder.resolve("issuers.yaml"), issuer.file("shop", "deployer"));
    server = TestServer.start(folder, admin, Map.of("SECRET_KEY", SECRET));
  }

  @AfterAll
  static void stop() {
    server.stop();
    issuer.close();
  }

  @Test
  void noForgeryOfAnOwnTokenOpensEitherPlane() throws Exception {
    TokenClient client = new TokenClient(server);
    SignedJWT good = SignedJWT.parse(client.token(client.key("SERVICE", "\"*\"", "\"READ\"")));
    opens(good.serialize());
    opens(own(good, h -> h, c -> c));

    Map<String, String> forged = new LinkedHashMap<>();
    JWTClaimsSet claims = good.getJWTClaimsSet();
    forged.put("alg none", new PlainJWT(claims).serialize());
    String none = new PlainJWT(claims).serialize();
    forged.put("alg none, signed", none + good.getSignature());
    forged.put("the secret itself as key", mac(good.getHeader(), claims, SECRET));
    forged.put("no typ", own(good, h -> h.type(null), c -> c));
    forged.put("typ of an ID token", own(good, h -> h.type(JOSEObjectType.JWT), c -> c));
    forged.put("no kid", own(good, h -> h.keyID(null), c -> c));
    forged.put("wrong kid", own(good, h -> h.keyID("0000000000000000"), c -> c));
    forged.put("wrong iss", own(good, h -> h, c -> c.issuer("https://evil.example")));
    forged.put("iss of another", own(good, h -> h, c -> c.issuer(issuer.name())));
    forged.put("no iss", own(good, h -> h, c -> c.issuer(null)));
    forged.put("wrong aud", own(good, h -> h, c -> c.audience("others")));
    forged.put("no aud", own(good, h -> h, c -> c.audience((String) null)));
    forged.put("no exp", own(good, h -> h, c -> c.expirationTime(null)));
    forged.put("past exp", own(good, h -> h, c -> c.expirationTime(at(-60)).issueTime(at(-90))));
    forged.put("iat to come", own(good, h -> h, c -> c.issueTime(at(90))));
    forged.put("no sub", own(good, h -> h, c -> c.subject(null)));
    forged.put("another sub", own(good, h -> h, c -> c.subject(UUID.randomUUID().toString())));
    forged.put("no such kind", own(good, h -> h, c -> c.claim("kind", "god")));
    forged.put("changed", changed(good.serialize()));
    ECKey stranger = TestIssuer.newKey("first");
    JWSHeader elliptic =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(KEY.id())
            .jwk(stranger.toPublicJWK())
            .build();
    forged.put("its own key", ecdsa(elliptic, claims, stranger));
    forged.put("the issuer's key", ecdsa(elliptic, claims, issuer.key));
    noneOpens(forged);
  }

  @Test
  void noForgeryOfATokenOfAnIssuerOpensEitherPlane() throws Exception {
    opens(issuer.token("shop", Instant.now()));

    Map<String, String> forged = new LinkedHashMap<>();
    JWTClaimsSet claims = issuer.claims("shop", Instant.now()).build();
    String good = issuer.token("shop", Instant.now());
    forged.put("alg none", new PlainJWT(claims).serialize());
    JWSHeader mac =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(issuer.key.getKeyID())
            .build();
    forged.put("public key as secret", mac(mac, claims, issuer.key.toPublicJWK().toString()));
    forged.put("our secret", mac(mac, claims, SECRET));
    SignedJWT ours = new SignedJWT(mac, claims);
    ours.sign(new MACSigner(KEY.key()));
    forged.put("our key", ours.serialize());
    forged.put("no typ", theirs(h -> h.type(null), c -> c));
    forged.put("typ of an ID token", theirs(h -> h.type(JOSEObjectType.JWT), c -> c));
    forged.put("no kid", theirs(h -> h.keyID(null), c -> c));
    forged.put("wrong kid", theirs(h -> h.keyID("other"), c -> c));
    forged.put("wrong iss", theirs(h -> h, c -> c.issuer(issuer.name() + "/")));
    forged.put("wrong aud", theirs(h -> h, c -> c.audience("others")));
    forged.put("no exp", theirs(h -> h, c -> c.expirationTime(null)));
    forged.put("past exp", theirs(h -> h, c -> c.expirationTime(at(-60)).issueTime(at(-90))));
    forged.put("a long life", theirs(h -> h, c -> c.expirationTime(at(4_000))));
    forged.put("nbf to come", theirs(h -> h, c -> c.notBeforeTime(at(90))));
    forged.put("ID token", theirs(h -> h, c -> c.claim("nonce", "n")));
    forged.put("somebody not listed", theirs(h -> h, c -> c.subject("other")));
    forged.put("changed", changed(good));
    ECKey stranger = TestIssuer.newKey("first");
    URI elsewhere = URI.create(issuer.name() + "/other");
    JWSHeader leading =
        issuer
            .header()
            .jwk(stranger.toPublicJWK())
            .jwkURL(elsewhere)
            .x509CertURL(elsewhere)
            .build();
    forged.put("jku, jwk and x5u", ecdsa(leading, claims, stranger));
    noneOpens(forged);
    assertThat(issuer.fetches).as("asked for its keys").hasValueLessThanOrEqualTo(3);
    opens(issuer.token("shop", Instant.now()));
  }

  private static void opens(String token) {
    assertThat(status(PLANES[0], token)).isEqualTo(200);
    assertThat(status(PLANES[1], token)).isEqualTo(404);
  }

  private static void noneOpens(Map<String, String> forged) {
    for (String path : PLANES) {
      Set<String> told = new TreeSet<>();
      forged.forEach((what, token) -> {
        Reply reply = with(path, token);
        assertThat(reply.status()).as(what + " at " + path).isEqualTo(401);
        told.add(reply.text().replace(reply.header("X-Request-Id"), ""));
      });
      assertThat(told).as("what is told at " + path).hasSize(1);
    }
  }

  private static int status(String path, String token) {
    return with(path, token).status();
  }

  private static Reply with(String path, String token) {
    return server.http("GET", path, null, "Authorization", "Bearer " + token);
  }

  /** A token of ours with something changed, signed anew with our key. */
  private static String own(
      SignedJWT good,
      UnaryOperator<JWSHeader.Builder> header,
      UnaryOperator<JWTClaimsSet.Builder> claims)
      throws JOSEException, ParseException {
    SignedJWT jwt =
        new SignedJWT(
            header.apply(new JWSHeader.Builder(good.getHeader())).build(),
            claims.apply(new JWTClaimsSet.Builder(good.getJWTClaimsSet())).build());
    jwt.sign(new MACSigner(KEY.key()));
    return jwt.serialize();
  }

  private static String theirs(
      UnaryOperator<JWSHeader.Builder> header, UnaryOperator<JWTClaimsSet.Builder> claims) {
    return issuer.token("shop", Instant.now(), header, claims);
  }

  private static String mac(JWSHeader header, JWTClaimsSet claims, String secret)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    return jwt.serialize();
  }

  private static String ecdsa(JWSHeader header, JWTClaimsSet claims, ECKey key)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  /** One bit of the signature is another. */
  private static String changed(String token) {
    int at = token.lastIndexOf('.') + 5;
    return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
  }

  private static Date at(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
