package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Changes at the door: what people who sign in, keys and agents do with them over HTTP. */
class PeopleApproveTest {
  private final TestServer server = TestServer.shared();
  private final LoginWorld world = new LoginWorld(server);
  private final String place = "door-" + UUID.randomUUID().toString().substring(0, 8);
  private final String name = "name-" + UUID.randomUUID().toString().substring(0, 8);

  PeopleApproveTest() {
    server.approver(place);
    Reply made =
        server.post(
            "/api/contexts", "{\"name\": \"%s\", \"approval_required\": true}".formatted(place));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @Test
  void whatAKeyProposesIsApprovedByAPersonAndResolves() {
    String id = propose("https://one.example/");
    JsonNode change = change(id);
    assertThat(change.path("waits_for").get(0).asString())
        .isEqualTo("1 more who may approve in " + place);
    Reply byKey = server.post("/api/changes/" + id + "/approve", verdict(change));
    assertThat(byKey.status()).isEqualTo(403);
    assertThat(byKey.json().path("code").asString()).isEqualTo("HUMAN_REQUIRED");
    Browsing anna = approver(Verb.APPROVE);
    Reply approved = anna.json("POST", "/api/changes/" + id + "/approve", verdict(change));
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    assertThat(approved.json().path("state").asString()).isEqualTo("APPLIED");
    assertThat(server.get("/api/aliases/resolve/" + place + "/" + name).json())
        .isEqualTo(Json.mapper().readTree("{\"canonical_name\": \"https://one.example/\"}"));
    assertThat(server.get("/operations/" + id).json().path("status").asString())
        .isEqualTo("completed");
  }

  @Test
  void anEditVoidsAnApprovalThatWasRead() {
    String id = propose("https://one.example/");
    JsonNode before = change(id);
    Reply edited =
        server.http(
            "PATCH",
            "/api/changes/" + id,
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
    assertThat(edited.json().path("revision").asInt()).isEqualTo(2);
    Browsing anna = approver(Verb.APPROVE);
    Reply stale = anna.json("POST", "/api/changes/" + id + "/approve", verdict(before));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("code").asString()).isEqualTo("DIGEST_MISMATCH");
    assertThat(
            anna.json("POST", "/api/changes/" + id + "/approve", verdict(edited.json())).status())
        .isEqualTo(200);
    assertThat(server.get("/api/changes/" + id + "/revisions").json().path("items")).hasSize(2);
  }

  @Test
  void aRevertRestoresWhatWas() {
    String id = propose("https://one.example/");
    Browsing anna = approver(Verb.APPROVE);
    anna.json("POST", "/api/changes/" + id + "/approve", verdict(change(id)));
    Reply patched = patch("https://two.example/");
    assertThat(patched.status()).isEqualTo(202);
    String second = patched.json().path("id").asString();
    anna.json("POST", "/api/changes/" + second + "/approve", verdict(change(second)));
    assertThat(canonical()).isEqualTo("https://two.example/");
    Reply revert = server.post("/api/changes/" + second + "/revert", null);
    assertThat(revert.status()).as(revert.text()).isEqualTo(202);
    assertThat(revert.json().path("reverts").asString()).isEqualTo(second);
    String third = revert.json().path("id").asString();
    anna.json("POST", "/api/changes/" + third + "/approve", verdict(change(third)));
    assertThat(canonical()).isEqualTo("https://one.example/");
    assertThat(server.post("/api/changes/" + second + "/revert", null).status()).isEqualTo(409);
    Reply tooLate = server.post("/api/changes/" + id + "/revert", null);
    assertThat(tooLate.status()).as("it was changed since").isEqualTo(412);
  }

  @Test
  void whatPeopleLetBeMadeIsTakenBackToo() {
    String id = propose("https://one.example/");
    Browsing anna = approver(Verb.APPROVE);
    anna.json("POST", "/api/changes/" + id + "/approve", verdict(change(id)));
    assertThat(canonical()).isEqualTo("https://one.example/");
    Reply revert = server.post("/api/changes/" + id + "/revert", null);
    assertThat(revert.status()).as(revert.text()).isEqualTo(202);
    String opposite = revert.json().path("id").asString();
    Reply approved =
        anna.json("POST", "/api/changes/" + opposite + "/approve", verdict(change(opposite)));
    assertThat(approved.json().path("state").asString()).as(approved.text()).isEqualTo("APPLIED");
    assertThat(server.get("/api/aliases/resolve/" + place + "/" + name).status()).isEqualTo(410);
  }

  @Test
  void aRevertThatIsEditedIntoSomethingElseTakesNothingBack() {
    String id = propose("https://one.example/");
    Browsing anna = approver(Verb.APPROVE);
    anna.json("POST", "/api/changes/" + id + "/approve", verdict(change(id)));
    String revert =
        server.post("/api/changes/" + id + "/revert", null).json().path("id").asString();
    Reply edited =
        server.http(
            "PATCH",
            "/api/changes/" + revert,
            """
            {"operations": [{"kind": "alias.create", "body":
              {"alias": "%s-2", "context": "%s", "canonical": "https://two.example/"}}]}
            """
                .formatted(name, place),
            "Authorization",
            "Bearer " + server.adminKey().text(),
            "Content-Type",
            "application/json");
    assertThat(edited.status()).as(edited.text()).isEqualTo(200);
    assertThat(edited.json().path("reverts").isMissingNode()).isTrue();
    assertThat(edited.json().path("description").asString("")).doesNotContain("Takes back");
    assertThat(server.post("/api/changes/" + id + "/revert", null).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/services  | {"name": "%s"}                                            | service.delete
          /api/anchors   | {"anchor_id": "%s", "format": "openapi-yaml"}             | anchor.delete
          /api/contexts  | {"name": "%s"}                                            | context.delete
          /api/teams     | {"name": "%s"}                                            | team.delete
          /api/roles     | {"name": "%s"}                                            | role.delete
          /api/users     | {"username": "%s"}                                        | principal.disable
          """)
  void whatEndsLaterThanItWasPlannedEndsAllTheSame(String path, String draft, String kind) {
    Reply made = server.post(path, draft.formatted(name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String body =
        kind.startsWith("principal")
            ? "{\"id\": \"" + made.json().path("id").asString() + "\"}"
            : "{\"name\": \"" + name + "\"}";
    Reply drafted =
        server.post(
            "/api/changes",
            "{\"draft\": true, \"operations\": [{\"kind\": \"%s\", \"body\": %s}]}"
                .formatted(kind, body));
    assertThat(drafted.status()).as(drafted.text()).isEqualTo(202);
    String id = drafted.json().path("id").asString();
    Reply submitted = server.post("/api/changes/" + id + "/submit", null);
    assertThat(submitted.json().path("state").asString()).as(submitted.text()).isEqualTo("APPLIED");
  }

  @Test
  void aProposalInTheFirstShapeWaitsForSomebodyToApplyIt() {
    Reply proposed =
        server.post(
            "/proposals",
            """
            {"alias": "%s", "canonical": "https://one.example/", "context": "%s",
              "change_type": "create"}
            """
                .formatted(name, place));
    String id = proposed.json().path("id").asString();
    approver(Verb.APPROVE).json("POST", "/api/changes/" + id + "/approve", verdict(change(id)));
    assertThat(server.get("/operations/" + id).json().path("status").asString())
        .isEqualTo("approved");
    Reply applied = server.post("/api/changes/" + id + "/apply", null);
    assertThat(applied.json().path("state").asString()).as(applied.text()).isEqualTo("APPLIED");
    assertThat(applied.json().path("applied_by").asString()).isNotEmpty();
  }

  @Test
  void theSameApprovalSentAgainUnderItsKeyIsAnsweredAgain() {
    String id = propose("https://one.example/");
    Browsing anna = approver(Verb.APPROVE);
    String body = verdict(change(id));
    String[] headers = {
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/json",
      "Idempotency-Key",
      UUID.randomUUID().toString()
    };
    String path = "/api/changes/" + id + "/approve";
    assertThat(anna.send("POST", path, body, headers).status()).isEqualTo(200);
    Reply again = anna.send("POST", path, body, headers);
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().path("state").asString()).isEqualTo("APPLIED");
    assertThat(anna.json("POST", path, body).status()).isEqualTo(409);
  }

  @Test
  void anIllegalActSaysWhatIsAllowedNowAndToWhom() {
    String id = propose("https://one.example/");
    Reply reply = server.post("/api/changes/" + id + "/apply", null);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().path("code").asString()).isEqualTo("WRONG_STATE");
    assertThat(reply.text())
        .contains("Allowed now: approve, by people who may approve in " + place);
  }

  @Test
  void whatIsProposedCannotBeReadWithEveryMistakeAtOnce() {
    Reply reply =
        server.post(
            "/api/changes",
            """
            {"operations": [
              {"kind": "alias.explode", "body": {}},
              {"kind": "alias.create", "body": {"alias": 7, "wrong": true}}]}
            """);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text())
        .contains("/operations/0/kind", "/operations/1/body/alias", "/operations/1/body/wrong");
    assertThat(server.post("/api/changes", "{\"operations\": []}").status()).isEqualTo(422);
  }

  @Test
  void everyKindOfOperationHasASchema() {
    JsonNode kinds = server.get("/api/schemas").json().path("kinds");
    assertThat(kinds.toString()).contains("alias.create", "governance.adopt", "role.update");
    for (JsonNode kind : kinds) {
      Reply schema = server.get("/api/schemas/" + kind.asString());
      assertThat(schema.status()).as(kind.asString()).isEqualTo(200);
      assertThat(schema.json().path("$schema").asString()).contains("2020-12");
      assertThat(schema.text()).doesNotContain("#/components/");
    }
    assertThat(server.get("/api/schemas/no.such").status()).isEqualTo(404);
  }

  @Test
  void brokenGlassIsToldToApprovers() {
    String id = propose("https://one.example/");
    Browsing watching = approver(Verb.APPROVE);
    Browsing onCall = approver(Verb.OVERRIDE);
    Reply done =
        onCall.json(
            "POST",
            "/api/changes/" + id + "/override",
            "{\"digest\": \"%s\", \"reason\": \"fire\", \"reference\": \"INC-7\"}"
                .formatted(change(id).path("digest").asString()));
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().path("glass_break").path("reference").asString()).isEqualTo("INC-7");
    JsonNode notice = watching.get("/api/notices?unread=true").json().path("items").get(0);
    assertThat(notice.path("text").asString()).contains("INC-7");
    assertThat(
            watching
                .json("POST", "/api/notices/" + notice.path("id").asString() + "/read", null)
                .status())
        .isEqualTo(204);
    assertThat(watching.get("/api/notices?unread=true").json().path("items")).isEmpty();
    assertThat(server.get("/api/changes?unreviewed=true&limit=1000").text()).contains(id);
    assertThat(
            watching
                .json("POST", "/api/changes/" + id + "/close-review", "{\"finding\": \"fine\"}")
                .status())
        .isEqualTo(200);
    assertThat(server.get("/api/changes?unreviewed=true&limit=1000").text()).doesNotContain(id);
  }

  private Browsing approver(Verb verb) {
    Person person = world.person();
    for (Verb each : new Verb[] {Verb.READ, verb}) {
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
    Browsing browser = world.browser();
    assertThat(browser.login(person).status()).isEqualTo(200);
    return browser;
  }

  private String propose(String canonical) {
    Reply reply =
        server.post(
            "/api/changes",
            """
            {"operations": [{"kind": "alias.create", "body":
              {"alias": "%s", "context": "%s", "canonical": "%s"}}],
              "justification": "because"}
            """
                .formatted(name, place, canonical));
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(reply.json().path("state").asString()).isEqualTo("IN_REVIEW");
    return reply.json().path("id").asString();
  }

  private Reply patch(String canonical) {
    return server.http(
        "PATCH",
        "/api/aliases/" + name + "?context=" + place,
        "{\"canonical\": \"" + canonical + "\"}",
        "Authorization",
        "Bearer " + server.adminKey().text(),
        "Content-Type",
        "application/merge-patch+json");
  }

  private @Nullable String canonical() {
    return server
        .get("/api/aliases/resolve/" + place + "/" + name)
        .json()
        .path("canonical_name")
        .asString();
  }

  private JsonNode change(String id) {
    return server.get("/api/changes/" + id).json();
  }

  private static String verdict(JsonNode change) {
    return "{\"digest\": \"" + change.path("digest").asString() + "\"}";
  }
}
