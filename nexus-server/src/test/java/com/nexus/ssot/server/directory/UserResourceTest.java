package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.User;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People over HTTP. */
class UserResourceTest {
  private final TestServer server = TestServer.shared();
  private final People people = new People(server);

  @Test
  void aPersonIsMadeShownAndListedWithoutPersonalData() {
    String name = People.fresh("Anna");
    Reply made = server.post("/api/users", draft(name));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/users/" + name);
    assertThat(made.header("Notice")).contains("approved by policy");
    User user = server.get("/api/users/" + name.toLowerCase(java.util.Locale.ROOT)).as(User.class);
    assertThat(user.username()).isEqualTo(name);
    assertThat(user.displayName()).isEqualTo("***");
    assertThat(user.email()).isEqualTo("***");
    assertThat(user.roles()).isEmpty();
    assertThat(server.get("/api/users?limit=1000").text())
        .contains(name)
        .doesNotContain("Anna A.")
        .doesNotContain("anna@example.com");
  }

  @Test
  void whoMayReadPersonalDataSeesIt() {
    String name = People.fresh("anna");
    server.post("/api/users", draft(name));
    String key = server.post("/api/keys", KEY).json().path("key").asString();
    String[] asThem = {"Authorization", "Bearer " + key};
    assertThat(server.http("GET", "/api/users/" + name, null, asThem).text()).contains("***");
    UUID service =
        UUID.fromString(
            server.http("GET", "/api/whoami", null, asThem).json().path("principal_id").asString());
    server
        .bean(JdbcClient.class)
        .sql(
            "insert into grant_rule (id, principal_id, restriction, verb, kind, context, condition)"
                + " values (gen_random_uuid(), ?, false, 'READ', 'PII', '*', 'NONE')")
        .param(service)
        .update();
    server.bean(com.nexus.ssot.server.identity.Callers.class).reset();
    assertThat(server.http("GET", "/api/users/" + name, null, asThem).text())
        .contains("Anna A.")
        .contains("anna@example.com");
  }

