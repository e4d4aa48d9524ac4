package com.nexus.ssot.server.identity.provider;

import static com.nexus.ssot.server.identity.provider.TestWorld.HUB;
import static com.nexus.ssot.server.identity.provider.TestWorld.MICROSOFT;
import static com.nexus.ssot.server.identity.provider.TestWorld.OTHER_TENANT;
import static com.nexus.ssot.server.identity.provider.TestWorld.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.settings.LoginProvider;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stand-ins for GitHub, Google and Microsoft, which say what their documentation says. */
class KnownProvidersTest {
  private static final TestServer SERVER = TestWorld.SERVER;

  private static final String PASSWORD = "seven-grey-otters-hum";

  private final TestBrowser browser = new TestBrowser(SERVER);
  private final JdbcClient sql = SERVER.bean(JdbcClient.class);

  @Test
  void atGithubTheNumberOfTheAccountIsWhoSomebodyIs() {
    long number = ThreadLocalRandom.current().nextLong(1, 1L << 50);
    assertThat(github("{\"login\":\"octocat\",\"id\":%d,\"name\":null,\"email\":null}", number))
        .isEqualTo(303);
    WhoAmI who = browser.get("/api/whoami").as(WhoAmI.class);
    assertThat(who.name()).startsWith("github-octocat");
    assertThat(identity(HUB.url(), Long.toString(number))).isEqualTo(who.principalId());
    assertThat(HUB.lastAuthorization).isEqualTo("Bearer gho_stand-in");
    assertThat(github("{\"login\":\"renamed\",\"id\":%d}", number)).isEqualTo(303);
    assertThat(browser.who()).isEqualTo(who.principalId().toString());
    assertThat(github("{\"login\":\"octocat\",\"id\":%d}", number + 1)).isEqualTo(303);
    assertThat(browser.who()).isNotEqualTo(who.principalId().toString());
    assertThat(github("{\"login\":\"octocat\",\"id\":\"7\"}", 0)).isEqualTo(503);
    assertThat(github("{\"login\":\"octocat\"}", 0)).isEqualTo(503);
    assertThat(github("{\"message\":", 0)).isEqualTo(503);
  }

  @Test
  void whoCameByGithubProvesItAnewWithAPasswordOrIsToldHow() {
    long number = ThreadLocalRandom.current().nextLong(1, 1L << 50);
    assertThat(github("{\"login\":\"mona\",\"id\":%d}", number)).isEqualTo(303);
    Reply page = browser.get("/oauth2/authorization/github?fresh=true");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.text()).contains("GitHub does not say when", "with a password", "invitation");
    assertThat(browser.send("POST", "/oauth2/link/alpha").status()).isEqualTo(401);
    Reply without = stepUp();
    assertThat(without.code()).isEqualTo("STEP_UP_REQUIRED");
    assertThat(without.text()).contains("ask an administrator for an invitation");

