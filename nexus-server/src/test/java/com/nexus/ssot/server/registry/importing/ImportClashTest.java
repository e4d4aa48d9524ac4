package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.Row;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Imports of rows into a registry that holds something already. */
class ImportClashTest {
  private final TestServer server = TestServer.shared();
  private final String word = "x" + UUID.randomUUID().toString().substring(24);

  /** An export with these rows. */
  private static String export(String... rows) {
    StringBuilder lines =
        new StringBuilder("{\"type\":\"header\",\"format\":\"nexus-registry\",\"version\":1}\n");
    Map<String, Integer> counts = new TreeMap<>();
    for (String row : rows) {
      lines.append(row).append('\n');
      String type = Json.read(row.getBytes(StandardCharsets.UTF_8)).path("type").asString("");
      counts.merge(type, 1, Integer::sum);
    }
    String hash = Sha256.hex(Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8)));
    return lines
        + "{\"type\":\"end\",\"counts\":%s,\"sha256\":\"%s\"}\n".formatted(Json.tree(counts), hash);
  }

  private static String row(String type, boolean deleted, String object) {
    return "{\"type\":\"%s\",\"deleted\":%s,\"object\":%s}".formatted(type, deleted, object);
  }

  private Reply send(String query, String lines) {
    return server.post(
        "/api/import?format=jsonl" + query, lines, "Content-Type", "application/jsonl");
  }

  private ImportReport load(String query, String lines) {
    Reply reply = send(query, lines);
    assertThat(reply.status()).as(reply.toString()).isIn(200, 202);
    return reply.as(ImportReport.class);
  }

  private String service(String name, String more) {
    return row("service", false, "{\"name\": \"" + name + "\"" + more + "}");
  }

  @Test
  void oneRowThatIsRefusedDoesNotHoldUpTheOthers() {
    String lines =
        export(
            service(word + "-a", ""),
            service("!", ""),
            service(word + "-b", ", \"base_urls\": {\"production\": \"nowhere\"}"),
            service(word + "-c", ""));
    ImportReport preview = load("&dryRun=true", lines);
    assertThat(server.get("/api/services/" + word + "-c").status()).isEqualTo(404);
    ImportReport report = load("", lines);
    assertThat(preview.rows()).isEqualTo(report.rows());
    assertThat(preview.changeIds()).isEmpty();

    assertThat(report.counts()).containsEntry("created", 2).containsEntry("failed", 2);
    assertThat(report.rows())
        .filteredOn(row -> row.state() == State.FAILED)
        .allSatisfy(row -> assertThat(row.message()).isNotBlank())
        .extracting(Row::line)
        .containsExactly(3, 4);
    assertThat(server.get("/api/services/" + word + "-c").status()).isEqualTo(200);
  }

  @Test
  void aRowThatNeedsOneThatWasRefusedIsRefusedInADryRunToo() {
    String lines =
        export(
            service(word, ", \"base_urls\": {\"production\": \"nowhere\"}"),
            row(
                "endpoint",
                false,
                "{\"name\": \"%s\", \"service\": \"%s\", \"method\": \"GET\", \"path\": \"/\"}"
                    .formatted(word, word)));
    ImportReport preview = load("&dryRun=true", lines);
    assertThat(preview.counts()).containsOnlyKeys("failed").containsEntry("failed", 2);
    assertThat(load("", lines).rows()).isEqualTo(preview.rows());
  }

  @Test
  void aliasesOfAContextThatNeedsApprovalWaitTogetherAndOnce() {
    String lines =
        export(waiting(word + "-a", ""), waiting(word + "-b", ",\"successor\":\"" + word + "-a\""));
    Reply reply = send("", lines);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.as(ImportReport.class).counts()).containsEntry("waiting", 2);
    assertThat(reply.as(ImportReport.class).changeIds()).hasSize(1);

    Reply again = send("", lines);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.as(ImportReport.class).counts()).containsEntry("waiting", 2);
    assertThat(again.as(ImportReport.class).changeIds()).isEmpty();
  }

  private static String waiting(String alias, String more) {
    return row(
        "alias",
        false,
        ("{\"alias\": \"%s\", \"context\": \"system\", \"target_kind\": \"URL\","
                + " \"canonical\": \"https://example.com\"%s}")
            .formatted(alias, more));
  }

  @Test
  void aVersionWithOtherContentIsNotReplaced() {
    server.post("/api/anchors", "{\"anchor_id\": \"" + word + "\"}");
    server.post("/api/anchors/" + word + "/versions?label=1", "one", "Content-Type", "text/plain");
    String content = Base64.getEncoder().encodeToString("two".getBytes(StandardCharsets.UTF_8));
    String lines =
        export(
            "{\"type\":\"version\",\"object\":{\"anchor_id\":\"%s\",\"label\":\"1\",\"format\":\"text\",\"content_hash\":\"sha256:0\"},\"content\":[\"%s\"]}"
                .formatted(word, content));

    assertThat(send("", lines).code()).isEqualTo("ALREADY_EXISTS");
    assertThat(load("&conflicts=skip", lines).counts()).containsEntry("skipped", 1);
    assertThat(load("&conflicts=overwrite", lines).counts()).containsEntry("failed", 1);
    assertThat(server.get("/api/anchors/" + word + "/versions/1/content").text()).isEqualTo("one");
  }

  @Test
  void whatTheExportHasDeletedIsDeletedWhenItReplaces() {
    String name = word + "-gone";
    server.post("/api/services", "{\"name\": \"" + name + "\"}");
    String lines = export(row("service", true, "{\"name\": \"" + name + "\"}"));

    assertThat(load("&conflicts=skip", lines).counts()).containsEntry("skipped", 1);
    assertThat(load("&conflicts=overwrite", lines).counts()).containsEntry("updated", 1);
    assertThat(server.get("/api/services/" + name).status()).isEqualTo(410);
    assertThat(load("", lines).counts()).containsEntry("unchanged", 1);
  }

  @Test
  void whatIsDeletedHereComesBackWhenItReplaces() {
    String name = word + "-back";
    server.post("/api/services", "{\"name\": \"" + name + "\", \"owner\": \"old\"}");
    server.delete("/api/services/" + name);
    String lines = export(service(name, ", \"owner\": \"new\", \"labels\": {\"a\": \"b\"}"));

    assertThat(send("", lines).code()).isEqualTo("ALREADY_EXISTS");
    load("&conflicts=overwrite", lines);
    assertThat(server.get("/api/services/" + name).text()).contains("\"owner\":\"new\"");
  }

  @Test
  void contentThatIsNotBase64IsTold() {
    String lines =
        export(
            row("anchor", false, "{\"anchor_id\": \"" + word + "\"}"),
            "{\"type\":\"version\",\"object\":{\"anchor_id\":\"%s\",\"label\":\"1\"},\"content\":[\"?\"]}"
                .formatted(word));

    assertThat(load("", lines).rows())
        .filteredOn(row -> row.kind().equals("version"))
        .singleElement()
        .satisfies(row -> assertThat(row.message()).contains("base64"));
  }

  @Test
  void anotherFormatOfExportsIsRefused() {
    assertThat(send("", export().replace("\"version\":1", "\"version\":2")).text())
        .contains("only version 1");
    assertThat(send("", export().replace("\"counts\":{}", "\"counts\":{\"alias\":1}")).text())
        .contains("counts");
    assertThat(send("", "").status()).isEqualTo(400);
  }
}
