package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys over HTTP. */
class KeyResourceTest {
  private static final String DRAFT =
      """
      {"name": "ci", "kind": "SERVICE", "contexts": ["default"], "verbs": ["READ", "WRITE"]}
      """;

  private final TestServer server = TestServer.shared();

  @Test
  void aNewKeyIsShownOnceAndWorksUntilItIsRevoked() {
    Reply made = server.post("/api/keys", DRAFT);
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("id").asString();
    String key = made.json().path("key").asString();
    assertThat(made.header("Location")).isEqualTo("/api/keys/" + id);
    assertThat(made.json().propertyNames())
        .containsExactlyInAnyOrder("id", "key", "name", "expires_at");
    assertThat(whoAmI(key)).isEqualTo(200);

    Reply list = server.get("/api/keys?limit=1000");
    assertThat(list.text()).contains(id).doesNotContain(key);

    assertThat(server.delete("/api/keys/" + id).status()).isEqualTo(204);
    assertThat(whoAmI(key)).isEqualTo(401);
    assertThat(server.delete("/api/keys/" + id).status()).isEqualTo(204);
  }

  @Test
  void theListComesInPages() {
    server.post("/api/keys", DRAFT);
    server.post("/api/keys", DRAFT);
    JsonNode first = server.get("/api/keys?limit=1").json();
    JsonNode second =
        server.get("/api/keys?limit=1&cursor=" + first.path("next").asString()).json();
    assertThat(second.path("items").get(0).path("id").asString())
        .isNotEqualTo(first.path("items").get(0).path("id").asString());
  }

  @Test
  void aRepeatedRequestForAKeyIsRefusedBecauseTheKeyIsShownOnce() {
    assertThat(server.post("/api/keys", DRAFT, "Idempotency-Key", "again").code())
        .isEqualTo("BAD_PARAMETER");
  }

  @Test
  void preconditionsOfKeysAreHeld() {
    String key = "/api/keys/" + server.post("/api/keys", DRAFT).json().path("id").asString();
    assertThat(server.delete(key, "If-Match", "\"nonsense\"").status()).isEqualTo(412);
    assertThat(server.delete(key, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(server.get("/api/keys?limit=1000").text()).contains(key.substring(10));
    assertThat(server.delete(key, "If-Match", "*").status()).isEqualTo(204);
    assertThat(server.post("/api/keys", DRAFT, "If-Match", "\"x\"").code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(server.post("/api/keys", DRAFT, "If-None-Match", "*").status()).isEqualTo(201);
  }

  @Test
  void aDryRunMakesNoKey() {
    String draft = DRAFT.replace("\"ci\"", "\"only tried\"");
    Reply tried = server.post("/api/keys?dryRun=true", draft);
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.header("Preview")).isEqualTo("true");
    assertThat(
            StreamSupport.stream(
                server.get("/api/keys?limit=1000").json().path("items").spliterator(), false))
        .noneMatch(key -> key.path("name").asString().equals("only tried"));
  }

  @Test
  void whoMayNotAdministerSeesNoChangesOfKeysEither() {
    Reply made = server.post("/api/keys", DRAFT);
    String[] asThem = {"Authorization", "Bearer " + made.json().path("key").asString()};
    String named = "\"object_key\":\"" + made.json().path("id").asString() + "\"";
    JsonNode all = server.get("/api/changes?limit=1000").json();
    String id =
        StreamSupport.stream(all.path("items").spliterator(), false)
            .filter(change -> change.toString().contains(named))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    assertThat(server.get("/operations/" + id).status()).isEqualTo(200);

    Reply theirs = server.http("GET", "/api/changes?limit=1000", null, asThem);
    assertThat(theirs.status()).isEqualTo(200);
    assertThat(theirs.text()).doesNotContain("api_key");
    assertThat(server.http("GET", "/api/changes/" + id, null, asThem).status()).isEqualTo(404);
    assertThat(server.http("GET", "/operations/" + id, null, asThem).status()).isEqualTo(404);
  }

  @Test
  void whoMayNotAdministerSeesNoKeys() {
    String key = server.post("/api/keys", DRAFT).json().path("key").asString();
    assertThat(server.http("GET", "/api/keys", null, "Authorization", "Bearer " + key).status())
        .isEqualTo(403);
    assertThat(server.http("POST", "/api/keys", DRAFT, "Authorization", "Bearer " + key).status())
        .isEqualTo(403);
  }

  @Test
  void everythingWrongWithADraftIsSaidAtOnce() {
    Reply reply =
        server.post(
            "/api/keys",
            """
            {"name": "", "kind": "HUMAN", "contexts": ["nowhere"], "verbs": ["APPROVE"],
              "expires_in": "5y"}
            """);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("causes")).hasSize(5);
  }

  @Test
  void aCallerIsToldWhenItsKeyEnds() {
    Reply made = server.post("/api/keys", DRAFT);
    Reply who =
        server.http(
            "GET",
            "/api/whoami",
            null,
            "Authorization",
            "Bearer " + made.json().path("key").asString());
    assertThat(who.json().path("expires_at").asString(""))
        .isNotEmpty()
        .isEqualTo(made.json().findValue("expires_at").asString());
  }

  private int whoAmI(String key) {
    return server.http("GET", "/api/whoami", null, "Authorization", "Bearer " + key).status();
  }
}
