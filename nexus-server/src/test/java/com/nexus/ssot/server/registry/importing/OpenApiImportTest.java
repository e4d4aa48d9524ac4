package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.Row;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Import of OpenAPI documents over HTTP. */
class OpenApiImportTest {
  private final TestServer server = TestServer.shared();
  private final String word = "w" + UUID.randomUUID().toString().substring(24);

  private Reply post(String query, String document) {
    return server.post(
        "/api/import?format=openapi" + query, document, "Content-Type", "application/yaml");
  }

  private ImportReport run(String query, String document) {
    Reply reply = post(query, document);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.as(ImportReport.class);
  }

  /** A document with one operation for each id. */
  private String document(String title, String version, String... ids) {
    StringBuilder text =
        new StringBuilder(
            """
            openapi: 3.0.3
            info: {title: %s %s, version: '%s', description: What it does.}
            servers: [{url: 'https://api.example.com/%s'}]
            paths:
            """
                .formatted(title, word, version, word));
    for (String id : ids) {
      text.append("  /%s: {get: {operationId: %s, summary: Does %s}}\n".formatted(id, id, id));
    }
    return text.toString();
  }

  /** Lets versions of an anchor break others. */
  private void askNothingOf(String anchor) {
    Reply reply = server.patch("/api/anchors/" + anchor, "{\"compatibility\": \"NONE\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private static List<String> names(ImportReport report, String kind, State state) {
    return report.rows().stream()
        .filter(row -> row.kind().equals(kind) && row.state() == state)
        .map(Row::name)
        .toList();
  }

  @Test
  void aDocumentBecomesAnchorVersionServiceAndEndpoints() {
    ImportReport report =
        run("&source=shop.yaml-" + word, document("Shop", "1.0.0", "list" + word, "read" + word));

    String anchor = "shop-" + word;
    assertThat(report.anchorId()).isEqualTo(anchor);
    assertThat(report.version()).isEqualTo("1.0.0");
    assertThat(report.state()).isEqualTo(State.CREATED);
    assertThat(report.counts()).containsEntry("created", 5);
    assertThat(server.get("/api/changes/" + report.changeId()).status()).isIn(200, 404);

    Anchor stored = server.get("/api/anchors/" + anchor).as(Anchor.class);
    assertThat(stored.description()).isEqualTo("What it does.");
    assertThat(stored.sourceHint()).isEqualTo("shop.yaml-" + word);
    assertThat(stored.format()).isEqualTo("openapi-3.0.yaml");
    assertThat(server.get("/api/services/" + anchor).text()).contains("https://api.example.com/");
    Endpoint endpoint = server.get("/api/endpoints/list" + word).as(Endpoint.class);
    assertThat(endpoint.path()).isEqualTo("/list" + word);
    assertThat(endpoint.anchor()).isEqualTo(anchor);
    assertThat(endpoint.service()).isEqualTo(anchor);
    assertThat(endpoint.description()).isEqualTo("Does list" + word);
  }

  @Test
  void anUnchangedDocumentChangesNothing() {
    String text = document("Same", "1", "same" + word);
    run("&source=same-" + word, text);
    ImportReport again = run("&source=same-" + word, text);

    assertThat(again.state()).isEqualTo(State.UNCHANGED);
    assertThat(again.changeId()).isNull();
    assertThat(again.counts()).containsOnlyKeys("unchanged");
    assertThat(again.anchorId()).isEqualTo("same-" + word);
  }

  @Test
  void aChangedDocumentIsANewVersionAndEndpointsFollow() {
    String source = "&source=moving-" + word;
    run(source, document("Moving", "1.0", "stay" + word, "go" + word));
    askNothingOf("moving-" + word);
    ImportReport second = run(source, document("Moving", "2.0", "stay" + word, "come" + word));

    assertThat(second.state()).isEqualTo(State.UPDATED);
    assertThat(names(second, "endpoint", State.CREATED)).containsExactly("come" + word);
    assertThat(names(second, "endpoint", State.DEACTIVATED)).containsExactly("go" + word);
    assertThat(names(second, "endpoint", State.UPDATED)).containsExactly("stay" + word);
    assertThat(server.get("/api/endpoints/go" + word).as(Endpoint.class).isActive()).isFalse();
    assertThat(server.get("/api/endpoints/stay" + word).as(Endpoint.class).version())
        .isEqualTo("v2");

    ImportReport back = run(source, document("Moving", "2.1", "stay" + word, "go" + word));
    assertThat(names(back, "endpoint", State.UPDATED)).containsExactly("go" + word);
    assertThat(server.get("/api/endpoints/go" + word).as(Endpoint.class).isActive()).isTrue();
  }

  @Test
  void anEndpointKeepsItsNameWhenItsIdChanges() {
    String source = "&source=renamed-" + word;
    String text = document("Renamed", "1", "before" + word);
    run(source, text);
    ImportReport second = run(source, text.replace("operationId: before", "operationId: after"));

    assertThat(names(second, "endpoint", State.UNCHANGED)).containsExactly("before" + word);
    assertThat(second.version()).isEqualTo("1+2");
  }

  @Test
  void anotherSourceWithTheSameTitleIsAnotherAnchor() {
    run("&source=one-" + word, document("Twin", "1", "twin" + word));
    ImportReport second = run("&source=two-" + word, document("Twin", "1", "twin" + word));

    assertThat(second.anchorId()).isEqualTo("twin-" + word + "-2");
    assertThat(names(second, "endpoint", State.CREATED))
        .containsExactly("twin-" + word + "-2-twin" + word);
    assertThat(run("&source=one-" + word, document("Twin", "1", "twin" + word)).anchorId())
        .isEqualTo("twin-" + word);
  }

  @Test
  void anotherTitleInTheSameSourceIsAnotherAnchor() {
    String source = "&source=openapi.yaml-" + word;
    String billing = document("Billing", "1", "pay" + word);
    String users = document("Users", "1", "join" + word);
    run(source, billing);
    ImportReport second = run(source, users);

    assertThat(second.anchorId()).isEqualTo("users-" + word);
    assertThat(second.state()).isEqualTo(State.CREATED);
    assertThat(second.warnings()).anyMatch(text -> text.contains("billing-" + word));
    assertThat(names(second, "endpoint", State.DEACTIVATED)).isEmpty();
    assertThat(server.get("/api/endpoints/pay" + word).as(Endpoint.class).isActive()).isTrue();
    assertThat(run(source, billing).state()).isEqualTo(State.UNCHANGED);
    assertThat(run(source, users).state()).isEqualTo(State.UNCHANGED);
    assertThat(run(source, users).warnings()).isEmpty();
  }

  @Test
  void aTitleThatEndsInANumberIsNotTakenForAnother() {
    String source = "&source=numbers-" + word;
    assertThat(
            run(source, document("Api", "1", "two" + word).replace("Api " + word, word + " 2"))
                .anchorId())
        .isEqualTo(word + "-2");
    assertThat(
            run(source, document("Api", "1", "one" + word).replace("Api " + word, word)).anchorId())
        .isEqualTo(word);
  }

  @Test
  void aServiceOfTheSameNameThatIsNotTheDocumentsIsLeftAlone() {
    String name = "served-" + word;
    server.post(
        "/api/services",
        "{\"name\": \"%s\", \"base_urls\": {\"production\": \"https://other.example.com\"}}"
            .formatted(name));
    String text = document("Served", "1", "served" + word);
    ImportReport report = run("&source=served-" + word, text);

    assertThat(names(report, "service", State.CREATED)).containsExactly(name + "-2");
    assertThat(server.get("/api/services/" + name).text()).doesNotContain("api.example.com");
    assertThat(server.get("/api/endpoints/served" + word).as(Endpoint.class).service())
        .isEqualTo(name + "-2");
    assertThat(run("&source=served-" + word, text).state()).isEqualTo(State.UNCHANGED);

    String moved = text.replace("api.example.com", "new.example.com");
    assertThat(names(run("&source=served-" + word, moved), "service", State.UPDATED))
        .containsExactly(name + "-2");
    String nothing = document("Served", "2").replace("paths:", "paths: {}");
    assertThat(names(run("&source=empty-" + word, nothing), "service", State.CREATED)).hasSize(1);
    assertThat(run("&source=empty-" + word, nothing).state()).isEqualTo(State.UNCHANGED);
    String none = nothing.replace("api.example.com", "none.example.com");
    assertThat(names(run("&source=empty-" + word, none), "service", State.SKIPPED)).hasSize(1);
  }

  @Test
  void eachOperationGetsAnAliasWhenAskedFor() {
    String id = "aliased" + word;
    ImportReport report =
        run("&source=a-" + word + "&aliases=frontend", document("Aliased", "1", id));
    assertThat(names(report, "alias", State.CREATED)).containsExactly(id);
    assertThat(server.get("/api/aliases/" + id + "?context=frontend").text())
        .contains("\"canonical\":\"" + id + "\"");

    ImportReport again =
        run("&source=a-" + word + "&aliases=frontend", document("Aliased", "1", id));
    assertThat(again.state()).isEqualTo(State.UNCHANGED);
    assertThat(names(again, "alias", State.UNCHANGED)).containsExactly(id);
  }

  @Test
  void anAliasThatLeadsElsewhereIsLeftAlone() {
    String id = "claimed" + word;
    server.post(
        "/api/aliases",
        "{\"alias\": \"%s\", \"context\": \"backend\", \"canonical\": \"https://example.com\"}"
            .formatted(id));
    ImportReport report =
        run("&source=c-" + word + "&aliases=backend", document("Claimed", "1", id, "free" + word));

    assertThat(names(report, "alias", State.SKIPPED)).containsExactly(id);
    assertThat(names(report, "alias", State.CREATED)).containsExactly("free" + word);
    assertThat(server.get("/api/aliases/" + id + "?context=backend").text())
        .contains("https://example.com");
  }

  @Test
  void aliasesThatNeedApprovalWaitWhileTheRestIsThere() {
    String id = "waiting" + word;
    Reply reply = post("&source=w-" + word + "&aliases=application", document("Wait", "1", id));

    assertThat(reply.status()).isEqualTo(202);
    ImportReport report = reply.as(ImportReport.class);
    assertThat(report.state()).isEqualTo(State.WAITING);
    assertThat(report.changeIds()).hasSize(2);
    assertThat(server.get("/api/endpoints/" + id).status()).isEqualTo(200);
    assertThat(server.get("/api/aliases/" + id + "?context=application").status()).isEqualTo(404);
    assertThat(names(report, "alias", State.WAITING)).containsExactly(id);
  }

  @Test
  void aliasesThatWaitAlreadyAreNotAskedForAgain() {
    String query = "&source=again-" + word + "&aliases=application";
    String text = document("Again", "1", "again" + word);
    post(query, text);
    Reply reply = post(query, text);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.as(ImportReport.class).changeIds()).isEmpty();
    assertThat(names(reply.as(ImportReport.class), "alias", State.WAITING))
        .containsExactly("again" + word);
  }

