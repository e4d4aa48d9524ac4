package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes, and proposals in the first clients' shape, over HTTP. */
class ChangeResourceTest {
  private final TestServer server = TestServer.shared();
  private final String name = "name-" + UUID.randomUUID().toString().substring(24);

  @Test
  void aProposalInAnOpenContextIsCompletedAtOnce() {
    Reply proposed = propose("create", "https://one.example/", "default");
    assertThat(proposed.status()).isEqualTo(201);
    assertThat(proposed.json().path("status").asString()).isEqualTo("completed");
    assertThat(proposed.json().path("proposed_by").asString()).isEqualTo("frenly_ai");
    String id = proposed.json().path("id").asString();
    assertThat(proposed.header("Location")).isEqualTo("/operations/" + id);

    Reply operation = server.get("/operations/" + id);
    assertThat(operation.status()).isEqualTo(200);
    assertThat(operation.json().path("status").asString()).isEqualTo("completed");
    assertThat(operation.json().path("stated").path("proposed_by").asString())
        .isEqualTo("frenly_ai");
    assertThat(operation.json().path("proposed_by").asString()).isEqualTo("administrator");
    assertThat(server.get("/api/aliases/" + name + "?context=default").json().path("canonical"))
        .hasToString("\"https://one.example/\"");
  }

  @Test
  void aProposalWhereApprovalIsNeededIsPending() {
    Reply proposed = propose("create", "https://one.example/", "system");
    assertThat(proposed.status()).isEqualTo(201);
    assertThat(proposed.json().path("status").asString()).isEqualTo("pending_approval");
    String id = proposed.json().path("id").asString();
    assertThat(server.get("/operations/" + id).json().path("status").asString())
        .isEqualTo("pending_approval");
    JsonNode change = server.get("/api/changes/" + id).json();
    assertThat(change.path("state").asString()).isEqualTo("IN_REVIEW");
    assertThat(change.path("operations").get(0).path("kind").asString()).isEqualTo("alias.create");
    assertThat(server.get("/api/changes?state=IN_REVIEW&limit=1000").text()).contains(id);
    assertThat(server.get("/api/changes?state=APPLIED&limit=1000").text()).doesNotContain(id);
    assertThat(server.get("/api/aliases/" + name + "?context=system").status()).isEqualTo(404);
  }

  @Test
  void anAliasCanBeUpdatedAndDeletedByProposals() {
    propose("create", "https://one.example/", "default");
    Reply updated =
        server.post(
            "/proposals",
            """
            {"type": "UPDATE_ALIAS", "target": "%s", "context": "default",
              "changes": {"canonical_name": "https://two.example/"},
              "description": "a better target", "justification": "because",
              "status": "pending_approval"}
            """
                .formatted(name));
    assertThat(updated.json().path("status").asString()).isEqualTo("completed");
    assertThat(
            server
                .get("/api/aliases/" + name + "?context=default")
                .json()
                .path("canonical")
                .asString())
        .isEqualTo("https://two.example/");
    Reply deleted =
        server.post(
            "/proposals",
            """
            {"alias": "%s", "change_type": "delete", "context": "default"}
            """
                .formatted(name));
    assertThat(deleted.json().path("status").asString()).isEqualTo("completed");
    assertThat(server.get("/api/aliases/" + name + "?context=default").status()).isEqualTo(410);
  }

  @Test
  void aProposalThatCannotBeReadIsRefusedWithEverythingWrong() {
    Reply reply = server.post("/proposals", "{\"context\": \"default\"}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("causes")).hasSize(2);
    assertThat(
            server
                .post(
                    "/proposals",
                    "{\"alias\": \"a\", \"target\": \"b\", \"change_type\": \"explode\"}")
                .json()
                .path("causes"))
        .hasSize(2);
  }

  @Test
  void aDryRunOfAProposalStoresNothing() {
    Reply tried =
        server.post(
            "/proposals?dryRun=true",
            """
            {"alias": "%s", "canonical": "https://one.example/", "change_type": "create"}
            """
                .formatted(name));
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.header("Preview")).isEqualTo("true");
    assertThat(server.get("/operations/" + tried.json().path("id").asString()).status())
        .isEqualTo(404);
  }

  @Test
  void changesOfOtherContextsAreInvisible() {
    String key =
        server
            .post(
                "/api/keys",
                """
                {"name": "narrow", "kind": "SERVICE", "contexts": ["frontend"], "verbs": ["READ"]}
                """)
            .json()
            .path("key")
            .asString();
    String id = propose("create", "https://one.example/", "default").json().path("id").asString();
    String[] narrow = {"Authorization", "Bearer " + key};
    assertThat(server.http("GET", "/api/changes/" + id, null, narrow).status()).isEqualTo(404);
    assertThat(server.http("GET", "/operations/" + id, null, narrow).status()).isEqualTo(404);
    assertThat(server.http("GET", "/api/changes?limit=1000", null, narrow).text())
        .doesNotContain(id);
  }

