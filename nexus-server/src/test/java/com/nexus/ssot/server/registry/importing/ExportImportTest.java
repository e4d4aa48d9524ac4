package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.Row;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A registry that is exported and imported elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportImportTest {
  private static final List<String> OWN =
      List.of(
          "id",
          "revision",
          "created_at",
          "updated_at",
          "created_by",
          "change_id",
          "deleted_at",
          "adopted_at",
          "adopted_by",
          "exported_at");

  private TestServer from;
  private TestServer to;

  @BeforeAll
  void fill() {
    from = TestServer.start(Map.of());
    to = TestServer.start(Map.of());
    // People are in no export.
    to.approver("frontend");
    to.approver("closed");
    send(from, "/api/contexts", "{\"name\": \"closed\", \"mode\": \"READWRITE\"}");
    Reply rules =
        from.post(
            "/api/governance",
            "# why\n".repeat(Json.MAX_TEXT / 4) + "alias_governance: {version: \"7.0\"}\n",
            "Content-Type",
            "application/yaml");
    assertThat(rules.status()).as(rules.toString()).isEqualTo(200);
    send(from, "/api/contexts", "{\"name\": \"gone-context\"}");
    send(
        from,
        "/api/services",
        "{\"name\": \"shop\", \"labels\": {\"tier\": \"gold\"},"
            + " \"base_urls\": {\"production\": \"https://shop.example.com\"}}");
    send(from, "/api/anchors", "{\"anchor_id\": \"shop-api\", \"owner\": \"shop\"}");
    send(from, "/api/anchors", "{\"anchor_id\": \"old-api\"}");
    for (String label : new String[] {"1.0", "2.0"}) {
      from.post(
          "/api/anchors/shop-api/versions?label=" + label,
          "{\"openapi\": \"3.0.0\",\r\n \"x\": \"" + label + " ünï" + "long".repeat(40_000) + "\"}",
          "Content-Type",
          "application/json");
    }
    send(
        from,
        "/api/endpoints",
        "{\"name\": \"list-shops\", \"anchor\": \"shop-api\","
            + " \"service\": \"shop\", \"method\": \"GET\", \"path\": \"/shops\"}");
    send(from, "/api/aliases", "{\"alias\": \"zz-shops\", \"canonical\": \"list-shops\"}");
    send(
        from,
        "/api/aliases",
        "{\"alias\": \"all-shops\", \"canonical\": \"zz-shops\"," + " \"labels\": {\"a\": \"b\"}}");
    send(
        from,
        "/api/aliases",
        "{\"alias\": \"shut-shops\", \"canonical\": \"shop-api\"," + " \"context\": \"closed\"}");
    send(
        from,
        "/api/aliases",
        "{\"alias\": \"former-shops\", \"canonical\": \"old-api\","
            + " \"successor\": \"all-shops\"}");
    breakCallers();
    tieAliases();
    closeBuiltInContexts();
    assertThat(from.delete("/api/aliases/former-shops").status()).isEqualTo(200);
    assertThat(from.delete("/api/anchors/old-api").status()).isEqualTo(200);
    assertThat(from.delete("/api/contexts/gone-context").status()).isEqualTo(200);
    from.approver("closed");
    assertThat(
            from.patch(
                    "/api/contexts/closed", "{\"mode\": \"READONLY\", \"approval_required\": true}")
                .status())
        .isEqualTo(200);
  }

  /** Versions that the anchor's level would not let in now. */
  private void breakCallers() {
    send(from, "/api/anchors", "{\"anchor_id\": \"strict-api\", \"compatibility\": \"NONE\"}");
    for (String path : new String[] {"before", "after"}) {
      Reply added =
          from.post(
              "/api/anchors/strict-api/versions?label=" + path,
              "{\"openapi\": \"3.0.0\", \"paths\": {\"/%s\": {\"get\": {}}}}".formatted(path),
              "Content-Type",
              "application/json");
      assertThat(added.status()).as(added.toString()).isEqualTo(201);
    }
    change("/api/anchors/strict-api", "{\"compatibility\": \"BACKWARD\"}");
  }

  /** Aliases that nobody could make in one step, because what they name is no longer in use. */
  private void tieAliases() {
    alias("gone-end", "https://example.com", "");
    alias("gone-way", "gone-end", "");
    assertThat(from.delete("/api/aliases/gone-way").status()).isEqualTo(200);
    assertThat(from.delete("/api/aliases/gone-end").status()).isEqualTo(200);
    alias("off-end", "https://example.com", "");
    alias("off-way", "off-end", "");
    alias("ring-a", "https://example.com", "");
    alias("ring-b", "https://example.com", ", \"successor\": \"ring-a\"");
    alias("after-off", "https://example.com", ", \"successor\": \"off-end\"");
    alias("turn-1", "https://example.com", "");
    alias("turn-2", "turn-1", "");
    change("/api/aliases/turn-1", "{\"successor\": \"turn-2\"}");
    change("/api/aliases/ring-a", "{\"successor\": \"ring-b\"}");
    change("/api/aliases/off-end", "{\"is_active\": false}");
    alias("past-end", "https://example.com", ", \"ttl\": \"9d\", \"successor\": \"ring-a\"");
    alias("past-way", "past-end", "");
    alias("past-gone", "https://example.com", ", \"ttl\": \"9d\"");
    assertThat(from.delete("/api/aliases/past-gone").status()).isEqualTo(200);
    // Time passes.
    from.bean(JdbcClient.class)
        .sql(
            """
            update alias set expires_at = created_at + interval '1 microsecond'
            where key in ('past-end', 'past-gone')
            """)
        .update();
  }

  private void closeBuiltInContexts() {
    alias("front-shops", "https://example.com", ", \"context\": \"frontend\"");
    alias("back-shops", "https://example.com", ", \"context\": \"backend\"");
    from.approver("frontend");
    change("/api/contexts/frontend", "{\"approval_required\": true}");
    change("/api/contexts/backend", "{\"mode\": \"READONLY\"}");
  }

  private void alias(String name, String canonical, String more) {
    send(
        from,
        "/api/aliases",
        "{\"alias\": \"%s\", \"canonical\": \"%s\"%s}".formatted(name, canonical, more));
  }

  private void change(String path, String patch) {
    Reply reply = from.patch(path, patch);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    from.close();
    to.close();
  }

  private static void send(TestServer server, String path, String body) {
    Reply reply = server.post(path, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
  }

  private static Reply load(TestServer server, String query, String lines) {
    return server.post(
        "/api/import?format=jsonl" + query, lines, "Content-Type", "application/x-ndjson");
  }

  /** The rows without what is each registry's own. */
  private static List<JsonNode> comparable(String export) {
    return export
        .lines()
        .map(line -> Json.readStored(line.getBytes(StandardCharsets.UTF_8)))
        .filter(row -> !row.path("type").asString("").equals("end"))
        .map(row -> {
          ObjectNode own = (ObjectNode) row;
          own.remove(OWN);
          if (own.path("object") instanceof ObjectNode object) {
            object.remove(OWN);
          }
          return (JsonNode) own;
        })
        .toList();
  }

  @Test
  void whatComesBackIsWhatWasExported() {
    String export = from.get("/api/export").text();
    Reply preview = load(to, "&dryRun=true", export);
    assertThat(preview.status()).as(preview.toString()).isEqualTo(200);
    assertThat(to.get("/api/anchors/shop-api").status()).isEqualTo(404);

    Reply reply = load(to, "", export);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    ImportReport report = reply.as(ImportReport.class);
    assertThat(report.rows()).noneMatch(row -> row.state() == State.FAILED);
    assertThat(preview.as(ImportReport.class).rows()).isEqualTo(report.rows());
    assertThat(comparable(to.get("/api/export").text())).isEqualTo(comparable(export));

    ImportReport again = load(to, "", export).as(ImportReport.class);
    assertThat(again.state()).isEqualTo(State.UNCHANGED);
    assertThat(again.counts()).containsOnlyKeys("unchanged");

    clashesAreHandledAsAskedFor(export);
  }

  private void clashesAreHandledAsAskedFor(String export) {
    to.patch("/api/services/shop", "{\"owner\": \"somebody\"}");
    Reply aborted = load(to, "", export);
    assertThat(aborted.code()).isEqualTo("ALREADY_EXISTS");
    assertThat(aborted.json().at("/causes/0/at").asString()).startsWith("line ");

    ImportReport skipped = load(to, "&conflicts=skip", export).as(ImportReport.class);
    assertThat(skipped.rows())
        .filteredOn(row -> row.state() == State.SKIPPED)
        .extracting(Row::name)
        .containsExactly("shop");
    assertThat(to.get("/api/services/shop").text()).contains("somebody");

    ImportReport replaced = load(to, "&conflicts=overwrite", export).as(ImportReport.class);
    assertThat(replaced.counts()).containsEntry("updated", 1);
    assertThat(to.get("/api/services/shop").text()).doesNotContain("somebody");

    to.delete("/api/aliases/all-shops");
    ImportReport restored = load(to, "&conflicts=overwrite", export).as(ImportReport.class);
    assertThat(restored.counts()).containsEntry("updated", 1);
    assertThat(to.get("/api/aliases/all-shops").status()).isEqualTo(200);
  }

  @Test
  void anExportThatWasCutOrChangedIsRefused() {
    String export = from.get("/api/export").text();
    String withoutEnd = export.substring(0, export.lastIndexOf("{\"type\":\"end\""));

    assertThat(load(from, "", withoutEnd).text()).contains("without its last line");
    assertThat(load(from, "", export.replace("list-shops", "list-shopz")).text())
        .contains("their hash is another");
    assertThat(load(from, "", export + "{}").text()).contains("something follows");
    assertThat(
            load(from, "", export.replaceFirst("\"type\":\"service\"", "\"type\":\"thing\""))
                .text())
        .contains("not known");
    assertThat(load(from, "", "{}").text()).contains("not the header");
    assertThat(load(from, "", "{oops").code()).isEqualTo("MALFORMED");
    assertThat(load(from, "&aliases=default&owner=x", export).code()).isEqualTo("BAD_PARAMETER");
  }
}