  @Test
  void moreAliasesThanOneEventHoldsWaitInSeveralChanges() {
    StringBuilder text = new StringBuilder(document("Many", "1"));
    for (int i = 0; i < 600; i++) {
      text.append(
          "  /%d: {get: {operationId: m%d-%s, summary: '%s'}}\n"
              .formatted(i, i, word, "語".repeat(490)));
    }
    Reply preview = post("&dryRun=true&aliases=application", text.toString());
    assertThat(preview.status()).as(preview.toString().substring(0, 100)).isEqualTo(202);
    Reply reply = post("&aliases=application", text.toString());

    assertThat(reply.status()).isEqualTo(202);
    ImportReport report = reply.as(ImportReport.class);
    assertThat(report.changeIds()).hasSize(4);
    assertThat(names(report, "alias", State.WAITING)).hasSize(600);
    assertThat(preview.as(ImportReport.class).rows()).isEqualTo(report.rows());
  }

  @Test
  void aDocumentLargerThanDocumentsMayBeIsRefused() {
    String large = document("Large", "1", "x" + word) + "#".repeat(16 << 20);
    assertThat(post("", large).status()).isEqualTo(413);
  }

  @Test
  void longNamesAreShortenedForAliases() {
    String id = "a".repeat(60) + word;
    ImportReport report = run("&source=l-" + word + "&aliases=default", document("Long", "1", id));

    assertThat(names(report, "endpoint", State.CREATED)).containsExactly(id);
    assertThat(names(report, "alias", State.CREATED))
        .singleElement()
        .asString()
        .hasSize(50)
        .matches("a+-[0-9a-f]{8}");
  }

