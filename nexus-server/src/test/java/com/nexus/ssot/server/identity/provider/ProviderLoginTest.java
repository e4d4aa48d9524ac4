package com.nexus.ssot.server.identity.provider;

import static com.nexus.ssot.server.identity.provider.TestWorld.ALPHA;
import static com.nexus.ssot.server.identity.provider.TestWorld.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in by the word of a provider that keeps to the rules. */
class ProviderLoginTest {
  private static final TestServer SERVER = TestWorld.SERVER;

  private final TestBrowser browser = new TestBrowser(SERVER);
  private final JdbcClient sql = SERVER.bean(JdbcClient.class);
  private final String subject = UUID.randomUUID().toString();

  @Test
  void somebodyNewBecomesAPersonWhoMayDoNothingYet() {
    Reply reply = browser.signIn("alpha", ALPHA, named("Alice"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(303);
    assertThat(reply.header("Location")).isEqualTo("/login/account");
    WhoAmI who = browser.get("/api/whoami").as(WhoAmI.class);
    assertThat(who.name()).isEqualTo("alpha-alice-" + subject.substring(0, 8));
    assertThat(who.via()).startsWith("session:");
    assertThat(who.verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.WRITE, Verb.EXECUTE);
    assertThat(browser.get("/api/contexts").text()).doesNotContain("\"key\"");
    assertThat(personOf(who.principalId()))
        .containsEntry("display_name", "Alice")
        .containsEntry("email", subject + "@example.com");
  }

  @Test
  void theSamePersonComesBackAsTheSame() {
    browser.signIn("alpha", ALPHA, named("Bob"));
    String first = browser.who();
    TestBrowser another = new TestBrowser(SERVER);
    another.signIn("alpha", ALPHA, named("Bob, who married"));
    assertThat(first).isNotEmpty();
    assertThat(another.who()).isEqualTo(first);
  }

  @Test
  void whatIsNewAboutPeopleIsInTheLogAndNothingPersonal() {
    browser.signIn("alpha", ALPHA, named("Carol"));
    String events = String.join("\n", eventsOf(browser.who()));
    assertThat(events).contains("principal.create", "identity.link", "alpha");
    assertThat(events).doesNotContain("Carol", subject, "example.com");
  }

  @Test
  void theRequestIsBoundAndSaysOnlyWhatTheProviderNeeds() {
    URI sent = browser.begin("alpha", "?next=/api/whoami");
    Map<String, String> asked = TestIssuer.form(sent.getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", TestIssuer.CLIENT)
        .containsEntry("redirect_uri", TestBrowser.BASE + "/login/oauth2/code/alpha")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile email")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(asked).doesNotContainKeys("client_secret", "code_verifier", "prompt");
    assertThat(browser.lastSetCookies)
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600")
        .doesNotContain(asked.get("state"))
        .doesNotContain(asked.get("nonce"));
    Set<String> states = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String state = TestIssuer.form(browser.begin("alpha", "").getRawQuery()).get("state");
      assertThat(state).hasSizeGreaterThan(40);
      assertThat(states.add(state)).isTrue();
    }
  }

  @Test
  void peopleGoWhereTheyWantedToOnThisServerOnly() {
    URI back =
        ALPHA.signIn(browser.begin("alpha", "?next=/api/whoami"), TestLogin.of(ALPHA, subject));
    assertThat(browser.get(back.toString()).header("Location")).isEqualTo("/api/whoami");
    for (String bad :
        List.of(
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/api/..//evil.example",
            "/api//evil.example",
            "/some-alias",
            "/api/x%0d%0aSet-Cookie:a=b",
            "javascript:alert(1)",
            "",
            "/api/" + "a".repeat(600))) {
      Reply reply = browser.get("/oauth2/authorization/alpha?next=" + TestIssuer.encode(bad));
      assertThat(reply.status()).as(bad).isEqualTo(400);
      assertThat(reply.header("Location")).isEmpty();
    }
  }

  @Test
  void twoBrowsersOfTheSameNewPersonMakeOne() throws Exception {
    int browsers = 8;
    CyclicBarrier together = new CyclicBarrier(browsers);
    Set<String> people = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(browsers)) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < browsers; i++) {
        all.add(
            threads.submit(() -> {
              TestBrowser own = new TestBrowser(SERVER);
              URI back = ALPHA.signIn(own.begin("alpha", ""), named("Dora"));
              together.await();
              Reply reply = own.get(back.toString());
              assertThat(reply.status()).as(reply.text()).isEqualTo(303);
              return own.who();
            }));
      }
      for (Future<String> one : all) {
        people.add(one.get());
      }
    }
    assertThat(people).hasSize(1).doesNotContain("");
    assertThat(
            sql.sql("select count(*) from person where email = ?")
                .param(subject + "@example.com")
                .query(Long.class)
                .single())
        .isOne();
  }

  @Test
  void aLoginEndsTheSessionThatTheBrowserHadBefore() {
    browser.signIn("alpha", ALPHA, named("Eve"));
    String planted = browser.cookies.get("nxs");
    browser.signIn("alpha", ALPHA, named("Eve"));
    assertThat(browser.cookies.get("nxs")).isNotEqualTo(planted);
    assertThat(browser.who()).isNotEmpty();
    TestBrowser other = new TestBrowser(SERVER);
    other.cookies.put("nxs", String.valueOf(planted));
    assertThat(other.who()).isEmpty();
    assertThat(browser.cookies).doesNotContainKey("nxs-login");
  }

  @Test
  void aDisabledPersonIsNotLetIn() {
    browser.signIn("alpha", ALPHA, named("Fred"));
    String id = browser.who();
    sql.sql("update principal set disabled_at = now() where id = ?::uuid").param(id).update();
    SERVER.bean(com.nexus.ssot.server.identity.Callers.class).reset();
    assertThat(browser.who()).isEmpty();
    TestBrowser again = new TestBrowser(SERVER);
    Reply reply = again.signIn("alpha", ALPHA, named("Fred"));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text()).contains("disabled");
    assertThat(again.cookies).doesNotContainKey("nxs");
    assertThat(eventsOf(id)).filteredOn(event -> event.contains("\"login.fail\"")).hasSize(1);
  }

  @Test
  void whenThePersonProvedItIsTheProvidersToSay() {
    Instant then = Instant.now().minus(Duration.ofMinutes(40));
    browser.signIn(
        "alpha", ALPHA, named("Gil").with(c -> c.claim("auth_time", then.getEpochSecond())));
    Reply refused = browser.send("POST", "/oauth2/link/beta");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("too long ago");
  }

  @Test
  void aLoginWhoseTimeNobodySaysIsNotRecent() {
    browser.signIn("alpha", ALPHA, named("Hal"));
    Reply refused = browser.send("POST", "/oauth2/link/beta");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("too long ago", "fresh=true");
    assertThat(browser.get("/api/auth/sessions").text()).doesNotContain("\"authenticated_at\":\"");
    URI sent = browser.begin("alpha", "?fresh=true");
    browser.get(ALPHA.signIn(sent, at(Instant.now().getEpochSecond())).toString());
    assertThat(browser.send("POST", "/oauth2/link/beta").status()).isEqualTo(200);
  }

  @Test
  void whoMustProveItAnewIsAskedAnew() {
    URI sent = browser.begin("alpha", "?fresh=true");
    assertThat(TestIssuer.form(sent.getRawQuery()))
        .containsEntry("prompt", "login")
        .containsEntry("max_age", "0");
    long now = Instant.now().getEpochSecond();
    assertThat(browser.get(ALPHA.signIn(sent, at(now)).toString()).status()).isEqualTo(303);
    sent = browser.begin("alpha", "?fresh=true");
    Reply stale = browser.get(ALPHA.signIn(sent, at(now - 3600)).toString());
    assertThat(stale.status()).isEqualTo(401);
    assertThat(stale.text()).contains("did not ask again");
    sent = browser.begin("alpha", "?fresh=true");
    Reply silent = browser.get(ALPHA.signIn(sent, TestLogin.of(ALPHA, subject)).toString());
    assertThat(silent.status()).isEqualTo(401);
  }

  @Test
  void aPersonTakesAnotherProviderIntoUse() {
    browser.signIn("alpha", ALPHA, at(Instant.now().getEpochSecond()));
    String person = browser.who();
    Reply page = browser.send("POST", "/oauth2/link/beta");
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    URI sent = linkIn(page);
    TestLogin there =
        TestLogin.of(BETA, "b-" + subject)
            .saying(BETA.url())
            .with(c -> c.claim("auth_time", Instant.now().getEpochSecond()));
    Reply done = browser.get(BETA.signIn(sent, there).toString());
    assertThat(done.status()).as(done.text()).isEqualTo(303);
    assertThat(browser.who()).isEqualTo(person);
    TestBrowser another = new TestBrowser(SERVER);
    another.signIn("beta", BETA, there);
    assertThat(another.who()).isEqualTo(person);
  }

  @Test
  void anAccountThatIsSomebodysIsNotTakenOver() {
    TestBrowser owner = new TestBrowser(SERVER);
    TestLogin owned =
        TestLogin.of(BETA, "owned-" + subject)
            .saying(BETA.url())
            .with(c -> c.claim("auth_time", Instant.now().getEpochSecond()));
    owner.signIn("beta", BETA, owned);
    browser.signIn("alpha", ALPHA, at(Instant.now().getEpochSecond()));
    URI sent = linkIn(browser.send("POST", "/oauth2/link/beta"));
    Reply refused = browser.get(BETA.signIn(sent, owned).toString());
    assertThat(refused.status()).isEqualTo(409);
    TestBrowser again = new TestBrowser(SERVER);
    again.signIn("beta", BETA, owned);
    assertThat(again.who()).isEqualTo(owner.who());
  }

  @Test
  void aLinkThatWasBegunByAnotherPersonIsNotMade() {
    browser.signIn("alpha", ALPHA, at(Instant.now().getEpochSecond()));
    URI sent = linkIn(browser.send("POST", "/oauth2/link/beta"));
    TestBrowser other = new TestBrowser(SERVER);
    other.signIn("alpha", ALPHA, TestLogin.of(ALPHA, "other-" + subject));
    browser.cookies.put("nxs", String.valueOf(other.cookies.get("nxs")));
    TestLogin there =
        TestLogin.of(BETA, "c-" + subject)
            .saying(BETA.url())
            .with(c -> c.claim("auth_time", Instant.now().getEpochSecond()));
    assertThat(browser.get(BETA.signIn(sent, there).toString()).status()).isEqualTo(401);
  }

  @Test
  void keysLinkNothing() {
    Reply reply = SERVER.post("/oauth2/link/beta", null);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(browser.send("POST", "/oauth2/link/beta").status()).isEqualTo(401);
  }

  private static URI linkIn(Reply page) {
    String text = page.text();
    int from = text.indexOf("href=\"http") + "href=\"".length();
    return URI.create(text.substring(from, text.indexOf('"', from)).replace("&amp;", "&"));
  }

  private TestLogin named(String name) {
    return TestLogin.of(ALPHA, subject)
        .with(claims ->
            claims
                .claim("name", name)
                .claim("preferred_username", "alice-" + subject.substring(0, 8) + "@x.example")
                .claim("email", subject + "@example.com"));
  }

  private TestLogin at(long second) {
    return TestLogin.of(ALPHA, subject)
        .with(c -> c.claim("auth_time", Date.from(Instant.ofEpochSecond(second))));
  }

  /** Events, and what they say, that name a principal. */
  private List<String> eventsOf(String principal) {
    return sql.sql(
            """
            select e.leaf || coalesce(b.body, '') from audit_event e
              left join audit_body b on b.event_id = e.event_id
            where e.leaf || coalesce(b.body, '') like ?
            """)
        .param("%" + principal + "%")
        .query(String.class)
        .list();
  }

  private Map<String, Object> personOf(UUID id) {
    return sql.sql("select display_name, email from person where principal_id = ?")
        .param(id)
        .query()
        .singleRow();
  }
}
