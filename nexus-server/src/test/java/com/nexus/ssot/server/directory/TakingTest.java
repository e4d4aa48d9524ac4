package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody takes what they could not give, and nobody gives more than they have by a team. */
class TakingTest {
  private static final String MANAGES =
      "{\"verb\": \"admin\", \"kind\": \"role\"}, {\"verb\": \"read\", \"kind\": \"role\"}";
  private static final String READS = "{\"verb\": \"read\", \"kind\": \"alias\"}";
  private static final String WRITES = "{\"verb\": \"write\", \"kind\": \"alias\"}";
  private static final String APPROVES = "{\"verb\": \"approve\", \"kind\": \"proposal\"}";

  private final TestServer server = TestServer.shared();
  private final People people = new People(server);

  /** What somebody may do, sent as one request. */
  private record Try(String method, String path, @Nullable String body) {}

  private String with(String... grants) {
    String name = people.person();
    people.role("[" + String.join(", ", grants) + "]", name);
    return name;
  }

  private static void assertRefused(Reply refused, String... said) {
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
    assertThat(refused.text()).contains(said);
    assertThat(refused.json().at("/causes/0/fix").asString()).isNotBlank();
  }

  @Test
  void whoOnlyManagesPeopleTakesNothingFromWhoHasMore() {
    String reader = people.person();
    String team = people.team(reader);
    String role = people.role("[" + READS + "]", "team:" + team);
    String key = people.key(with(MANAGES));
    for (Try one :
        List.of(
            new Try("POST", "/api/users/" + reader + "/disable", null),
            new Try("DELETE", "/api/teams/" + team + "/members/" + reader, null),
            new Try("DELETE", "/api/roles/" + role + "/members/team:" + team, null),
            new Try("PATCH", "/api/roles/" + role, "{\"grants\": []}"),
            new Try(
                "PATCH",
                "/api/roles/" + role,
                "{\"restrictions\": [{\"verb\": \"read\", \"kind\": \"*\"}]}"),
            new Try("DELETE", "/api/roles/" + role, null),
            new Try("PATCH", "/api/users/" + reader, "{\"display_name\": \"Somebody\"}"))) {
      assertRefused(people.as(key, one.method(), one.path(), one.body()), "read alias");
      assertRefused(
          people.as(key, one.method(), one.path() + "?dryRun=true", one.body()), "read alias");
    }
    assertThat(server.get("/api/users/" + reader).json().path("roles").toString()).contains(role);
  }

  @Test
  void whoHasAsMuchTakesIt() {
    String reader = people.person();
    String role = people.role("[" + READS + "]", reader);
    String key = people.key(with(MANAGES, READS));
    assertThat(
            people
                .as(key, "PATCH", "/api/users/" + reader, "{\"display_name\": \"Somebody\"}")
                .status())
        .isEqualTo(200);
    assertThat(people.as(key, "DELETE", "/api/roles/" + role + "/members/" + reader, null).status())
        .isEqualTo(200);
    assertThat(people.as(key, "POST", "/api/users/" + reader + "/disable", null).status())
        .isEqualTo(200);
  }

  @Test
  void everybodyMayDisableThemselves() {
    String boss = with(MANAGES, APPROVES);
    String disable = "/api/users/" + boss + "/disable";
    assertRefused(people.as(people.key(with(MANAGES)), "POST", disable, null), "approve proposal");
    assertThat(people.as(people.key(boss), "POST", disable, null).status()).isEqualTo(200);
  }

  @Test
  void whoAdministersEverythingStopsAlsoWhoMayDoWhatIsForbiddenToThem() {
    String deployer = people.person();
    server
        .bean(JdbcClient.class)
        .sql(
            """
            insert into grant_rule
              (id, principal_id, restriction, verb, kind, operation, context, condition)
            select gen_random_uuid(), principal_id, false, 'EXECUTE', 'WORKFLOW', 'deploy',
              'env/production', 'NONE' from person where username = ?
            """)
        .param(deployer)
        .update();
    server.bean(Callers.class).reset();
    String disable = "/api/users/" + deployer + "/disable";
    assertRefused(people.as(people.key(with(MANAGES)), "POST", disable, null), "workflow:deploy");
    assertThat(server.post(disable, null).status()).isEqualTo(200);
    assertRefused(server.post("/api/users/" + deployer + "/enable", null), "workflow:deploy");
  }

