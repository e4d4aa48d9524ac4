package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Role;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Teams and roles over HTTP, and what nobody can do with them. */
class RoleResourceTest {
  private static final String READS = "[{\"verb\": \"read\", \"kind\": \"alias\"}]";
  private static final String MANAGES = "[{\"verb\": \"admin\", \"kind\": \"role\"}]";

  private final TestServer server = TestServer.shared();
  private final People people = new People(server);

  @Test
  void theBuiltInRolesAreThere() {
    assertThat(server.get("/api/roles?limit=1000").text())
        .contains("\"name\":\"admin\"", "\"name\":\"developer\"", "\"name\":\"operator\"");
    Role admin = server.get("/api/roles/admin").as(Role.class);
    assertThat(admin.members()).contains("administrator");
    assertThat(admin.grants()).hasSize(1);
    assertThat(admin.grants().getFirst().verb()).isEqualTo("*");
    assertThat(admin.restrictions().getFirst().operation()).isEqualTo("deploy");
  }

  @Test
  void aRoleIsMadeChangedGivenAndDeleted() {
    String anna = people.person();
    String team = people.team(anna);
    String role = "/api/roles/" + people.role(READS, anna, "team:" + team);
    Reply got = server.get(role);
    assertThat(got.as(Role.class).members()).containsExactlyInAnyOrder(anna, "team:" + team);
    Reply patched =
        server.patch(
            role,
            "{\"restrictions\": [{\"verb\": \"write\", \"kind\": \"*\"}]}",
            "If-Match",
            got.header("ETag"));
    assertThat(patched.as(Role.class).grants()).hasSize(1);
    assertThat(patched.as(Role.class).restrictions()).hasSize(1);
    assertThat(server.delete(role + "/members/" + anna).as(Role.class).members()).hasSize(1);
    assertThat(server.delete("/api/teams/" + team).code()).isEqualTo("IN_USE");
    assertThat(server.delete(role, "If-Match", got.header("ETag")).status()).isEqualTo(412);
    assertThat(server.delete(role).status()).isEqualTo(200);
    assertThat(server.get(role).status()).isEqualTo(404);
    assertThat(server.delete("/api/teams/" + team).status()).isEqualTo(200);
    assertThat(server.get("/api/teams/" + team).status()).isEqualTo(404);
    assertThat(server.put("/api/teams/" + team + "/members/" + anna, null).status()).isEqualTo(404);
  }

