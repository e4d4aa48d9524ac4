package com.nexus.ssot.server.identity.provider;

import static com.nexus.ssot.server.identity.provider.TestWorld.ALPHA;
import static com.nexus.ssot.server.identity.provider.TestWorld.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Providers that lie or are away, and people who pass on what is not theirs. */
class HostileProviderTest {
  private static final TestServer SERVER = TestWorld.SERVER;

  private final TestBrowser browser = new TestBrowser(SERVER);
  private final String subject = UUID.randomUUID().toString();

  @Test
  void theSameMailAddressOrSubjectOfAnotherIssuerIsSomebodyElse() {
    String mail = subject + "@example.com";
    UnaryOperator<JWTClaimsSet.Builder> mine =
        claims -> claims.claim("email", mail).claim("email_verified", true);
    browser.signIn("alpha", ALPHA, TestLogin.of(ALPHA, subject).with(mine));
    TestBrowser thief = new TestBrowser(SERVER);
    Reply reply =
        thief.signIn("beta", BETA, TestLogin.of(BETA, subject).with(mine).saying(BETA.url()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(303);
    assertThat(thief.who()).isNotEmpty().isNotEqualTo(browser.who());
  }

  @Test
  void tokensThatAreNotForThisLoginAreRefused() {
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
    wrong.put("nonce of another login", c -> c.claim("nonce", "another"));
    wrong.put("no nonce", c -> c.claim("nonce", null));
    wrong.put("another issuer", c -> c.issuer(BETA.url()));
    wrong.put("no issuer", c -> c.issuer(null));
    wrong.put("another audience", c -> c.audience("another-client"));
    wrong.put("no audience", c -> c.audience((String) null));
    wrong.put("several", c -> c.audience(List.of(TestIssuer.CLIENT, "another-client")));
    wrong.put("made for another", c -> c.claim("azp", "another-client"));
    wrong.put("expired", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(40))));
    wrong.put("never ends", c -> c.expirationTime(null));
    wrong.put("from the future", c -> c.issueTime(Date.from(Instant.now().plusSeconds(90))));
    wrong.put("made at no time", c -> c.issueTime(null));
    wrong.put("not yet", c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(90))));
    wrong.put("nobody", c -> c.subject(null));
    wrong.put("empty subject", c -> c.subject(""));
    wrong.put("endless subject", c -> c.subject("x".repeat(256)));
    wrong.put("control characters", c -> c.subject("a\u0000b"));
    wrong.put("nonce of another type", c -> c.claim("nonce", 7));
    wrong.put("time of another type", c -> c.claim("auth_time", "soon"));
    wrong.forEach((what, claims) -> assertRefused(what, TestLogin.of(ALPHA, subject).with(claims)));
  }

  @Test
  void tokensThatTheIssuerDidNotSignAreRefused() throws JOSEException {
    RSAKey other = new RSAKeyGenerator(2048).keyID("other").generate();
    TestLogin login = TestLogin.of(ALPHA, subject);
    assertRefused("alg none", login.signedBy(claims -> new PlainJWT(claims).serialize()));
    assertRefused(
        "unknown key", login.signedBy(claims -> TestIssuer.sign(claims, other, "unknown")));
    assertRefused(
        "another key under a known name",
        login.signedBy(claims -> TestIssuer.sign(claims, other, ALPHA.key().getKeyID())));
    assertRefused("client's secret", login.signedBy(c -> mac(c, TestIssuer.SECRET)));
    assertRefused("client's id", login.signedBy(c -> mac(c, TestIssuer.CLIENT)));
    assertRefused(
        "the public key as a secret",
        login.signedBy(c -> mac(c, ALPHA.key().toPublicJWK().toString())));
    assertRefused("its own key", login.signedBy(claims -> withOwnKey(claims, other)));
    assertRefused("no token", login.signedBy(_ -> "a.b.c"));
  }

  private static String mac(JWTClaimsSet claims, String secret) {
    try {
      byte[] key = Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 64);
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withOwnKey(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(key.toPublicJWK()).build(), claims);
      token.sign(new com.nimbusds.jose.crypto.RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answersOfTheTokensAddressThatMakeNoSenseAreRefused() {
    TestLogin login = TestLogin.of(ALPHA, subject);
    assertStatus("error", 401, login.answering(400, "{\"error\":\"invalid_grant\"}"));
    assertStatus("no JSON", 401, login.answering(200, "<html>"));
    assertStatus(
        "no ID token",
        401,
        login.answering(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}"));
    assertStatus("nested", 401, login.answering(200, "[".repeat(100_000)));
    assertStatus("huge", 503, login.answering(200, "{\"a\":\"" + "x".repeat(300 << 10) + "\"}"));
    assertStatus("failure", 503, login.answering(500, "{\"secret\":\"<script>\"}"));
    assertStatus("elsewhere", 401, login.answering(302, BETA.url() + "/token"));
  }

  @Test
  void anAnswerCountsOnce() {
    URI back = ALPHA.signIn(browser.begin("alpha", ""), TestLogin.of(ALPHA, subject));
    Map<String, String> before = new LinkedHashMap<>(browser.cookies);
    assertThat(browser.get(back.toString()).status()).isEqualTo(303);
    assertThat(browser.get(back.toString()).status()).as("without its cookie").isEqualTo(401);
    TestBrowser copy = new TestBrowser(SERVER);
    copy.cookies.putAll(before);
    Reply replayed = copy.get(back.toString());
    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.text()).contains("used before");
    String freshCode =
        ALPHA
            .signIn(
                URI.create(ALPHA.url() + "/authorize?" + "redirect_uri=x&state=y"),
                TestLogin.of(ALPHA, subject))
            .getQuery();
    assertThat(copy.get(back + "&" + freshCode).status()).as("code twice").isEqualTo(400);
  }

  @Test
  void codesOfAnotherLoginAreRefusedByTheirProvider() {
    TestBrowser victim = new TestBrowser(SERVER);
    URI stolen = ALPHA.signIn(victim.begin("alpha", ""), TestLogin.of(ALPHA, subject));
    String state = TestIssuer.form(browser.begin("alpha", "").getRawQuery()).get("state");
    String code = TestIssuer.form(stolen.getRawQuery()).get("code");
    Reply injected = browser.get("/login/oauth2/code/alpha?state=" + state + "&code=" + code);
    assertThat(injected.status()).isEqualTo(401);
    assertThat(browser.cookies).doesNotContainKey("nxs");
  }

  @Test
  void anAnswerThatAnotherBrowserAskedForIsRefused() {
    TestBrowser attacker = new TestBrowser(SERVER);
    URI back = ALPHA.signIn(attacker.begin("alpha", ""), TestLogin.of(ALPHA, subject));
    assertThat(browser.get(back.toString()).status()).as("no login begun").isEqualTo(401);
    browser.begin("alpha", "");
    Reply foreign = browser.get(back.toString());
    assertThat(foreign.status()).as("another login begun").isEqualTo(401);
    assertThat(foreign.text()).as("before the code is sent on").contains("another login");
    assertThat(browser.who()).isEmpty();
  }

  @Test
  void aStateThatIsMissingOrWrongIsRefused() {
    browser.begin("alpha", "");
    for (String query :
        List.of("", "?code=a", "?state=&code=a", "?state=wrong&code=a", "?error=access_denied")) {
      Reply reply = browser.get("/login/oauth2/code/alpha" + query);
      assertThat(reply.status()).as(query).isEqualTo(401);
      assertThat(reply.header("Content-Type")).startsWith("text/html");
      assertThat(reply.text()).as(query).contains("another login");
    }
  }

  @Test
  void aCookieThatWasChangedOpensNothing() {
    URI back = ALPHA.signIn(browser.begin("alpha", ""), TestLogin.of(ALPHA, subject));
    String good = String.valueOf(browser.cookies.get("nxs-login"));
    for (String bad :
        List.of(
            "",
            "x",
            good.substring(1),
            good + "A",
            "A" + good.substring(1),
            "*".repeat(50),
            "A".repeat(5000))) {
      browser.cookies.put("nxs-login", bad);
      assertThat(browser.get(back.toString()).status()).as(bad).isEqualTo(401);
    }
    browser.cookies.put("nxs-login", good);
    assertThat(browser.get(back.toString()).status()).isEqualTo(303);
  }

  @Test
  void whatOneProviderGaveIsNotTakenToAnother() {
    URI back = ALPHA.signIn(browser.begin("alpha", ""), TestLogin.of(ALPHA, subject));
    String elsewhere = back.toString().replace("/code/alpha", "/code/beta");
    assertThat(browser.get(elsewhere).status()).as("another redirect address").isEqualTo(401);
    assertThat(browser.get(back + "&iss=" + TestIssuer.encode(BETA.url())).status())
        .as("another issuer says it")
        .isEqualTo(401);
    assertThat(browser.get(back + "&iss=" + TestIssuer.encode(ALPHA.url())).status())
        .isEqualTo(303);
    URI silent = BETA.signIn(browser.begin("beta", ""), TestLogin.of(BETA, subject));
    assertThat(browser.get(silent.toString()).status())
        .as("an issuer that always says who it is does not")
        .isEqualTo(401);
  }

  @Test
  void whatAProviderSaysOfAnErrorIsNotShown() {
    URI sent = browser.begin("alpha", "");
    String state = TestIssuer.form(sent.getRawQuery()).get("state");
    Reply reply =
        browser.get(
            "/login/oauth2/code/alpha?error=%3Cscript%3E&error_description=%3Cscript%3E&state="
                + state);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text()).contains("did not let you in").doesNotContain("<script>");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void issuersThatAreAwayOrSpeakNonsenseGiveAClearPage() {
    for (String provider : List.of("gone", "liar", "huge", "lure")) {
      Reply reply = browser.get("/oauth2/authorization/" + provider);
      assertThat(reply.status()).as(provider).isEqualTo(503);
      assertThat(reply.header("Content-Type")).startsWith("text/html");
      assertThat(reply.text())
          .contains("does not answer as it should")
          .doesNotContain("Exception", "127.0.0.1");
    }
    Reply keyless =
        browser.signIn("no-keys", TestWorld.NO_KEYS, TestLogin.of(TestWorld.NO_KEYS, subject));
    assertThat(keyless.status()).isEqualTo(503);
    assertThat(browser.get("/oauth2/authorization/nobody").status()).isEqualTo(404);
  }

  private void assertRefused(String what, TestLogin login) {
    assertStatus(what, 401, login);
  }

  private static void assertStatus(String what, int status, TestLogin login) {
    TestBrowser own = new TestBrowser(SERVER);
    Reply reply = own.signIn("alpha", ALPHA, login);
    assertThat(reply.status()).as(what + ": " + reply.text()).isEqualTo(status);
    assertThat(own.cookies).as(what).doesNotContainKey("nxs");
    assertThat(reply.text()).as(what).doesNotContain("Exception", "<script>");
  }
}