    String name = browser.get("/api/whoami").as(WhoAmI.class).name();
    Reply invited = SERVER.post("/api/users/" + name + "/invitation", null);
    String set =
        "invitation=" + invited.json().path("code").asString() + "&new_password=" + PASSWORD;
    assertThat(post("/login/invitation", set, "application/x-www-form-urlencoded").status())
        .isEqualTo(200);
    assertThat(github("{\"login\":\"mona\",\"id\":%d}", number)).isEqualTo(303);
    Reply proved = stepUp();
    assertThat(proved.status()).as(proved.text()).isEqualTo(200);
    browser.cookies.put("nxs", proved.header("Set-Cookie").replaceAll("^nxs=|;.*", ""));
    assertThat(browser.send("POST", "/oauth2/link/alpha").status()).isEqualTo(200);
  }

  private Reply stepUp() {
    return post("/api/auth/step-up", "{\"password\":\"" + PASSWORD + "\"}", "application/json");
  }

  private Reply post(String path, String body, String type) {
    return SERVER.http(
        "POST",
        path,
        body,
        "Content-Type",
        type,
        "Cookie",
        "nxs=" + browser.cookies.get("nxs"),
        "Sec-Fetch-Site",
        "same-origin");
  }

  private int github(String user, long number) {
    HUB.show("/api/v3/user", user.replace("%d", Long.toString(number)));
    URI sent = browser.begin("github", "");
    assertThat(sent.getPath()).isEqualTo("/login/oauth/authorize");
    assertThat(TestIssuer.form(sent.getRawQuery()))
        .containsEntry("code_challenge_method", "S256")
        .doesNotContainKeys("scope", "nonce");
    HUB.show(
        "/login/oauth/access_token",
        "{\"access_token\":\"gho_stand-in\",\"scope\":\"\",\"token_type\":\"bearer\"}");
    String state = TestIssuer.form(sent.getRawQuery()).get("state");
    Reply reply = browser.get("/login/oauth2/code/github?code=1234&state=" + state);
    assertThat(reply.text()).doesNotContain("gho_stand-in");
    return reply.status();
  }

  @Test
  void atMicrosoftDirectoryAndObjectAreWhoSomebodyIs() {
    String person = UUID.randomUUID().toString();
    Reply in = browser.signIn("microsoft", MICROSOFT, microsoft(TENANT, TENANT, person));
    assertThat(in.status()).as(in.text()).isEqualTo(303);
    String who = browser.who();
    assertThat(identity(MICROSOFT.url() + "/" + TENANT + "/v2.0", person)).hasToString(who);
    String another = TENANT.replace('1', '7');
    browser.signIn("microsoft", MICROSOFT, microsoft(another, another, person));
    assertThat(browser.who()).isNotEmpty().isNotEqualTo(who);
    for (TestLogin wrong :
        List.of(
            microsoft(OTHER_TENANT, OTHER_TENANT, person),
            microsoft(OTHER_TENANT, TENANT, person),
            microsoft(TENANT, OTHER_TENANT, person),
            microsoft(TENANT, TENANT, ""))) {
      TestBrowser own = new TestBrowser(SERVER);
      assertThat(own.signIn("microsoft", MICROSOFT, wrong).status()).isEqualTo(401);
    }
  }

  @Test
  void atMicrosoftOnlyALoginCountsAsAnewOfWhichItSaysWhen() {
    String person = UUID.randomUUID().toString();
    TestLogin silent = microsoft(TENANT, TENANT, person);
    URI sent = browser.begin("microsoft", "?fresh=true");
    Reply refused = browser.get(MICROSOFT.signIn(sent, silent).toString());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("Microsoft does not say when");
    TestLogin saying =
        microsoft(TENANT, TENANT, person)
            .with(c -> c.claim("auth_time", Instant.now().getEpochSecond()));
    sent = browser.begin("microsoft", "?fresh=true");
    assertThat(browser.get(MICROSOFT.signIn(sent, saying).toString()).status()).isEqualTo(303);
    assertThat(browser.send("POST", "/oauth2/link/alpha").status()).isEqualTo(200);
  }

  private static TestLogin microsoft(String issuer, String tenant, String person) {
    return TestLogin.of(MICROSOFT, "differs-from-client-to-client")
        .with(claims ->
            claims
                .issuer(MICROSOFT.url() + "/" + issuer + "/v2.0")
                .claim("tid", tenant)
                .claim("oid", person)
                .claim("preferred_username", "alice@contoso.example"));
  }

  @Test
  void atGoogleTheSubjectIsWhoSomebodyIs() {
    try (TestIssuer google = new TestIssuer(Map.of());
        ProviderCalls calls = new ProviderCalls(Duration.ofSeconds(8))) {
      LoginProvider settings =
          new LoginProvider(
              "google",
              LoginProvider.Kind.GOOGLE,
              "Google",
              google.url(),
              TestIssuer.CLIENT,
              TestIssuer.SECRET,
              List.of("openid"),
              Set.of());
      Provider provider =
          new OidcProvider(
              settings, new PlainDialect(google.url(), true), calls, InstantSource.system());
      Pending pending = Pending.begin("google", Instant.now(), true, UUID.randomUUID(), "/api");
      URI comeBack = URI.create(TestBrowser.BASE + "/login/oauth2/code/google");
      URI sent = provider.address(pending, comeBack);
      assertThat(TestIssuer.form(sent.getRawQuery()))
          .containsEntry("prompt", "select_account")
          .doesNotContainKey("max_age");
      TestLogin login =
          TestLogin.of(google, "110169484474386276334")
              .with(c -> c.claim("azp", TestIssuer.CLIENT).claim("hd", "example.com"));
      String code = TestIssuer.form(google.signIn(sent, login).getRawQuery()).get("code");
      Vouched vouched = provider.vouched(String.valueOf(code), pending, comeBack);
      assertThat(vouched.subject()).isEqualTo("110169484474386276334");
      assertThat(vouched.issuer()).isEqualTo(google.url());
      assertThat(vouched.authenticatedAt()).isNull();
    }
  }

  @Test
  void aProviderThatNeverEndsItsAnswerIsGivenUp() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ProviderCalls calls = new ProviderCalls(Duration.ofMillis(300))) {
      String address = "http://127.0.0.1:" + mute.getLocalPort();
      Discovery discovery =
          new Discovery("Mute", new PlainDialect(address, false), calls, InstantSource.system());
      assertThatThrownBy(discovery::get)
          .isInstanceOf(Fault.class)
          .hasMessageContaining("Mute does not answer");
    }
  }

  @Test
  void nobodyIsFollowedToWhereAnAnswerSends() throws IOException {
    HttpServer sending =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    AtomicInteger followed = new AtomicInteger();
    sending.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
            followed.incrementAndGet();
          }
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    sending.start();
    try (ProviderCalls calls = new ProviderCalls(Duration.ofSeconds(5))) {
      URI address = URI.create("http://127.0.0.1:" + sending.getAddress().getPort() + "/document");
      assertThatThrownBy(() -> calls.get(address)).hasMessageContaining("302");
      assertThat(followed).hasValue(0);
    } finally {
      sending.stop(0);
    }
  }

  private UUID identity(String issuer, String subject) {
    return sql.sql("select principal_id from identity where issuer = ? and subject = ?")
        .param(issuer)
        .param(subject)
        .query(UUID.class)
        .single();
  }
}
