package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for signing in, as a browser sees them. */
class LoginPagesTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>&\u202e{}<img src=x>";

  private final TestServer server = TestServer.shared();
  private final LoginWorld world = new LoginWorld(server);
  private final Browsing browser = world.browser();

  @Test
  void aPersonIsInvitedSetsAPasswordSignsInAndOut() {
    Person person = world.stranger();
    String code = world.invite(person);
    Reply set = invitation(code, LoginWorld.PASSWORD);
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.text()).contains("The password is set", person.name());
    Reply in = login(person.name(), LoginWorld.PASSWORD);
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.header("Location")).isEqualTo("/login/account");
    Reply account = browser.get("/login/account");
    assertThat(account.status()).isEqualTo(200);
    assertThat(account.text()).contains(person.name(), "this one");
    assertThat(browser.get("/logout").text()).contains("Sign out");
    Reply out = browser.form("/logout");
    assertThat(out.status()).isEqualTo(200);
    assertThat(out.header("Clear-Site-Data")).contains("\"storage\"");
    assertThat(browser.cookie).isNull();
    assertThat(browser.get("/login/account").header("Location"))
        .isEqualTo("/login?next=%2Flogin%2Faccount");
  }

  @Test
  void anInvitationIsUsedOnceAndTheNewestCounts() {
    Person person = world.stranger();
    String first = world.invite(person);
    String second = world.invite(person);
    assertThat(invitation(first, LoginWorld.PASSWORD).status()).isEqualTo(401);
    assertThat(invitation(second, "too short").status()).isEqualTo(422);
    assertThat(invitation(second, LoginWorld.PASSWORD).status()).isEqualTo(200);
    assertThat(invitation(second, "eight blue herons whistle").status()).isEqualTo(401);
    assertThat(login(person.name(), LoginWorld.PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void aNewInvitationEndsTheSessionsOnceItIsUsed() {
    Person person = world.person();
    browser.login(person);
    String code = world.invite(person);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    invitation(code, "eight blue herons whistle");
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
  }

  @Test
  void theAdministratorSetsThePasswordWithTheFirstKeyOnce() {
    try (TestServer own = TestServer.start(Map.of())) {
      Browsing there = new LoginWorld(own).browser();
      String key = own.adminKey().text();
      Reply wrong =
          there.form(
              "/login/invitation",
              "invitation",
              ApiKey.generate().text(),
              "new_password",
              LoginWorld.PASSWORD);
      assertThat(wrong.status()).isEqualTo(401);
      Reply set =
          there.form("/login/invitation", "invitation", key, "new_password", LoginWorld.PASSWORD);
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      assertThat(set.text()).contains("administrator").doesNotContain(key);
      Reply again =
          there.form(
              "/login/invitation", "invitation", key, "new_password", "eight blue herons whistle");
      assertThat(again.status()).isEqualTo(401);
      assertThat(there.login("administrator", LoginWorld.PASSWORD, null).status()).isEqualTo(200);
      assertThat(there.get("/api/keys").status()).isEqualTo(200);
    }
  }

  @Test
  void whomAnAdministratorInvitesGetsInUntilTheyAreDisabled() {
    String name = "invited-" + System.nanoTime();
    assertThat(server.post("/api/users", "{\"username\":\"" + name + "\"}").status())
        .isEqualTo(201);
    Reply invited = server.post("/api/users/" + name + "/invitation", null);
    assertThat(invited.status()).as(invited.text()).isEqualTo(201);
    String code = invited.json().path("code").asString();
    assertThat(invitation(code, LoginWorld.PASSWORD).status()).isEqualTo(200);
    assertThat(browser.login(name, LoginWorld.PASSWORD, null).status()).isEqualTo(200);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    server.post("/api/users/" + name + "/disable", null);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
    server.post("/api/users/" + name + "/enable", null);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
    assertThat(browser.login(name, LoginWorld.PASSWORD, null).status()).isEqualTo(200);
  }

  @Test
  void codesAreSetUpOnTheAccountPageAndAskedForAfterwards() {
    Person person = world.person();
    browser.login(person);
    assertThat(browser.form("/login/account/totp", "password", "not this one, no").status())
        .isEqualTo(401);
    Reply shown = browser.form("/login/account/totp", "password", LoginWorld.PASSWORD);
    assertThat(shown.text()).contains("otpauth://totp/Nexus%20SSOT:" + person.name());
    Matcher secret = Pattern.compile("<code>([A-Z2-7]{32})</code>").matcher(shown.text());
    assertThat(secret.find()).isTrue();
    String before = browser.cookie;
    assertThat(browser.form("/login/account/totp/confirm", "code", "123").status()).isEqualTo(422);
    String code = TotpTest.code(secret.group(1), Instant.now());
    assertThat(browser.form("/login/account/totp/confirm", "code", code).status()).isEqualTo(303);
    assertThat(browser.cookie).isNotEqualTo(before);
    assertThat(browser.get("/login/account").text()).contains("asked for when you sign in");
    assertThat(browser.get("/login/account").text()).doesNotContain(secret.group(1));
    Browsing other = world.browser();
    assertThat(other.login(person).status()).isEqualTo(401);
    assertThat(other.login(person.name(), LoginWorld.PASSWORD, code).status()).isEqualTo(401);
    String next = TotpTest.code(secret.group(1), Instant.now().plusSeconds(30));
    assertThat(other.login(person.name(), LoginWorld.PASSWORD, next).status()).isEqualTo(200);
  }

  @Test
  void theAccountPageEndsSessionsAndChangesThePassword() {
    Person person = world.person();
    Browsing other = world.browser();
    browser.login(person);
    other.login(person);
    String id = other.get("/api/whoami").json().path("via").asString().replace("session:", "");
    assertThat(browser.get("/login/account").text()).contains("value=\"" + id + "\"");
    assertThat(browser.form("/login/account/sessions/end", "id", id).status()).isEqualTo(303);
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    other.login(person);
    assertThat(browser.form("/login/account/sessions/end-others").status()).isEqualTo(303);
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    assertThat(
            browser
                .form(
                    "/login/account/password",
                    "old_password",
                    LoginWorld.PASSWORD,
                    "new_password",
                    "eight blue herons whistle")
                .text())
        .contains("The password is changed");
    String before = browser.cookie;
    assertThat(browser.form("/login/account/proof", "password", LoginWorld.PASSWORD).status())
        .isEqualTo(401);
    assertThat(
            browser.form("/login/account/proof", "password", "eight blue herons whistle").status())
        .isEqualTo(303);
    assertThat(browser.cookie).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/logout", "/login/account", "/device", "/device?user_code=X"})
  void everyPageKeepsOthersOut(String path) {
    browser.login(world.person());
    Reply page = browser.get(path);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .contains("base-uri 'none'")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Server")).isEmpty();
    assertThat(page.text()).doesNotContain("<script", "style=", "http://", "https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example/login/account",
        "/login/account\r\nX: y",
        "/\\evil.example",
        "/device?user_code=<b>",
        "javascript:alert(1)",
        "/api/keys"
      })
  void nobodyIsSentElsewhereAfterSigningIn(String next) {
    Person person = world.person();
    Reply in =
        browser.form(
            "/login",
            "username",
            person.name(),
            "password",
            LoginWorld.PASSWORD,
            "code",
            "",
            "next",
            next);
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.header("Location")).isEqualTo("/login/account");
  }

  @Test
  void whatCallersWroteIsShownAsText() {
    for (String field : List.of("username", "password", "code", "next")) {
      Reply reply = browser.form("/login", field, HOSTILE);
      assertThat(reply.text()).as(field).doesNotContain("<script>alert", "<img", "\u202e");
    }
    assertThat(browser.form("/login", "username", HOSTILE).text())
        .contains("value=\"&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\ufffd{}");
    assertThat(invitation(HOSTILE, LoginWorld.PASSWORD).text()).doesNotContain("<script>alert");
    assertThat(browser.get("/login?next=%22%3E%3Cscript%3Ealert(1)").text())
        .doesNotContain("<script>alert");
    browser.login(world.person());
    for (String path : List.of("sessions/end", "totp/confirm", "totp", "proof", "password")) {
      String field =
          switch (path) {
            case "sessions/end" -> "id";
            case "totp/confirm" -> "code";
            case "password" -> "new_password";
            default -> "password";
          };
      Reply reply = browser.form("/login/account/" + path, field, HOSTILE);
      assertThat(reply.status()).as(path).isBetween(400, 429);
      assertThat(reply.text()).as(path).doesNotContain("<script>alert", "<img", "\u202e");
    }
    Reply device = browser.form("/device", "user_code", HOSTILE, "decision", "confirm");
    assertThat(device.status()).isEqualTo(404);
    assertThat(device.text()).doesNotContain("<script>alert");
  }

  @Test
  void formsThatOthersSendOrThatAreBrokenAreRefused() {
    Person person = world.person();
    String fields = Browsing.fields("username", person.name(), "password", LoginWorld.PASSWORD);
    String type = "application/x-www-form-urlencoded";
    for (String site : List.of("cross-site", "same-site", "none")) {
      assertThat(
              browser
                  .send("POST", "/login", fields, "Content-Type", type, "Sec-Fetch-Site", site)
                  .code())
          .isEqualTo("CROSS_SITE");
    }
    assertThat(
            browser.send("POST", "/login", fields, "Content-Type", type, "Origin", "null").code())
        .isEqualTo("CROSS_SITE");
    assertThat(
            browser
                .send("POST", "/login", fields, "Content-Type", type, "Origin", server.url())
                .status())
        .isEqualTo(303);
    assertThat(browser.send("POST", "/logout", "a=b", "Content-Type", type).code())
        .isEqualTo("CROSS_SITE");
    browser.cookie = null;
    assertThat(browser.form("/login", "username", "a", "unknown", "b").status()).isEqualTo(422);
    assertThat(broken("username=a&username=b").status()).isEqualTo(422);
    assertThat(broken("username=%zz").status()).isEqualTo(400);
    assertThat(broken("username=%00").status()).isEqualTo(400);
    assertThat(broken("username=%ff").status()).isEqualTo(400);
    assertThat(broken("username=" + "x".repeat(9 << 10)).status()).isEqualTo(413);
  }

  private Reply broken(String body) {
    return browser.send(
        "POST",
        "/login",
        body,
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Sec-Fetch-Site",
        "same-origin");
  }

  @Test
  void whereNoProgramWaitsThePageSaysSo() {
    assertThat(browser.get("/device?user_code=ABCD-EFGH").header("Location"))
        .isEqualTo("/login?next=%2Fdevice%3Fuser_code%3DABCD-EFGH");
    browser.login(world.person());
    Reply reply = browser.get("/device?user_code=ABCD-EFGH");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text()).contains("No program waits with this code.");
  }

  @Test
  void aProgramThatShowsACodeIsLetInOrTurnedAway() {
    for (String decision : List.of("confirm", "deny")) {
      Reply begun =
          server.http(
              "POST",
              "/api/auth/device",
              "client_id=x",
              "Content-Type",
              "application/x-www-form-urlencoded");
      String code = begun.json().path("user_code").asString();
      browser.login(world.person());
      Reply asked = browser.get("/device?user_code=" + code.toLowerCase(Locale.ROOT));
      assertThat(asked.status()).as(asked.text()).isEqualTo(200);
      assertThat(asked.text()).contains(code, "Let it in");
      Reply decided = browser.form("/device", "user_code", code, "decision", decision);
      assertThat(decided.text())
          .contains(decision.equals("confirm") ? "is let in" : "is turned away");
      assertThat(browser.form("/device", "user_code", code, "decision", "confirm").status())
          .isEqualTo(404);
    }
  }

  private Reply invitation(String code, String password) {
    return browser.form("/login/invitation", "invitation", code, "new_password", password);
  }

  private Reply login(String name, String password) {
    return browser.form("/login", "username", name, "password", password, "code", "");
  }
}