  @Test
  void personalDataStandsInNoLogAndNoChange() {
    String name = People.fresh("anna");
    String secret = People.fresh("Surname");
    server.post(
        "/api/users", "{\"username\": \"" + name + "\", \"display_name\": \"" + secret + "\"}");
    server.patch("/api/users/" + name, "{\"email\": \"" + secret + "@example.com\"}");
    String team = people.team(name);
    String role = people.role("[]", name);
    assertThat(server.delete("/api/teams/" + team + "/members/" + name).status()).isEqualTo(200);
    assertThat(server.delete("/api/roles/" + role).status()).isEqualTo(200);
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    """
                    select body from audit_body union all select leaf from audit_event
                    union all select operations::text from change
                    """)
                .query(String.class)
                .list())
        .noneMatch(text -> text.contains(name) || text.contains(secret))
        .anyMatch(text -> text.contains(team));
  }

  @Test
  void aPersonIsChangedAtTheRevisionTheCallerKnows() {
    String user = "/api/users/" + people.person();
    String tag = server.get(user).header("ETag");
    Reply changed = server.patch(user, "{\"display_name\": \"New\"}", "If-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("revision").asInt()).isEqualTo(2);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(server.patch(user, "{\"display_name\": \"No\"}", "If-Match", tag).status())
        .isEqualTo(412);
    assertThat(server.patch(user, "{\"display_name\": \"New\"}").json().path("revision").asInt())
        .isEqualTo(2);
  }

  @Test
  void aUsernameIsGivenOnceAndStays() {
    String name = people.person();
    assertThat(server.post("/api/users", draft(name.replace('-', '_'))).code())
        .isEqualTo("ALREADY_EXISTS");
    assertThat(server.post("/api/users", draft(name), "If-None-Match", "*").status())
        .isEqualTo(412);
    assertThat(server.patch("/api/users/" + name, "{\"username\": \"other\"}").status())
        .isEqualTo(422);
  }

  @Test
  void everythingWrongIsSaidAtOnceAndUnknownFieldsAreRefused() {
    Reply wrong =
        server.post(
            "/api/users",
            "{\"username\": \"a b\", \"email\": \"nobody\", \"display_name\": \"a\\nb\"}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().path("causes")).hasSize(3);
    String name = People.fresh("anna");
    assertThat(
            server
                .post("/api/users", "{\"username\": \"" + name + "\", \"admin\": true, \"id\": 1}")
                .json()
                .path("causes"))
        .hasSize(2);
    assertThat(server.patch("/api/users/" + people.person(), "{\"roles\": [\"admin\"]}").status())
        .isEqualTo(422);
    assertThat(server.get("/api/users/" + name).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "-ab",
        "a/b",
        "team:x",
        "а́нна",
        "a\\u202eb",
        "' or 1=1 --",
        "00000000-0000-0000-0000-000000000000"
      })
  void hostileNamesAreRefused(String name) {
    assertThat(server.post("/api/users", draft(name)).status()).isEqualTo(422);
    assertThat(server.post("/api/teams", "{\"name\": \"" + name + "\"}").status()).isEqualTo(422);
    assertThat(server.post("/api/roles", "{\"name\": \"" + name + "\"}").status()).isEqualTo(422);
  }

  @Test
  void aDryRunAndARepetitionMakeNothingTwice() {
    String name = People.fresh("anna");
    Reply tried = server.post("/api/users?dryRun=true", draft(name));
    assertThat(tried.header("Preview")).isEqualTo("true");
    assertThat(server.get("/api/users/" + name).status()).isEqualTo(404);
    Reply once = server.post("/api/users", draft(name), "Idempotency-Key", name);
    Reply again = server.post("/api/users", draft(name), "Idempotency-Key", name);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(once.json());
  }

  @Test
  void aSessionDoesNotComeBackWithAPersonWhoWasDisabled() {
    String name = people.person();
    String cookie = people.session(name);
    assertThat(people.in(cookie, "GET", "/api/whoami", null).status()).isEqualTo(200);
    server.post("/api/users/" + name + "/disable", null);
    assertThat(people.in(cookie, "GET", "/api/whoami", null).status()).isEqualTo(401);
    server.post("/api/users/" + name + "/enable", null);
    assertThat(people.in(cookie, "GET", "/api/whoami", null).status()).isEqualTo(401);
  }

  @Test
  void aDisabledPersonGetsNowhereUntilTheyAreEnabled() {
    String name = people.person();
    people.signedIn(name);
    Reply disabled = server.post("/api/users/" + name + "/disable", null);
    assertThat(disabled.status()).isEqualTo(200);
    assertThat(disabled.json().path("disabled_at").isString()).isTrue();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> people.signedIn(name)))
        .isNotNull();
    assertThat(server.post("/api/users/" + name + "/disable", null).status()).isEqualTo(200);
    server.post("/api/users/" + name + "/enable", null);
    assertThat(people.signedIn(name).name()).isEqualTo(name);
    assertThat(server.delete("/api/users/" + name).status()).isEqualTo(405);
  }

  @Test
  void aServiceIsDisabledByItsIdAndItsKeyOpensNothingFromTheNextRequestOn() {
    String key = server.post("/api/keys", KEY).json().path("key").asString();
    String[] asThem = {"Authorization", "Bearer " + key};
    Reply who = server.http("GET", "/api/whoami", null, asThem);
    String id = who.json().path("principal_id").asString();
    String resolve = "/api/aliases/resolve?alias=nothing";
    assertThat(server.http("GET", resolve, null, asThem).status()).isNotEqualTo(401);
    assertThat(server.post("/api/principals/" + id + "/disable", null).status()).isEqualTo(200);
    assertThat(server.http("GET", "/api/whoami", null, asThem).status()).isEqualTo(401);
    assertThat(server.post("/api/principals/" + id + "/enable", null).status()).isEqualTo(200);
    assertThat(server.http("GET", "/api/whoami", null, asThem).status()).isEqualTo(200);
    assertThat(server.post("/api/principals/" + UUID.randomUUID() + "/disable", null).status())
        .isEqualTo(404);
  }

  @Test
  void theServerItselfCannotBeDisabled() {
    UUID self = server.bean(com.nexus.ssot.server.identity.FirstStart.class).server().principalId();
    assertThat(server.post("/api/principals/" + self + "/disable", null).code())
        .isEqualTo("IN_USE");
  }

  @Test
  void whoManagesNoPeopleGetsNowhere() {
    String key =
        server
            .post("/api/keys", KEY.replace("[\"READ\"]", "[\"WRITE\"]"))
            .json()
            .path("key")
            .asString();
    String[] asThem = {"Authorization", "Bearer " + key};
    for (String path : new String[] {"/api/users", "/api/teams", "/api/roles"}) {
      assertThat(server.http("GET", path, null, asThem).status()).isEqualTo(403);
      assertThat(server.http("POST", path, "{\"name\": \"x\"}", asThem).status()).isIn(403, 422);
    }
    assertThat(server.http("POST", "/api/users/administrator/disable", null, asThem).status())
        .isEqualTo(403);
  }

  @Test
  void aCallerIsToldItsTeamsAndRoles() {
    Reply who = server.get("/api/whoami");
    assertThat(who.json().path("roles").toString()).contains("\"admin\"");
    assertThat(who.json().path("teams").isArray()).isTrue();
  }

  private static final String KEY =
      """
      {"name": "ci", "kind": "SERVICE", "contexts": ["*"], "verbs": ["READ"]}
      """;

  private static String draft(String name) {
    return "{\"username\": \""
        + name
        + "\", \"display_name\": \"Anna A.\", \"email\": \"anna@example.com\"}";
  }
}