  @Test
  void aDryRunReportsAndStoresNothing() {
    Reply reply = post("&dryRun=true&aliases=default", document("Dry", "1", "dry" + word));

    assertThat(reply.header("Preview")).isEqualTo("true");
    assertThat(reply.as(ImportReport.class).state()).isEqualTo(State.CREATED);
    assertThat(reply.as(ImportReport.class).changeIds()).isEmpty();
    assertThat(server.get("/api/anchors/dry-" + word).status()).isEqualTo(404);
  }

  @Test
  void whatWasDeletedIsToldAndStays() {
    String source = "&source=d-" + word;
    String text = document("Deleted", "1", "deleted" + word);
    run(source, text);
    server.delete("/api/endpoints/deleted" + word);
    ImportReport report = run(source + "&aliases=default", text + " ");

    assertThat(names(report, "endpoint", State.SKIPPED)).containsExactly("deleted" + word);
    assertThat(names(report, "alias", State.CREATED)).isEmpty();
  }

  @Test
  void aDeletedAnchorComesBackWithItsDocument() {
    String text = document("Back", "1", "back" + word);
    run("", text);
    assertThat(server.delete("/api/endpoints/back" + word).status()).isEqualTo(200);
    assertThat(server.delete("/api/anchors/back-" + word).status()).isEqualTo(200);
    ImportReport report = run("", text);

    assertThat(report.state()).isEqualTo(State.UPDATED);
    assertThat(server.get("/api/anchors/back-" + word).status()).isEqualTo(200);
  }

  @Test
  void aRequestThatMakesNoSenseIsRefused() {
    assertThat(post("&aliases=no-such-context", document("X", "1", "x" + word)).code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(post("&conflicts=skip", document("X", "1", "x" + word)).code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(post("&source=" + "s".repeat(501), document("X", "1", "x" + word)).code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(post("&unknown=1", "x").code()).isEqualTo("UNKNOWN_PARAMETER");
    assertThat(post("", "{\"swagger\": \"2.0\"}").code()).isEqualTo("INVALID");
    assertThat(post("", "a: [").code()).isEqualTo("MALFORMED");
    assertThat(
            server.post("/api/import?format=manifest", "x", "Content-Type", "text/plain").status())
        .isEqualTo(501);
  }
}
