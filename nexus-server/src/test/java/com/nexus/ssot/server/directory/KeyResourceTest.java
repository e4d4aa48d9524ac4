package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.List;
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
  void whileAKeyIsReplacedBothItsSecretsOpenBothPlanes() {
    JsonNode made = server.post("/api/keys", DRAFT).json();
    String id = made.path("id").asString();
    String first = made.path("key").asString();
    Reply rotated = server.post("/api/keys/" + id + "/rotate", "{\"overlap\": \"1d\"}");
    assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
    assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
    assertThat(rotated.json().path("id").asString()).isEqualTo(id);
    String second = rotated.json().path("key").asString();
    assertThat(second).isNotEqualTo(first);
    for (String key : List.of(first, second)) {
      assertThat(whoAmI(key)).isEqualTo(200);
      assertThat(resolve(key)).isEqualTo(404);
    }

    Reply again = server.post("/api/keys/" + id + "/rotate", null);
    assertThat(again.code()).as("a call that is repeated").isEqualTo("IN_USE");
    assertThat(whoAmI(first)).isEqualTo(200);
    Reply meant = server.post("/api/keys/" + id + "/rotate", "{\"overlap\": \"7d\"}");
    String third = meant.json().path("key").asString();
    assertThat(whoAmI(first)).as("the secret before the last two").isEqualTo(401);
    assertThat(resolve(first)).isEqualTo(401);
    for (String key : List.of(second, third)) {
      assertThat(whoAmI(key)).isEqualTo(200);
      assertThat(resolve(key)).isEqualTo(404);
    }

    assertThat(server.delete("/api/keys/" + id).status()).isEqualTo(204);
    for (String key : List.of(second, third)) {
      assertThat(whoAmI(key)).isEqualTo(401);
      assertThat(resolve(key)).isEqualTo(401);
    }
    Reply late = server.post("/api/keys/" + id + "/rotate", "{}");
    assertThat(late.code()).isEqualTo("GONE");
  }

  @Test
  void aServiceOutlivesItsMakerWhichTheListShowsAndItHasNeverMoreThanItsOwn() {
    People people = new People(server);
    String maker = people.person();
    people.role(
        "[{\"verb\": \"admin\", \"kind\": \"key\"}, {\"verb\": \"read\", \"kind\": \"alias\"}]",
        maker);
    JsonNode made =
        people
            .as(people.key(maker), "POST", "/api/keys", DRAFT.replace("\"default\"", "\"*\""))
            .json();
    String id = made.path("id").asString();
    String key = made.path("key").asString();
    String makerId = server.get("/api/users/" + maker).json().path("id").asString();
    assertThat(listed("?limit=1000&maker=active", id).path("made_by").asString())
        .isEqualTo(makerId);
    assertThat(listed("?limit=1000&maker=disabled", id).isMissingNode()).isTrue();

    assertThat(server.post("/api/users/" + maker + "/disable", null).status()).isEqualTo(200);
    assertThat(listed("?limit=1000&maker=disabled", id).path("maker_active").asBoolean(true))
        .isFalse();
    assertThat(listed("?limit=1000&maker=active", id).isMissingNode()).isTrue();
    assertThat(people.as(key, "GET", "/api/aliases", null).status()).isEqualTo(200);
    Reply more = people.as(key, "POST", "/api/aliases", "{\"alias\": \"x\", \"canonical\": \"y\"}");
    assertThat(more.status()).as("its maker could not write").isEqualTo(403);
  }

  private JsonNode listed(String query, String id) {
    for (JsonNode key : server.get("/api/keys" + query).json().path("items")) {
      if (key.path("id").asString().equals(id)) {
        return key;
      }
    }
    return tools.jackson.databind.node.MissingNode.getInstance();
  }

  @Test
  void withoutOverlapTheOldSecretEndsAtOnce() {
    JsonNode made = server.post("/api/keys", DRAFT).json();
    String id = made.path("id").asString();
    assertThat(server.post("/api/keys/" + id + "/rotate", "{\"overlap\": \"0s\"}").status())
        .isEqualTo(200);
    assertThat(whoAmI(made.path("key").asString())).isEqualTo(401);
    assertThat(resolve(made.path("key").asString())).isEqualTo(401);
  }

  @Test
  void whatCannotBeAskedOfARotationIsToldAtOnce() {
    String id = server.post("/api/keys", DRAFT).json().path("id").asString();
    String rotate = "/api/keys/" + id + "/rotate";
    Reply refused = server.post(rotate, "{\"overlap\": \"8d\", \"expires_in\": \"2y\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("/overlap").contains("/expires_in");
    assertThat(server.post(rotate, "{\"secret\": \"x\"}").status()).isEqualTo(422);
    assertThat(server.post(rotate, "{}", "Idempotency-Key", "x").code()).isEqualTo("BAD_PARAMETER");
    assertThat(server.post(rotate, "{}", "If-Match", "\"x\"").status()).isEqualTo(412);
    assertThat(server.post("/api/keys/AAAAAAAA/rotate", "{}").status()).isEqualTo(404);
    assertThat(server.post("/api/keys/not-a-key/rotate", "{}").status()).isEqualTo(404);
    Reply tried = server.post(rotate + "?dryRun=true", "{}");
    assertThat(tried.header("Preview")).isEqualTo("true");
    assertThat(tried.text()).doesNotContain("nxs_live_");
  }

  @Test
  void aKeyReplacesItsOwnSecretButNotItsEndAndNobodyElses() {
    JsonNode made = server.post("/api/keys", DRAFT).json();
    JsonNode other = server.post("/api/keys", DRAFT).json();
    String[] asItself = {"Authorization", "Bearer " + made.path("key").asString()};
    String rotate = "/api/keys/" + made.path("id").asString() + "/rotate";
    Reply longer = server.http("POST", rotate, "{\"expires_in\": \"1y\"}", asItself);
    assertThat(longer.status()).isEqualTo(422);
    Reply rotated = server.http("POST", rotate, "{}", asItself);
    assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
    assertThat(rotated.json().path("expires_at").asString())
        .isEqualTo(made.path("expires_at").asString());
    String others = "/api/keys/" + other.path("id").asString();
    assertThat(server.http("POST", others + "/rotate", "{}", asItself).status()).isEqualTo(404);
    assertThat(server.http("DELETE", others, null, asItself).status()).isEqualTo(404);
    Reply mine = server.http("GET", "/api/keys", null, asItself);
    assertThat(mine.json().path("items")).hasSize(1);
  }

  @Test
  void aKeyWithAddressesWorksFromThereOnOnBothPlanes() {
    String here = DRAFT.replace("}", ", \"allowed_ips\": [\"127.0.0.0/8\", \"::1\"]}");
    String elsewhere = DRAFT.replace("}", ", \"allowed_ips\": [\"192.0.2.0/24\"]}");
    String near = server.post("/api/keys", here).json().path("key").asString();
    String far = server.post("/api/keys", elsewhere).json().path("key").asString();
    assertThat(whoAmI(near)).isEqualTo(200);
    assertThat(resolve(near)).isEqualTo(404);
    assertThat(whoAmI(far)).isEqualTo(401);
    assertThat(resolve(far)).isEqualTo(401);
    assertThat(server.get("/api/keys?limit=1000").text()).contains("192.0.2.0/24");
  }

  @Test
  void aServerThatAsksForNoCertificatesBindsNoKeyToOne() {
    String bound =
        DRAFT.replace("}", ", \"allowed_certificates\": [\"%s\"]}".formatted("a".repeat(64)));
    Reply refused = server.post("/api/keys", bound);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("NEXUS_TLS_CLIENT_CA");
  }

  @Test
  void addressesThatAreNoneAreTold() {
    String wrong =
        DRAFT.replace("}", ", \"allowed_ips\": [\"10.0.0.0/8\", \"localhost\", \"10.0.0.0/33\"]}");
    Reply refused = server.post("/api/keys", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("/allowed_ips/1")
        .contains("/allowed_ips/2")
        .doesNotContain("/allowed_ips/0");
  }

  @Test
  void noTokenGetsTheKeyByReplacingItNorEndsIt() {
    JsonNode made = server.post("/api/keys", DRAFT).json();
    String form = "grant_type=client_credentials&client_secret=" + made.path("key").asString();
    Reply token =
        server.http(
            "POST", "/api/auth/token", form, "Content-Type", "application/x-www-form-urlencoded");
    assertThat(token.status()).as(token.text()).isEqualTo(200);
    String[] narrow = {"Authorization", "Bearer " + token.json().path("access_token").asString()};
    String key = "/api/keys/" + made.path("id").asString();
    assertThat(server.http("GET", "/api/whoami", null, narrow).status()).isEqualTo(200);
    assertThat(server.http("POST", key + "/rotate", "{}", narrow).status()).isEqualTo(404);
    assertThat(server.http("DELETE", key, null, narrow).status()).isEqualTo(404);
    assertThat(whoAmI(made.path("key").asString())).isEqualTo(200);
  }

  @Test
  void aKeyForAContextThatIsNotThereLooksLikeOneForAContextThatCannotBeRead() {
    Reply unknown = server.post("/api/keys", DRAFT.replace("default", "no-such-context"));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text()).contains("that you can read");
  }

  @Test
  void nobodyMakesAPersonalKeyWithAKey() {
    Reply refused = server.post("/api/keys", DRAFT.replace("SERVICE", "HUMAN"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("/kind").contains("signed in");
    String administrator = server.adminKey().id();
    assertThat(server.post("/api/keys/" + administrator + "/rotate", "{}").status()).isEqualTo(403);
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
  void whoMayNotAdministerSeesOnlyTheirOwnKeysAndMakesNone() {
    JsonNode made = server.post("/api/keys", DRAFT).json();
    String key = made.path("key").asString();
    Reply list = server.http("GET", "/api/keys?limit=1000", null, "Authorization", "Bearer " + key);
    assertThat(list.json().path("items")).hasSize(1);
    assertThat(list.text()).contains(made.path("id").asString());
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

  private int resolve(String key) {
    return server
        .http(
            "GET",
            "/api/aliases/resolve/default/no-such-name",
            null,
            "Authorization",
            "Bearer " + key)
        .status();
  }

  private int whoAmI(String key) {
    return server.http("GET", "/api/whoami", null, "Authorization", "Bearer " + key).status();
  }
}
