package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The page on which people decide about a change. */
class ChangePagesTest {
  private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([^\"]+)\"");

  private final TestServer server = TestServer.shared();
  private final LoginWorld world = new LoginWorld(server);
  private final String place = "page-" + UUID.randomUUID().toString().substring(0, 8);
  private final String name = "name-" + UUID.randomUUID().toString().substring(0, 8);

  ChangePagesTest() {
    server.approver(place);
    server.post(
        "/api/contexts", "{\"name\": \"%s\", \"approval_required\": true}".formatted(place));
  }

  @Test
  void whoOpensItSignsInFirstAndComesBack() {
    String page = propose("because");
    Reply unknown = world.browser().get(page + "?comment=as+agreed");
    assertThat(unknown.status()).isEqualTo(303);
    assertThat(unknown.header("Location"))
        .isEqualTo("/login?next=" + page.replace("/", "%2F") + "%3Fcomment%3Das%2Bagreed");
    Person person = approver(Verb.APPROVE);
    Browsing browser = world.browser();
    Reply in =
        browser.form(
            "/login",
            "username",
            person.name(),
            "password",
            LoginWorld.PASSWORD,
            "next",
            page + "?comment=as+agreed");
    assertThat(in.header("Location")).isEqualTo(page + "?comment=as+agreed");
    assertThat(browser.get(in.header("Location")).text())
        .contains("name=\"comment\" value=\"as agreed\"");
  }

  @Test
  void itShowsFirstWhatWillHappenAndWhatItsAuthorSaysAsText() {
    String page = propose("<script>alert(1)</script>\\\"'>");
    String html = signedIn(approver(Verb.APPROVE)).get(page).text();
    assertThat(html)
        .contains("alias.create " + name + " in " + place)
        .contains("<ins>https://one.example/</ins>")
        .contains("waits for 1 more who may approve in " + place)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;")
        .doesNotContain("<script");
    assertThat(html.indexOf("one.example")).isLessThan(html.indexOf("alert(1)"));
    assertThat(html.indexOf("<button disabled hidden>"))
        .as("what the enter key presses")
        .isBetween(0, html.indexOf("value=\"approve\""));
  }

  @Test
  void aPersonApprovesWhatThePageShowsAndItTakesEffect() {
    String page = propose("because");
    Browsing anna = signedIn(approver(Verb.APPROVE));
    Reply done = approve(anna, page, digest(anna.get(page)));
    assertThat(done.status()).as(done.text()).isEqualTo(303);
    assertThat(done.header("Location")).isEqualTo(page);
    assertThat(anna.get(page).text())
        .contains("This change is applied.")
        .contains("approved revision 1")
        .doesNotContain("<form");
    assertThat(server.get("/api/aliases/resolve/" + place + "/" + name).text())
        .contains("https://one.example/");
  }

  @Test
  void whatChangedSinceIsNotApprovedAndShownAnew() {
    String page = propose("because");
    Browsing anna = signedIn(approver(Verb.APPROVE));
    String seen = digest(anna.get(page));
    Reply edited =
        server.http(
            "PATCH",
            "/api" + page,
            """
            {"operations": [{"kind": "alias.create", "body":
              {"alias": "%s", "context": "%s", "canonical": "https://two.example/"}}]}
            """
                .formatted(name, place),
            "Authorization",
            "Bearer " + server.adminKey().text(),
            "Content-Type",
            "application/json");
    assertThat(edited.status()).as(edited.text()).isEqualTo(200);
    Reply refused = approve(anna, page, seen);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("role=\"alert\"").contains("https://two.example/");
    assertThat(approve(anna, page, digest(refused)).status()).isEqualTo(303);
  }

  @Test
  void whoMayNotApproveAndWhoSignedInLongAgoAreRefused() {
    String page = propose("because");
    Browsing reader = signedIn(approver(Verb.READ));
    Reply refused = approve(reader, page, digest(reader.get(page)));
    assertThat(refused.status()).isEqualTo(403);
    Person person = approver(Verb.APPROVE);
    Browsing anna = signedIn(person);
    server
        .bean(JdbcClient.class)
        .sql(
            "update session set authenticated_at = authenticated_at - interval '16 minutes'"
                + " where principal_id = ?")
        .param(person.id())
        .update();
    Reply old = approve(anna, page, digest(anna.get(page)));
    assertThat(old.status()).isEqualTo(401);
    assertThat(old.text()).contains("/login?next=" + page + "\"");
    assertThat(state(page)).isEqualTo("IN_REVIEW");
  }

  @Test
  void itRejectsOverridesAndClosesReviews() {
    Browsing anna = signedIn(approver(Verb.APPROVE));
    Browsing onCall = signedIn(approver(Verb.OVERRIDE));
    String first = propose("because");
    String digest = digest(anna.get(first));
    assertThat(anna.form(first, "act", "reject", "digest", digest, "comment", "").status())
        .isEqualTo(422);
    assertThat(anna.form(first, "act", "reject", "digest", digest, "comment", "no").status())
        .isEqualTo(303);
    assertThat(state(first)).isEqualTo("REJECTED");
    String second = propose("because");
    Reply broken =
        onCall.form(
            second,
            "act",
            "override",
            "digest",
            digest(onCall.get(second)),
            "reason",
            "fire",
            "reference",
            "INC-7");
    assertThat(broken.status()).as(broken.text()).isEqualTo(303);
    assertThat(anna.get(second).text()).contains("fire (INC-7)");
    assertThat(anna.form(second, "act", "close-review", "comment", "was right").status())
        .isEqualTo(303);
    assertThat(server.get("/api" + second).json().path("glass_break").path("review").asString())
        .isEqualTo("was right");
  }

  @Test
  void aFormOfAnotherSiteAndOneWithOtherFieldsAreRefused() {
    String page = propose("because");
    Browsing anna = signedIn(approver(Verb.APPROVE));
    String digest = digest(anna.get(page));
    String body = Browsing.fields("act", "approve", "digest", digest);
    for (String site : List.of("cross-site", "same-site", "none")) {
      Reply refused =
          anna.send(
              "POST",
              page,
              body,
              "Sec-Fetch-Site",
              site,
              "Content-Type",
              "application/x-www-form-urlencoded");
      assertThat(refused.status()).as(site).isEqualTo(403);
    }
    assertThat(anna.form(page, "act", "explode", "digest", digest).status()).isEqualTo(422);
    assertThat(anna.form(page, "act", "approve", "more", "x").status()).isEqualTo(422);
    assertThat(anna.get("/changes/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(state(page)).isEqualTo("IN_REVIEW");
  }

  private String state(String page) {
    JsonNode change = server.get("/api" + page).json();
    return change.path("state").asString();
  }

  private static Reply approve(Browsing browser, String page, String digest) {
    return browser.form(page, "act", "approve", "digest", digest, "comment", "fine");
  }

  private static String digest(Reply page) {
    Matcher found = DIGEST.matcher(page.text());
    assertThat(found.find()).as(page.text()).isTrue();
    return found.group(1);
  }

  private Browsing signedIn(Person person) {
    Browsing browser = world.browser();
    assertThat(browser.login(person).status()).isEqualTo(200);
    return browser;
  }

  private Person approver(Verb verb) {
    Person person = world.person();
    for (Verb each : List.of(Verb.READ, verb)) {
      server
          .bean(JdbcClient.class)
          .sql(
              """
              insert into grant_rule (id, principal_id, restriction, verb, kind, context, condition)
              values (gen_random_uuid(), ?, false, ?, null, ?, 'NONE')
              """)
          .param(person.id())
          .param(each.name())
          .param(place)
          .update();
    }
    server.bean(Callers.class).forget(person.id());
    return person;
  }

  /** The path of the new change's page. */
  private String propose(String justification) {
    Reply reply =
        server.post(
            "/api/changes",
            """
            {"operations": [{"kind": "alias.create", "body":
              {"alias": "%s", "context": "%s", "canonical": "https://one.example/"}}],
              "justification": "%s"}
            """
                .formatted(name, place, justification));
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    return "/changes/" + reply.json().path("id").asString();
  }
}