  @Test
  void aNameThatIsFreeAgainBeginsEmpty() {
    String anna = people.person();
    String name = people.role(READS, anna);
    server.delete("/api/roles/" + name);
    Reply again = server.post("/api/roles", "{\"name\": \"" + name + "\"}");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.as(Role.class).grants()).isEmpty();
    assertThat(again.as(Role.class).members()).isEmpty();
    assertThat(server.get("/api/users/" + anna).json().path("roles")).isEmpty();
  }

  @Test
  void whatARoleSaysIsCheckedAsAWhole() {
    Reply wrong =
        server.post(
            "/api/roles",
            """
            {"name": "x y", "grants": [
              {"verb": "fly", "kind": "alias"}, {"verb": "read", "kind": "aliases"},
              {"verb": "read", "kind": "alias", "operation": "burn"},
              {"verb": "read", "kind": "alias", "context": "nowhere-at-all"},
              {"verb": "read", "kind": "alias", "condition": "owning_team"}],
             "restrictions": [{"verb": "read", "kind": "*", "operation": "deploy"}]}
            """);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().path("causes")).hasSize(7);
    assertThat(
            server
                .post("/api/roles", "{\"name\": \"x\", \"members\": [\"administrator\"]}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void nobodyGivesWhatTheyDoNotHave() {
    String boss = people.person();
    people.role(MANAGES, boss);
    String reads = people.role(READS);
    Actor manager = people.signedIn(boss);
    assertThat(refused(manager, "role.member_add", new Membership(reads, boss)))
        .contains("read alias");
    assertThat(refused(manager, "role.member_add", new Membership("admin", boss))).isNotEmpty();
    String mine = People.fresh("mine");
    people.does(
        manager, "role.create", new com.nexus.ssot.model.api.RoleDraft(mine, null, null, null));
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putArray("grants").addObject().put("verb", "*").put("kind", "*");
    assertThat(refused(manager, "role.update", new NamedPatch(mine, patch))).isNotEmpty();
    // What they have themselves, they give.
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.putArray("grants").addObject().put("verb", "admin").put("kind", "role");
    assertThat(people.does(manager, "role.update", new NamedPatch(mine, own)).unchanged())
        .isFalse();
  }

  @Test
  void aRestrictionOfOnesOwnBindsHereToo() {
    Reply wide =
        server.post(
            "/api/roles",
            "{\"name\": \""
                + People.fresh("wide")
                + "\", \"grants\": [{\"verb\": \"*\", \"kind\": \"*\"}]}");
    assertThat(wide.status()).isEqualTo(403);
    assertThat(wide.text()).contains("execute workflow:deploy in env/production");
    assertThat(server.patch("/api/roles/admin", "{\"restrictions\": []}").status()).isEqualTo(403);
  }

  @Test
  void whoCouldDoMoreIsNotEnabledOrInvitedByWhoCannot() {
    String boss = people.person();
    people.role(MANAGES, boss);
    String reader = people.person();
    people.role(READS, reader);
    Actor manager = people.signedIn(boss);
    java.util.UUID id =
        java.util.UUID.fromString(server.get("/api/users/" + reader).json().path("id").asString());
    assertThat(refused(manager, "principal.disable", new PrincipalTarget(id)))
        .contains("read alias");
    assertThat(server.post("/api/users/" + reader + "/disable", null).status()).isEqualTo(200);
    assertThat(refused(manager, "principal.enable", new PrincipalTarget(id)))
        .contains("read alias");
    assertThat(server.post("/api/users/" + reader + "/enable", null).status()).isEqualTo(200);
  }

  @Test
  void theLastWhoCanAdministerStays() {
    assertThat(server.delete("/api/roles/admin/members/administrator").code()).isEqualTo("IN_USE");
    assertThat(server.post("/api/users/administrator/disable", null).code()).isEqualTo("IN_USE");
    assertThat(server.delete("/api/roles/admin").code()).isEqualTo("IN_USE");
    assertThat(server.patch("/api/roles/admin", "{\"grants\": []}").code()).isEqualTo("IN_USE");
    assertThat(server.get("/api/roles/admin").as(Role.class).members()).contains("administrator");
    // Told before that nobody could approve either.
    assertThat(server.delete("/api/roles/admin").text())
        .contains("Nobody could manage roles and keys any more.");
  }

  @Test
  void theLastWhoCanApproveInAContextStays() {
    String context = People.fresh("asks");
    String anna = people.person();
    String team = people.team(anna);
    people.role("[{\"verb\": \"approve\", \"kind\": \"proposal\"}]", anna);
    server.post(
        "/api/contexts",
        "{\"name\": \""
            + context
            + "\", \"permissions\": [\""
            + team
            + "\"], \"approval_required\": true}");
    assertThat(server.delete("/api/teams/" + team + "/members/" + anna).code())
        .isEqualTo("TOO_FEW_APPROVERS");
    assertThat(server.post("/api/users/" + anna + "/disable", null).text()).contains(context);
    assertThat(server.delete("/api/teams/" + team).text()).contains(context);
    server.put("/api/teams/" + team + "/members/administrator", null);
    assertThat(server.delete("/api/teams/" + team + "/members/" + anna).status()).isEqualTo(200);
    assertThat(server.delete("/api/teams/" + team + "/members/administrator").code())
        .isEqualTo("TOO_FEW_APPROVERS");
    server.delete("/api/contexts/" + context);
  }

  @Test
  void aThousandPeopleAreInATeamAndGetARoleAtOnce() {
    String team = people.team();
    server
        .bean(JdbcClient.class)
        .sql(
            """
            with made as (
              insert into principal (id, kind, name, created_at)
              select gen_random_uuid(), 'HUMAN', :team || '-' || n, now()
              from generate_series(1, 1000) n returning id, name),
            named as (
              insert into person (principal_id, username, key, display_name)
              select id, name, lower(name), name from made)
            insert into team_member (team_id, principal_id, since)
            select t.id, m.id, now() from made m, team t where t.name = :team
            """)
        .param("team", team)
        .update();
    String role = people.role(READS, "team:" + team);
    assertThat(server.get("/api/teams/" + team).json().path("members")).hasSize(1000);
    assertThat(server.get("/api/users/" + team + "-77").json().path("roles").toString())
        .contains(role);
    Reply page = server.get("/api/users?limit=1000&count=true");
    assertThat(page.json().path("items")).hasSize(1000);
    assertThat(page.json().path("total").asInt()).isGreaterThan(1000);
    String next = page.json().path("next").asString();
    assertThat(server.get("/api/users?limit=1000&cursor=" + next).json().path("items"))
        .isNotEmpty();
  }

  @Test
  void theSeedsViewsShowRolesAndWhoHasThem() {
    String anna = people.person();
    String role = people.role(READS, "team:" + people.team(anna));
    List<String> rows =
        server
            .bean(JdbcClient.class)
            .sql(
                """
                select u.username || ' ' || r.name || ' ' || r.permissions || u.password_hash
                from users u join user_roles m on m.user_id = u.id join roles r on r.id = m.role_id
                where u.username = ?
                """)
            .param(anna)
            .query(String.class)
            .list();
    assertThat(rows)
        .containsExactly(
            anna
                + " "
                + role
                + " [{\"kind\": \"alias\", \"verb\": \"read\", \"context\": \"*\"}]!");
  }

  private String refused(Actor actor, String kind, Object body) {
    Fault fault = catchThrowableOfType(Fault.class, () -> people.does(actor, kind, body));
    assertThat(fault.code()).isEqualTo(FaultCode.FORBIDDEN);
    return fault.causes().toString();
  }
}
