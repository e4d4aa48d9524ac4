package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.Compatibility.Outcome;
import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Documents that are imported again, and would break those who call the API. */
class ImportCompatibilityTest {
  private final TestServer server = TestServer.shared();
  private final Stock stock = new Stock(server);
  private final String word = "k" + UUID.randomUUID().toString().substring(24);
  private final String anchor = "shelf-" + word;

  private Reply post(String more, String version, String... ids) {
    StringBuilder text =
        new StringBuilder(
            """
            openapi: 3.1.0
            info: {title: Shelf %s, version: '%s'}
            paths:
            """
                .formatted(word, version));
    for (String id : ids) {
      text.append("  /%1$s: {get: {operationId: %1$s%2$s}}\n".formatted(id, word));
    }
    String path = "/api/import?format=openapi&source=" + word + more;
    return server.post(path, text.toString(), "Content-Type", "application/yaml");
  }

  private ImportReport run(int status, String more, String version, String... ids) {
    Reply reply = post(more, version, ids);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    return reply.as(ImportReport.class);
  }

  private static Compatibility verdict(ImportReport report) {
    return Objects.requireNonNull(report.compatibility());
  }

  @Test
  void theReportSaysWhomTheNewVersionHurts() {
    assertThat(run(200, "", "1.0", "list").compatibility()).isNull();
    assertThat(run(200, "", "1.0", "list").state()).isEqualTo(State.UNCHANGED);

    ImportReport preview = run(200, "&dryRun=true", "1.1", "list", "read");
    assertThat(verdict(preview).outcome()).isEqualTo(Outcome.COMPATIBLE);
    ImportReport second = run(200, "", "1.1", "list", "read");
    assertThat(verdict(second)).isEqualTo(verdict(preview));
    assertThat(verdict(second).against()).containsExactly("1.0");
    assertThat(run(200, "", "1.1", "list", "read").compatibility()).isNull();
  }

  @Test
  void whatBreaksNobodyThatIsKnownIsRefused() {
    run(200, "", "1.0", "list", "read");

    assertThat(post("&dryRun=true", "2.0", "list").code()).isEqualTo("INCOMPATIBLE");
    Reply refused = post("", "2.0", "list");
    assertThat(refused.code()).isEqualTo("INCOMPATIBLE");
    assertThat(refused.text()).contains("GET /read");
    assertThat(server.get("/api/endpoints/read" + word).as(Endpoint.class).isActive()).isTrue();
    assertThat(server.get("/api/anchors/" + anchor).as(Anchor.class).version()).isEqualTo("1.0");
  }

  @Test
  void whatBreaksCallersWhoComeByAliasWaitsAsAWhole() {
    String context = stock.context();
    run(200, "&aliases=" + context, "1.0", "list", "read");

    ImportReport preview = run(202, "&dryRun=true&aliases=" + context, "2.0", "list", "more");
    assertThat(preview.state()).isEqualTo(State.WAITING);
    ImportReport waits = run(202, "&aliases=" + context, "2.0", "list", "more");
    assertThat(waits.state()).isEqualTo(State.WAITING);
    assertThat(waits.changeIds()).hasSize(1);
    assertThat(verdict(waits).breaking())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.place()).isEqualTo("GET /read");
          assertThat(found.aliases()).containsExactly(context + "/read" + word);
        });
    assertThat(server.get("/api/anchors/" + anchor).as(Anchor.class).version()).isEqualTo("1.0");
    assertThat(server.get("/api/endpoints/more" + word).status()).isEqualTo(404);
    assertThat(server.get("/api/endpoints/read" + word).as(Endpoint.class).isActive()).isTrue();
  }

  @Test
  void aliasesThatWouldWaitAnywayWaitTogetherWithTheVersion() {
    String open = stock.context();
    run(200, "&aliases=" + open, "1.0", "list", "read");
    String guarded = Stock.unique("guarded");
    server.approver(guarded);
    String body = "{\"name\": \"%s\", \"approval_required\": true}".formatted(guarded);
    assertThat(server.post("/api/contexts", body).status()).isEqualTo(201);

    ImportReport waits = run(202, "&aliases=" + guarded, "2.0", "list", "more");
    assertThat(waits.changeIds()).hasSize(1);
    assertThat(waits.state()).isEqualTo(State.WAITING);
  }
}
