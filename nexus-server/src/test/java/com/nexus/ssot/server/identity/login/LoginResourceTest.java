package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Signing in and out over HTTP. */
class LoginResourceTest {
  private final TestServer server = TestServer.shared();
  private final LoginWorld world = new LoginWorld(server);
  private final Browsing browser = world.browser();

  @Test
  void aPersonSignsInAndIsKnownByTheCookie() {
    Person person = world.person();
    Reply reply = browser.login(person);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("kind").asString()).isEqualTo("HUMAN");
    JsonNode who = browser.get("/api/whoami").json();
    assertThat(who.path("principal_id").asString()).isEqualTo(person.id().toString());
    assertThat(who.path("via").asString()).startsWith("session:");
    assertThat(who.path("expires_at").asString()).isNotEmpty();
    assertThat(who.path("verbs").toString()).contains("APPROVE");
  }

  @Test
  void theCookieIsKeptFromScriptsAndFromOtherSites() {
    String set = browser.login(world.person()).header("Set-Cookie");
    assertThat(set).matches("nxs=[A-Za-z0-9_-]{36}; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void theBrowserIsKnownAgainAndWhatOthersTryDoesNotHoldItUp() {
    Person person = world.person();
    Reply in = browser.login(person);
    assertThat(in.headers().allValues("Set-Cookie").get(1))
        .matches("nxs-device=[^;]{70,90}; Path=/; Max-Age=2592000; .*HttpOnly; SameSite=Lax");
    browser.json("POST", "/api/auth/logout", null);
    for (int i = 0; i < 8; i++) {
      world.browser().login(person.name(), "wrong but long enough", null);
    }
    assertThat(world.browser().login(person).status()).isEqualTo(429);
    assertThat(browser.login(person).status()).isEqualTo(200);
    assertThat(
            browser
                .json("POST", "/api/auth/step-up", "{\"password\":\"" + LoginWorld.PASSWORD + "\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aNameIsTakenInAnySpellingAndAPasswordOnlyInItsOwn() {
    Person person = world.person();
    String shouted = person.name().toUpperCase(Locale.ROOT);
    assertThat(browser.login(shouted, LoginWorld.PASSWORD, null).status()).isEqualTo(200);
    assertThat(
            world
                .browser()
                .login(person.name(), LoginWorld.PASSWORD.toUpperCase(Locale.ROOT), null)
                .status())
        .isEqualTo(401);
  }

  @Test
  void whateverIsWrongTheSameIsTold() {
    Person person = world.person();
    Person disabled = world.person();
    server
        .bean(JdbcClient.class)
        .sql("update principal set disabled_at = now() where id = ?")
        .param(disabled.id())
        .update();
    server.bean(Callers.class).reset();
    Map<String, String> attempts = new HashMap<>();
    attempts.put(person.name(), "wrong but long enough");
    attempts.put(disabled.name(), LoginWorld.PASSWORD);
    Person careful = world.person();
    world.setUpTotp(careful);
    attempts.put(careful.name(), LoginWorld.PASSWORD);
    attempts.put(world.stranger().name(), LoginWorld.PASSWORD);
    attempts.put("nobody-at-all", LoginWorld.PASSWORD);
    attempts.put("x".repeat(5000), LoginWorld.PASSWORD);
    TreeSet<String> told = new TreeSet<>();
    for (Map.Entry<String, String> attempt : attempts.entrySet()) {
      Reply reply = browser.login(attempt.getKey(), attempt.getValue(), null);
      assertThat(reply.status()).as(attempt.getKey()).isEqualTo(401);
      assertThat(reply.header("Set-Cookie")).isEmpty();
      told.add(reply.text().replaceAll("\"instance\":\"[^\"]+\"", ""));
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void aSessionThatWasThereBeforeEndsAndItsIdIsNotUsedOn() {
    Person person = world.person();
    browser.login(person);
    String before = browser.cookie;
    browser.login(person);
    assertThat(browser.cookie).isNotEqualTo(before);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    Browsing thief = world.browser();
    thief.cookie = before;
    assertThat(thief.get("/api/whoami").status()).isEqualTo(401);
  }

  @Test
  void anIdThatSomebodyElseChoseIsNotTaken() {
    Person person = world.person();
    String chosen = "a".repeat(36);
    browser.cookie = chosen;
    assertThat(browser.login(person).status()).isEqualTo(200);
    assertThat(browser.cookie).isNotEqualTo(chosen);
    Browsing other = world.browser();
    other.cookie = chosen;
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
  }

  @Test
  void whoSignsOutIsNobodyAndTheBrowserForgets() {
    browser.login(world.person());
    String before = browser.cookie;
    Reply reply = browser.json("POST", "/api/auth/logout", null);
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Clear-Site-Data")).isEqualTo("\"cache\", \"storage\"");
    assertThat(reply.header("Set-Cookie")).contains("Max-Age=0");
    browser.cookie = before;
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
    assertThat(browser.json("POST", "/api/auth/logout", null).status()).isEqualTo(204);
  }

  @Test
  void aCookieWhoseSessionEndedDoesNotKeepAnybodyOut() {
    browser.cookie = "b".repeat(36);
    assertThat(browser.get("/login").status()).isEqualTo(200);
    assertThat(browser.get("/ready").status()).isEqualTo(200);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
    assertThat(browser.login(world.person()).status()).isEqualTo(200);
  }

  @Test
  void aCookieBesideAKeyIsRefused() {
    browser.login(world.person());
    String key = server.adminKey().text();
    assertThat(browser.send("GET", "/api/whoami", null, "Authorization", "Bearer " + key).code())
        .isEqualTo("AMBIGUOUS_CREDENTIAL");
    assertThat(browser.send("GET", "/api/whoami", null, "X-API-Key", key).code())
        .isEqualTo("AMBIGUOUS_CREDENTIAL");
    Reply two =
        server.http(
            "GET",
            "/api/whoami",
            null,
            "Cookie",
            "nxs=" + browser.cookie + "; nxs=" + browser.cookie);
    assertThat(two.code()).isEqualTo("AMBIGUOUS_CREDENTIAL");
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, , 200",
    "same-origin, null, 200",
    "same-site, OWN, 403",
    "cross-site, OWN, 403",
    "none, OWN, 403",
    ", OWN, 200",
    ", null, 403",
    ", http://evil.example, 403",
    ", http://127.0.0.1:1, 403",
    ", , 403"
  })
  void whatChangesSomethingMustComeFromOurOwnPages(String site, String origin, int status) {
    browser.login(world.person());
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (site != null) {
      headers.addAll(List.of("Sec-Fetch-Site", site));
    }
    if (origin != null) {
      headers.addAll(List.of("Origin", origin.equals("OWN") ? server.url() : origin));
    }
    Reply reply =
        browser.send(
            "POST",
            "/api/auth/step-up",
            "{\"password\":\"" + LoginWorld.PASSWORD + "\"}",
            headers.toArray(String[]::new));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status == 403) {
      assertThat(reply.code()).isEqualTo("CROSS_SITE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void whatAnyPageCouldSendIsNotTakenForALogin(String type) {
    Person person = world.person();
    String draft = Browsing.draft(person.name(), LoginWorld.PASSWORD, null);
    Reply crossSite =
        browser.send(
            "POST",
            "/api/auth/login",
            draft,
            "Content-Type",
            type,
            "Origin",
            "http://evil.example");
    assertThat(crossSite.code()).isEqualTo("CROSS_SITE");
    Reply ours =
        browser.send(
            "POST",
            "/api/auth/login",
            draft,
            "Content-Type",
            type,
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(ours.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    assertThat(browser.cookie).isNull();
  }

  @Test
  void readsAreNotAskedWhereTheyComeFrom() {
    browser.login(world.person());
    assertThat(browser.send("GET", "/api/whoami", null, "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(200);
  }

  @Test
  void peopleSeeAndEndTheirSessions() {
    Person person = world.person();
    Browsing other = world.browser();
    browser.login(person);
    other.login(person);
    JsonNode items = browser.get("/api/auth/sessions").json().path("items");
    assertThat(items).hasSize(2);
    assertThat(items.findValuesAsString("current")).containsExactlyInAnyOrder("true", "false");
    assertThat(items.toString()).doesNotContain(String.valueOf(browser.cookie));
    String id = other.get("/api/whoami").json().path("via").asString().replace("session:", "");
    assertThat(browser.json("DELETE", "/api/auth/sessions/" + id, null).status()).isEqualTo(204);
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    assertThat(browser.json("DELETE", "/api/auth/sessions/" + id, null).status()).isEqualTo(404);
    other.login(person);
    assertThat(browser.json("DELETE", "/api/auth/sessions", null).status()).isEqualTo(204);
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
  }

  @Test
  void aNewProofGivesANewCookie() {
    browser.login(world.person());
    String before = browser.cookie;
    assertThat(browser.json("POST", "/api/auth/step-up", "{\"password\":\"no no no\"}").status())
        .isEqualTo(401);
    assertThat(browser.cookie).isEqualTo(before);
    Reply reply =
        browser.json("POST", "/api/auth/step-up", "{\"password\":\"" + LoginWorld.PASSWORD + "\"}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(browser.cookie).isNotEqualTo(before);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    browser.cookie = before;
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
  }

  @Test
  void aChangedPasswordEndsTheOtherSessions() {
    Person person = world.person();
    Browsing other = world.browser();
    browser.login(person);
    other.login(person);
    String changed = "eight blue herons whistle";
    assertThat(change("not the old one at all", changed).status()).isEqualTo(401);
    assertThat(change(LoginWorld.PASSWORD, "short").code()).isEqualTo("INVALID");
    assertThat(change(LoginWorld.PASSWORD, LoginWorld.PASSWORD).code()).isEqualTo("INVALID");
    assertThat(change(LoginWorld.PASSWORD, changed).status()).isEqualTo(204);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    assertThat(other.login(person).status()).isEqualTo(401);
    assertThat(other.login(person.name(), changed, null).status()).isEqualTo(200);
  }

  private Reply change(String old, String fresh) {
    return browser.json(
        "POST",
        "/api/auth/password",
        "{\"old_password\":\"" + old + "\",\"new_password\":\"" + fresh + "\"}");
  }

  @Test
  void aKeyIsNoSession() {
    String body = "{\"password\":\"" + LoginWorld.PASSWORD + "\"}";
    assertThat(server.post("/api/auth/step-up", body).code()).isEqualTo("HUMAN_REQUIRED");
    assertThat(server.get("/api/auth/sessions").code()).isEqualTo("HUMAN_REQUIRED");
    assertThat(server.delete("/api/auth/sessions").code()).isEqualTo("HUMAN_REQUIRED");
  }

  @Test
  void bodiesThatAreTooLargeOrOddAreRefused() {
    String large = "x".repeat(9 << 10);
    assertThat(browser.login("someone", large, null).code()).isEqualTo("TOO_LARGE");
    assertThat(browser.json("POST", "/api/auth/login", "{\"username\":\"a\"}").status())
        .isEqualTo(422);
    assertThat(
            browser
                .json(
                    "POST",
                    "/api/auth/login",
                    "{\"username\":\"a\",\"password\":\"b\",\"admin\":true}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void ofTwoWhoUseOneInvitationAtOnceOneSetsThePassword() throws Exception {
    Person person = world.stranger();
    String code = world.invite(person);
    CyclicBarrier together = new CyclicBarrier(4);
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> uses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String password = LoginWorld.PASSWORD + " number " + i;
        Browsing one = world.browser();
        uses.add(
            threads.submit(() -> {
              together.await();
              return one.form("/login/invitation", "invitation", code, "new_password", password)
                  .status();
            }));
      }
      for (Future<Integer> use : uses) {
        statuses.add(use.get());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 401, 401, 401);
  }

  @Test
  void aRestartKeepsSessions(@TempDir Path folder) {
    ApiKey key = ApiKey.generate();
    String cookie;
    try (Closing first = new Closing(TestServer.start(folder, key, Map.of()))) {
      LoginWorld there = new LoginWorld(first.server);
      Browsing one = there.browser();
      one.login(there.person());
      cookie = one.cookie;
    }
    try (Closing second = new Closing(TestServer.start(folder, key, Map.of()))) {
      Browsing again = new LoginWorld(second.server).browser();
      again.cookie = cookie;
      assertThat(again.get("/api/whoami").status()).isEqualTo(200);
    }
  }

  /** A server that stops and keeps its data. */
  private record Closing(TestServer server) implements AutoCloseable {
    @Override
    public void close() {
      server.stop();
    }
  }
}
