package com.nexus.ssot.server.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.change.Quorum;
import com.nexus.ssot.server.directory.People;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Nobody asks for more people than could approve, and nobody leaves who is needed: invariant C10.
 */
class EnoughApproversTest {
  private static final TestServer SERVER = TestServer.start(Map.of());
  private final String place = People.fresh("asks");
  private final People people = new People(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void theFileOfTheFirstStartAsksThoughNobodyButTheAdministratorIsThere() {
    try (TestServer fresh = TestServer.start(Map.of())) {
      assertThat(fresh.get("/api/contexts/system").json().path("approval_required").asBoolean())
          .isTrue();
      assertThat(fresh.bean(Quorum.class).lacking())
          .as("the administrator could approve what others propose")
          .isEmpty();
      // What is as it was before may stay.
      assertThat(adopt(fresh, "required: 1").status()).isEqualTo(200);
    }
  }

  @Test
  void rulesThatAskMorePeopleThanThereAreAreRefused() {
    try (TestServer fresh = TestServer.start(Map.of())) {
      for (String approvals :
          new String[] {
            "required: 2",
            "required: 1, deletes: 1",
            "required: 1, administration: true",
            "required: 1, teams: [nobody-there]"
          }) {
        Reply refused = adopt(fresh, approvals);
        assertThat(refused.code()).as(approvals).isEqualTo("TOO_FEW_APPROVERS");
        assertThat(refused.text()).contains("with the right to approve first");
      }
      Reply asking =
          fresh.post(
              "/api/governance?dryRun=true",
              """
              alias_governance:
                version: "3.0"
                contexts: {default: {approval_required: true}}
              """,
              "Content-Type",
              "application/yaml");
      assertThat(asking.status()).isEqualTo(409);
      assertThat(asking.text())
          .contains("1 must approve in default, and nobody besides who proposes this could.");
      fresh.approver("*");
      assertThat(adopt(fresh, "required: 1, administration: true").status()).isEqualTo(200);
    }
  }

  @Test
  void aContextThatAsksNeedsPeopleWhoCouldApproveThere() {
    assertThat(make("").code()).as("the administrator proposes it").isEqualTo("TOO_FEW_APPROVERS");
    SERVER.approver(People.fresh("elsewhere"));
    assertThat(make("").code()).isEqualTo("TOO_FEW_APPROVERS");
    SERVER.approver(place);
    assertThat(make(", \"approvals\": " + asking(2, "")).code()).isEqualTo("TOO_FEW_APPROVERS");
    assertThat(make("").status()).isEqualTo(201);
    assertThat(patch("{\"approvals\": " + asking(2, "") + "}").code())
        .isEqualTo("TOO_FEW_APPROVERS");
  }

  @Test
  void peopleOutsideTheTeamsThatMustApproveDoNotCount() {
    String name = SERVER.approver(place);
    String team = people.team();
    String body = ", \"approvals\": " + asking(1, "\"" + team + "\"");
    Reply refused = make(body);
    assertThat(refused.code()).isEqualTo("TOO_FEW_APPROVERS");
    assertThat(refused.text()).contains("who are in " + team);
    SERVER.put("/api/teams/" + team + "/members/" + name, null);
    assertThat(make(body).status()).isEqualTo(201);
    assertThat(SERVER.delete("/api/teams/" + team + "/members/" + name).code())
        .isEqualTo("TOO_FEW_APPROVERS");
  }

  @Test
  void whoIsNeededIsNotDisabledBeforeSomebodyElseIsThere() {
    String anna = SERVER.approver(place);
    String ben = SERVER.approver(place);
    String team = people.team(anna, ben);
    String body = ", \"approvals\": " + asking(2, "\"" + team + "\"");
    assertThat(make(body).status()).isEqualTo(201);
    Reply refused = SERVER.post("/api/users/" + anna + "/disable", null);
    assertThat(refused.code()).isEqualTo("TOO_FEW_APPROVERS");
    assertThat(refused.text())
        .contains("2 must approve in " + place + " who are in " + team + ", and only 1 could.");
    SERVER.put("/api/teams/" + team + "/members/" + SERVER.approver(place), null);
    assertThat(SERVER.post("/api/users/" + anna + "/disable", null).status()).isEqualTo(200);
    assertThat(SERVER.post("/api/users/" + ben + "/disable", null).code())
        .isEqualTo("TOO_FEW_APPROVERS");
  }

  @Test
  void noChangeDoesAwayWithTheConsentThatItNeedsItself() {
    SERVER.approver(place);
    assertThat(make("").status()).isEqualTo(201);
    Reply both =
        SERVER.post(
            "/api/changes",
            """
            {"operations": [
              {"kind": "context.update",
                "body": {"name": "%s", "patch": {"approval_required": false}}},
              {"kind": "alias.create", "body":
                {"alias": "slipped-in", "context": "%s", "canonical": "https://one.example"}}]}
            """
                .formatted(place, place));
    assertThat(both.status()).as(both.toString()).isEqualTo(202);
    assertThat(SERVER.get("/api/contexts/" + place).json().path("approval_required").asBoolean())
        .isTrue();
  }

  private Reply make(String more) {
    return SERVER.post(
        "/api/contexts", "{\"name\": \"" + place + "\", \"approval_required\": true" + more + "}");
  }

  private Reply patch(String body) {
    return SERVER.patch("/api/contexts/" + place, body);
  }

  private static String asking(int required, String teams) {
    return """
    {"required": %d, "deletes": 0, "teams": [%s], "proposal_expiry": "30d", "administration": false}
    """
        .formatted(required, teams);
  }

  private static Reply adopt(TestServer server, String approvals) {
    return server.post(
        "/api/governance",
        """
        alias_governance:
          version: "2.0"
          rules:
            naming: {min_length: 4}
            approvals: {%s}
        """
            .formatted(approvals),
        "Content-Type",
        "application/yaml");
  }
}