  @Test
  void changesOfContextsOutOfReachAndOfTheRulesAreInvisible() {
    Stock stock = new Stock(server);
    String mine = stock.context();
    String other = stock.context();
    String[] narrow = {"Authorization", "Bearer " + key("SERVICE", mine, "READ")};
    String list = server.http("GET", "/api/changes?limit=1000", null, narrow).text();
    assertThat(list).contains("\"object_key\":\"" + mine + "\"").doesNotContain(other);
    assertThat(list).doesNotContain("governance").doesNotContain("principal");
    assertThat(changeOf("/api/contexts/" + mine, narrow)).isEqualTo(200);
    assertThat(changeOf("/api/contexts/" + other, narrow)).isEqualTo(404);
    assertThat(changeOf("/api/governance", narrow)).isEqualTo(404);
  }

  /** What the change of an object answers to somebody. */
  private int changeOf(String object, String... headers) {
    String id = server.get(object).json().path("change_id").asString();
    assertThat(server.get("/api/changes/" + id).status()).isEqualTo(200);
    int status = server.http("GET", "/api/changes/" + id, null, headers).status();
    assertThat(server.http("GET", "/operations/" + id, null, headers).status()).isEqualTo(status);
    return status;
  }

  @Test
  void aLargeVersionThatWaitsCanBeLookedAt() {
    String anchor = new Stock(server).anchor(name);
    String[] agent = {
      "Authorization",
      "Bearer " + key("AGENT", "*", "WRITE"),
      "Content-Type",
      "application/octet-stream"
    };
    Reply waiting =
        server.http(
            "POST",
            "/api/anchors/" + anchor + "/versions?label=1",
            "x".repeat(Json.MAX_TEXT),
            agent);
    assertThat(waiting.status()).as(waiting.toString()).isEqualTo(202);
    String id = waiting.json().path("id").asString();
    assertThat(server.get("/api/changes/" + id).status()).isEqualTo(200);
    assertThat(server.get("/operations/" + id).status()).isEqualTo(200);
    assertThat(server.get("/api/changes?limit=1000").text()).contains(id);
  }

  @Test
  void aProposalThatChangesNothingHasNoId() {
    propose("create", "https://one.example/", "default");
    Reply same = propose("update", "https://one.example/", "default");
    assertThat(same.status()).as(same.toString()).isEqualTo(200);
    assertThat(same.json().path("status").asString()).isEqualTo("completed");
    assertThat(same.json().has("id")).isFalse();
    assertThat(same.header("Location")).isEmpty();
  }

  @Test
  void whatAnAgentWantsAndIsSoAlreadyDoesNotWait() {
    propose("create", "https://one.example/", "default");
    Reply same =
        server.http(
            "PATCH",
            "/api/aliases/" + name + "?context=default",
            "{\"canonical\": \"https://one.example/\"}",
            "Authorization",
            "Bearer " + key("AGENT", "default", "WRITE"));
    assertThat(same.status()).as(same.toString()).isEqualTo(200);
    assertThat(same.json().path("canonical").asString()).isEqualTo("https://one.example/");
  }

  @Test
  void wishesThatAreNoObjectAreRefused() {
    Reply refused =
        server.post(
            "/proposals",
            """
            {"type": "update", "target": "%s", "context": "default", "changes": ["canonical"]}
            """
                .formatted(name));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo("/changes");
  }

  @Test
  void whatTheCallerStatesIsCleanedAndCutAndTheAnswerSaysSo() {
    String proposed =
        """
        {"alias": "%s", "canonical": "https://one.example/", "change_type": "create",
          "context": "default", "proposed_by": "frenly\\u202e_ai", "proposed_at": "%s"}
        """
            .formatted(name, "9".repeat(300));
    Reply reply = server.post("/proposals", proposed);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    assertThat(reply.header("Text-Cleaned")).contains("/proposed_by: ").contains("/proposed_at: ");
    JsonNode stated =
        server.get("/operations/" + reply.json().path("id").asString()).json().path("stated");
    assertThat(stated.path("proposed_by").asString()).isEqualTo("frenly_ai");
    assertThat(stated.path("proposed_at").asString()).isEqualTo("9".repeat(255));
  }

  private String key(String kind, String context, String verb) {
    return server
        .post(
            "/api/keys",
            """
            {"name": "%s", "kind": "%s", "contexts": ["%s"], "verbs": ["%s"]}
            """
                .formatted(name, kind, context, verb))
        .json()
        .path("key")
        .asString();
  }

  @Test
  void theListOfChangesComesInPages() {
    propose("create", "https://one.example/", "default");
    propose("update", "https://two.example/", "default");
    JsonNode first = server.get("/api/changes?limit=1").json();
    JsonNode second =
        server.get("/api/changes?limit=1&cursor=" + first.path("next").asString()).json();
    assertThat(second.path("items").get(0).path("id").asString())
        .isLessThan(first.path("items").get(0).path("id").asString());
  }

  @Test
  void aChangeThatDoesNotExistIsNotFound() {
    assertThat(server.get("/api/changes/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(server.get("/operations/nothing").status()).isEqualTo(404);
  }

  private Reply propose(String type, String canonical, String context) {
    return server.post(
        "/proposals",
        """
        {"alias": "%s", "canonical": "%s", "context": "%s", "change_type": "%s",
          "description": "from the first clients", "proposed_by": "frenly_ai",
          "proposed_at": "2026-01-01T00:00:00.000000"}
        """
            .formatted(name, canonical, context, type));
  }
}
