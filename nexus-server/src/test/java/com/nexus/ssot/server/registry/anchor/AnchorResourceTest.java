package com.nexus.ssot.server.registry.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Lifecycle;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Anchors and their versions over HTTP. */
class AnchorResourceTest {
  private final TestServer server = TestServer.shared();

  private static String fresh() {
    return "anchor-" + UUID.randomUUID().toString().substring(24);
  }

  private Anchor create(String id, String more) {
    Reply reply = server.post("/api/anchors", "{\"anchor_id\": \"" + id + "\"" + more + "}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    return reply.as(Anchor.class);
  }

  private Reply addVersion(String id, String label, String content, String... more) {
    String query = more.length == 0 ? "" : "&format=" + more[0];
    return server.post(
        "/api/anchors/" + id + "/versions?label=" + label + query,
        content,
        "Content-Type",
        "application/octet-stream");
  }

  @Test
  void anAnchorIsCreatedWithItsDefaults() {
    Anchor anchor = create(fresh(), "");

    assertThat(anchor.family()).isEqualTo("api");
    assertThat(anchor.format()).isEqualTo("unspecified");
    assertThat(anchor.lifecycle()).isEqualTo(Lifecycle.ACTIVE);
    assertThat(anchor.centralityScore()).isEqualTo("0.00");
    assertThat(anchor.version()).isNull();
    assertThat(anchor.labels()).isEmpty();
  }

  @Test
  void everyFieldIsKept() {
    String id = fresh();
    Anchor anchor =
        create(
            id,
            """
            , "family": "event", "description": "What happens\\u0007", "format": "asyncapi",
            "source_hint": "repo/events.yaml", "owner": "platform", "lifecycle": "experimental",
            "labels": {"tier": "gold", "area": "billing"}
            """);

    assertThat(anchor.description()).isEqualTo("What happens");
    assertThat(server.get("/api/anchors/" + id.toUpperCase(Locale.ROOT)).as(Anchor.class))
        .isEqualTo(anchor);
    assertThat(
            server
                .get("/api/anchors?label=tier=gold&label=area=billing&q=" + id)
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(server.get("/api/anchors?label=tier=tin&q=" + id).json().path("items")).isEmpty();
    for (String filter :
        new String[] {
          "family=event",
          "format=asyncapi",
          "owner=platform",
          "lifecycle=EXPERIMENTAL",
          "source=repo/events.yaml",
          "q=WHAT%20HAPP"
        }) {
      assertThat(server.get("/api/anchors?limit=1000&" + filter).text()).as(filter).contains(id);
    }
    assertThat(server.get("/api/anchors?limit=1000&family=api").text()).doesNotContain(id);
    assertThat(server.get("/api/anchors?label=tier").code()).isEqualTo("BAD_PARAMETER");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Reply refused =
        server.post(
            "/api/anchors",
            """
            {"anchor_id": "-x", "family": "A B", "format": "?", "owner": "%s",
             "labels": {"Big Key": "v"}}
            """
                .formatted("o".repeat(300)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString())
        .containsExactlyInAnyOrder("/anchor_id", "/family", "/format", "/owner", "/labels/Big Key");
  }

  @Test
  void aVersionIsKeptByteForByte() {
    String id = create(fresh(), "").anchorId();
    String content = "{ \"openapi\" : \"3.0.1\",\r\n \"info\": {\"title\": \"Ünï\"} }\n";

    Reply added = addVersion(id, "1.0.0", content);
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    assertThat(added.header("Location")).isEqualTo("/api/anchors/" + id + "/versions/1.0.0");
    AnchorVersion version = added.as(AnchorVersion.class);
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.format()).isEqualTo("openapi-3.0.json");
    assertThat(version.size()).isEqualTo(content.getBytes(StandardCharsets.UTF_8).length);
    assertThat(version.contentHash())
        .isEqualTo(Sha256.prefixed(content.getBytes(StandardCharsets.UTF_8)));

    Reply back = server.get("/api/anchors/" + id + "/versions/1.0.0/content");
    assertThat(back.text()).isEqualTo(content);
    assertThat(back.header("Content-Type")).isEqualTo("application/json");
    assertThat(back.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(back.header("Content-Disposition")).startsWith("attachment");
    assertThat(back.header("Digest")).startsWith("SHA-256=");
    assertThat(
            server
                .get(
                    "/api/anchors/" + id + "/versions/1.0.0/content",
                    "If-None-Match",
                    back.header("ETag"))
                .status())
        .isEqualTo(304);

    Anchor anchor = server.get("/api/anchors/" + id).as(Anchor.class);
    assertThat(anchor.version()).isEqualTo("1.0.0");
    assertThat(anchor.checksum()).isEqualTo(version.checksum());
    assertThat(anchor.contentHash()).isEqualTo(version.contentHash());
    assertThat(anchor.format()).isEqualTo("openapi-3.0.json");
    assertThat(anchor.revision()).isEqualTo(2);
  }

  @Test
  void theChecksumIsThatOfTheMeaningNotOfTheSpelling() {
    String id = create(fresh(), "").anchorId();
    AnchorVersion json = addVersion(id, "a", "{\"b\": 1, \"a\": [true]}").as(AnchorVersion.class);
    AnchorVersion yaml = addVersion(id, "b", "a: [true]\nb: 1\n").as(AnchorVersion.class);
    AnchorVersion text = addVersion(id, "c", "# Title\nhello: [").as(AnchorVersion.class);

    assertThat(json.checksum()).isEqualTo(yaml.checksum());
    assertThat(json.contentHash()).isNotEqualTo(yaml.contentHash());
    assertThat(yaml.format()).isEqualTo("yaml");
    assertThat(text.format()).isEqualTo("text");
    assertThat(text.checksum()).isEqualTo(text.contentHash());
    assertThat(server.get("/api/anchors/" + id + "/versions/c/content").header("Content-Type"))
        .isEqualTo("application/octet-stream");
  }

  @Test
  void theSameContentAgainChangesNothing() {
    String id = create(fresh(), "").anchorId();
    addVersion(id, "1", "one");
    Reply again = addVersion(id, "2", "one");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.as(AnchorVersion.class).label()).isEqualTo("1");
    assertThat(server.get("/api/anchors/" + id).as(Anchor.class).revision()).isEqualTo(2);
  }

  @Test
  void aVersionCannotBeReplaced() {
    String id = create(fresh(), "").anchorId();
    addVersion(id, "1", "one");
    addVersion(id, "2", "two");

    assertThat(addVersion(id, "1", "other").code()).isEqualTo("ALREADY_EXISTS");
    assertThat(addVersion(id, "1", "one").status()).isEqualTo(200);
    assertThat(addVersion(id, "3", "one").status()).isEqualTo(201);

    Reply list = server.get("/api/anchors/" + id + "/versions?limit=2&count=true");
    assertThat(list.json().path("total").asInt()).isEqualTo(3);
    assertThat(list.json().path("items"))
        .extracting(item -> item.path("label").asString())
        .containsExactly("3", "2");
    assertThat(
            server
                .get(
                    "/api/anchors/"
                        + id
                        + "/versions?cursor="
                        + list.json().path("next").asString())
                .status())
        .isEqualTo(200);
  }

  @Test
  void contentThatIsNotWhatItIsSaidToBeIsRefused() {
    String id = create(fresh(), "").anchorId();

    assertThat(addVersion(id, "1", "{\"a\": ", "json").code()).isEqualTo("MALFORMED");
    assertThat(addVersion(id, "1", "a: [", "yaml").code()).isEqualTo("MALFORMED");
    Reply refused = addVersion(id, "no%20label", "x", "%21");
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString())
        .containsExactly("/label", "/format");
    assertThat(server.get("/api/anchors/" + id + "/versions/none").code()).isEqualTo("NOT_FOUND");
    assertThat(addVersion("unknown-anchor", "1", "x").code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void aDryRunOfAVersionStoresNothing() {
    String id = create(fresh(), "").anchorId();
    Reply preview =
        server.post(
            "/api/anchors/" + id + "/versions?label=1&dryRun=true",
            "text",
            "Content-Type",
            "text/plain");

    assertThat(preview.header("Preview")).isEqualTo("true");
    assertThat(server.get("/api/anchors/" + id + "/versions").json().path("items")).isEmpty();
  }

  @Test
  void anAnchorThatAliasesLeadToCannotBeDeleted() {
    String id = create(fresh(), "").anchorId();
    Reply alias =
        server.post(
            "/api/aliases", "{\"alias\": \"to-%s\", \"canonical\": \"%s\"}".formatted(id, id));
    assertThat(alias.status()).as(alias.toString()).isEqualTo(201);

    Reply refused = server.delete("/api/anchors/" + id);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains("to-" + id);

    server.delete("/api/aliases/to-" + id);
    assertThat(server.delete("/api/anchors/" + id).status()).isEqualTo(200);
    assertThat(server.get("/api/anchors/" + id).code()).isEqualTo("GONE");
    assertThat(server.get("/api/anchors?deleted=true&q=" + id).json().path("items")).hasSize(1);
    assertThat(server.post("/api/anchors/" + id + "/restore", null).status()).isEqualTo(200);
    assertThat(server.get("/api/anchors/" + id + "/history").json().path("items")).hasSize(3);
  }

  @Test
  void theSameRequestAgainIsAnsweredTheSame() {
    String id = fresh();
    String key = UUID.randomUUID().toString();
    String body = "{\"anchor_id\": \"" + id + "\"}";

    assertThat(server.post("/api/anchors", body, "Idempotency-Key", key).status()).isEqualTo(201);
    assertThat(server.post("/api/anchors", body, "Idempotency-Key", key).status()).isEqualTo(201);
    assertThat(server.get("/api/anchors/" + id).as(Anchor.class).revision()).isEqualTo(1);
  }

  @Test
  void theFirstClientsFindAnAnchorByIdAndByAlias() {
    String id = create(fresh(), ", \"owner\": \"platform\"").anchorId();
    addVersion(id, "1.0", "{}");
    server.post("/api/aliases", "{\"alias\": \"aka-%s\", \"canonical\": \"%s\"}".formatted(id, id));

    Reply direct = server.get("/anchors/" + id + "?context=frontend");
    assertThat(direct.json().path("id").asString()).isEqualTo(id);
    assertThat(direct.json().path("version").asString()).isEqualTo("1.0");
    assertThat(direct.json().path("checksum").asString()).startsWith("sha256:");
    assertThat(direct.json().path("registered_at").asString()).isNotEmpty();
    assertThat(server.get("/anchors/aka-" + id).text()).isEqualTo(direct.text());
    assertThat(server.get("/anchors/aka-" + id + "?context=frontend").status()).isEqualTo(404);
    assertThat(server.get("/anchors/unknown-" + id).status()).isEqualTo(404);
  }

  @Test
  void anAnchorThatDescribesEndpointsCannotBeDeleted() {
    String id = create(fresh(), "").anchorId();
    String endpoint = "of-" + id;
    Reply made =
        server.post(
            "/api/endpoints",
            "{\"name\": \"%s\", \"anchor\": \"%s\", \"method\": \"GET\", \"path\": \"/things\"}"
                .formatted(endpoint, id));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);

    Reply refused = server.delete("/api/anchors/" + id);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains(endpoint);

    assertThat(server.delete("/api/endpoints/" + endpoint).status()).isEqualTo(200);
    assertThat(server.delete("/api/anchors/" + id).status()).isEqualTo(200);
    assertThat(server.post("/api/endpoints/" + endpoint + "/restore", null).status())
        .isEqualTo(422);
  }
}