  @Test
  void aTeamThatAContextDemandsIsJoinedOnlyThroughSomebodyWhoCouldWriteAndApproveThere() {
    String team = people.team();
    String context = context(team);
    String friend = people.person();
    String join = "/api/teams/" + team + "/members/" + friend;
    String key = people.key(with(MANAGES, WRITES));
    assertRefused(
        people.as(key, "PUT", join, null),
        "write alias in " + context,
        "approve proposal in " + context);
    String lead = people.person();
    String cookie = people.session(lead);
    people.role("[" + String.join(", ", MANAGES, WRITES, APPROVES) + "]", lead);
    assertRefused(people.in(cookie, "PUT", join, null), "write alias in " + context);
    server.put("/api/teams/" + team + "/members/" + lead, null);
    assertThat(people.in(cookie, "PUT", join, null).status()).isEqualTo(200);
  }

  @Test
  void aTeamThatOwnsAliasesIsJoinedOnlyThroughSomebodyWhoCouldWriteThem() {
    String team = people.team();
    String alias = People.fresh("owned");
    Reply made =
        server.post(
            "/api/aliases",
            "{\"alias\": \"%s\", \"canonical\": \"https://api.example.com/\", \"owner\": \"%s\"}"
                .formatted(alias, team.toUpperCase(java.util.Locale.ROOT)));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    String join = "/api/teams/" + team + "/members/" + people.person();
    assertRefused(
        people.as(people.key(with(MANAGES)), "PUT", join, null), "write alias in default");
    String owner =
        with(MANAGES, "{\"verb\": \"write\", \"kind\": \"alias\", \"condition\": \"owning_team\"}");
    assertRefused(people.as(people.key(owner), "PUT", join, null), "write alias in default");
    server.put("/api/teams/" + team + "/members/" + owner, null);
    assertThat(people.as(people.key(owner), "PUT", join, null).status()).isEqualTo(200);
  }

  @Test
  void whatTheServicesOfAPersonGetBackIsGivenToo() {
    String team = people.team();
    String context = context(team);
    String maker = people.person();
    String role =
        people.role(
            "[{\"verb\": \"admin\", \"kind\": \"key\"}, " + READS + ", " + WRITES + "]", maker);
    server.put("/api/teams/" + team + "/members/" + maker, null);
    Reply made =
        people.as(
            people.key(maker),
            "POST",
            "/api/keys",
            "{\"name\": \"ci\", \"kind\": \"SERVICE\", \"contexts\": [\"*\"], \"verbs\": [\"WRITE\"]}");
    assertThat(made.status()).as(made.text().replaceAll("nxs_\\w+", "…")).isEqualTo(201);
    assertThat(server.delete("/api/roles/" + role + "/members/" + maker).status()).isEqualTo(200);
    assertThat(server.post("/api/users/" + maker + "/disable", null).status()).isEqualTo(200);
    assertRefused(
        people.as(people.key(with(MANAGES)), "POST", "/api/users/" + maker + "/enable", null),
        "write alias in " + context);
    assertThat(server.post("/api/users/" + maker + "/enable", null).status()).isEqualTo(200);
  }

  @Test
  void itIsToldThatChangesApplyAtOnceHoweverManyCouldApproveThem() {
    String approves = "[{\"verb\": \"approve\", \"kind\": \"role\"}]";
    people.role(approves, people.person(), people.person());
    Reply made = server.post("/api/users", "{\"username\": \"" + People.fresh("anna") + "\"}");
    assertThat(made.header("Notice")).contains("apply at once").contains("approved by policy");
    Reply tried =
        server.post("/api/users?dryRun=true", "{\"username\": \"" + People.fresh("anna") + "\"}");
    assertThat(tried.header("Notice")).isEmpty();
  }

  private String context(String team) {
    String context = People.fresh("demands");
    Reply made =
        server.post(
            "/api/contexts",
            "{\"name\": \"" + context + "\", \"permissions\": [\"" + team + "\"]}");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return context;
  }

  @Test
  void aDryRunTellsWhoIsThereOnlyToThoseWhoMayLook() {
    String known = people.person();
    String team = people.team(known);
    String key = people.key(with("{\"verb\": \"admin\", \"kind\": \"role\"}"));
    String wide = people.key(with(MANAGES), Verb.ADMIN);
    for (String caller : List.of(key, wide)) {
      for (String name : List.of(known, People.fresh("nobody"))) {
        Reply tried =
            people.as(caller, "POST", "/api/users?dryRun=true", "{\"username\": \"" + name + "\"}");
        assertThat(tried.status()).as(tried.toString()).isEqualTo(403);
        Reply joined =
            people.as(
                caller, "PUT", "/api/teams/" + team + "/members/" + name + "?dryRun=true", null);
        assertThat(joined.status()).as(joined.toString()).isEqualTo(403);
        assertThat(joined.text()).doesNotContain(name);
      }
    }
    String looking = people.key(with(MANAGES));
    assertThat(
            people
                .as(looking, "POST", "/api/users?dryRun=true", "{\"username\": \"" + known + "\"}")
                .code())
        .isEqualTo("ALREADY_EXISTS");
  }
}
