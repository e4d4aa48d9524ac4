package com.nexus.ssot.server.registry.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.Compatibility.Outcome;
import com.nexus.ssot.model.api.CompatibilityFinding;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.openapi.CompatibilityRule;
import com.nexus.ssot.model.openapi.Direction;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeFlow;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.registry.Stock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Levels of anchors, and what versions meet that break them. */
class CompatibilityTest {
  private static final String READ =
      "'/books/{id}': {get: {operationId: read, responses: {200: {}}}}";
  private static final String LIST = "/books: {get: {operationId: list, parameters: [%s]}}";
  private static final String PLAIN = LIST.formatted("");
  private static final String STRICT = LIST.formatted("{in: query, name: q, required: true}");

  private final TestServer server = TestServer.shared();
  private final Stock stock = new Stock(server);

  private String anchor(String more) {
    String id = Stock.unique("compat");
    Reply reply = server.post("/api/anchors", "{\"anchor_id\": \"" + id + "\"" + more + "}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    return id;
  }

  private static String document(String... paths) {
    return "openapi: 3.0.3\ninfo: {title: Books, version: '1'}\npaths: {"
        + String.join(", ", paths)
        + "}\n";
  }

  private Reply add(String id, String label, String content) {
    return post(id, "/versions?label=" + label, content);
  }

  private Reply post(String id, String path, String content) {
    return server.post(
        "/api/anchors/" + id + path, content, "Content-Type", "application/octet-stream");
  }

  private void added(String id, String label, String content) {
    Reply reply = add(id, label, content);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
  }

  private Compatibility verdict(String id, String label) {
    return server
        .get("/api/anchors/" + id + "/versions/" + label + "/compatibility")
        .as(Compatibility.class);
  }

  private String endpoint(String id, String method, String path) {
    String name = Stock.unique("endpoint");
    String body =
        "{\"name\": \"%s\", \"anchor\": \"%s\", \"method\": \"%s\", \"path\": \"%s\"}"
            .formatted(name, id, method, path);
    assertThat(server.post("/api/endpoints", body).status()).isEqualTo(201);
    return name;
  }

  @Test
  void anOpenApiAnchorKeepsItsCallersUnlessToldOtherwise() {
    String open = anchor("");
    assertThat(server.get("/api/anchors/" + open).as(Anchor.class).compatibility()).isNull();
    added(open, "1", document(PLAIN));
    assertThat(server.get("/api/anchors/" + open).as(Anchor.class).compatibility())
        .isEqualTo(CompatibilityLevel.BACKWARD);

    String text = anchor("");
    added(text, "1", "hello");
    assertThat(server.get("/api/anchors/" + text).as(Anchor.class).compatibility())
        .isEqualTo(CompatibilityLevel.NONE);

    String said = anchor(", \"compatibility\": \"NONE\"");
    added(said, "1", document(PLAIN));
    assertThat(server.get("/api/anchors/" + said).as(Anchor.class).compatibility())
        .isEqualTo(CompatibilityLevel.NONE);

    String known = anchor(", \"format\": \"openapi-3.1\"");
    assertThat(server.get("/api/anchors/" + known).as(Anchor.class).compatibility())
        .isEqualTo(CompatibilityLevel.BACKWARD);
  }

  @Test
  void aLevelThatNobodyCouldKeepIsRefused() {
    Reply refused =
        server.post(
            "/api/anchors",
            "{\"anchor_id\": \"%s\", \"format\": \"markdown\", \"compatibility\": \"FULL\"}"
                .formatted(Stock.unique("compat")));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo("/compatibility");

    String id = anchor(", \"compatibility\": \"FULL\"");
    assertThat(add(id, "1", "just text").status()).isEqualTo(422);
    assertThat(add(id, "1", "openapi: [").code()).isEqualTo("MALFORMED");
    Reply broken = add(id, "1", document("/a: {get: {parameters: [{$ref: '#/no/where'}]}}"));
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.json().at("/causes/0/at").asString())
        .isEqualTo("/paths/~1a/get/parameters/0/$ref");
    assertThat(server.get("/api/anchors/" + id + "/versions").json().path("items")).isEmpty();
  }

  @Test
  void aVersionThatBreaksCallersNobodyKnowsIsRefusedWithEveryReason() {
    String id = anchor("");
    added(id, "1", document(PLAIN, READ));

    Reply refused = add(id, "2", document(STRICT));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("INCOMPATIBLE");
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("message").asString())
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).startsWith("GET /books/{id}: Version 2 does not have"),
            message -> assertThat(message).startsWith("GET /books: The query parameter \"q\""));
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString(""))
        .containsExactlyInAnyOrder("", "/paths/~1books/get/parameters/0");
    assertThat(server.get("/api/anchors/" + id).as(Anchor.class).version()).isEqualTo("1");
  }

  @Test
  void aVersionThatBreaksNobodyIsAddedWithItsVerdict() {
    String id = anchor("");
    added(id, "1", document(PLAIN));
    added(id, "2", document(PLAIN, READ));

    assertThat(verdict(id, "1").outcome()).isEqualTo(Outcome.NOT_COMPARED);
    Compatibility verdict = verdict(id, "2");
    assertThat(verdict.outcome()).isEqualTo(Outcome.COMPATIBLE);
    assertThat(verdict.against()).containsExactly("1");
    assertThat(verdict.findings())
        .extracting(CompatibilityFinding::rule)
        .containsExactly(CompatibilityRule.OPERATION_ADDED);
    assertThat(server.get("/api/anchors/" + id + "/versions/2").as(AnchorVersion.class))
        .extracting(AnchorVersion::compatibility)
        .isEqualTo(Outcome.COMPATIBLE);
    assertThat(server.get("/api/anchors/" + id + "/versions/3/compatibility").status())
        .isEqualTo(404);
  }

  @Test
  void withoutALevelWhatBreaksIsOnlyRecorded() {
    String id = anchor(", \"compatibility\": \"NONE\"");
    added(id, "1", document(READ));
    added(id, "2", document(PLAIN));
    added(id, "3", "no document at all");
    added(id, "4", document("/a: {get: {parameters: [{$ref: '#/no/where'}]}}"));

    assertThat(verdict(id, "2").outcome()).isEqualTo(Outcome.INCOMPATIBLE);
    assertThat(verdict(id, "3").outcome()).isEqualTo(Outcome.NOT_COMPARED);
    assertThat(verdict(id, "4").outcome()).isEqualTo(Outcome.NOT_COMPARED);
  }

  @Test
  void aVersionThatBreaksCallersWhoComeByAliasWaitsForPeople() {
    String id = anchor("");
    added(id, "1", document(PLAIN, READ));
    String context = stock.context();
    stock.alias(context, "reading", endpoint(id, "GET", "/books/{book}"));
    stock.alias(context, "also-reading", "reading");

    Reply waits = add(id, "2", document(PLAIN));
    assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
    assertThat(waits.json().path("state").asString()).isEqualTo("IN_REVIEW");
    assertThat(server.get("/api/anchors/" + id).as(Anchor.class).version()).isEqualTo("1");
    Reply preview = post(id, "/versions?label=2&dryRun=true", document(PLAIN));
    assertThat(preview.json().path("state").asString()).isEqualTo("IN_REVIEW");
    assertThat(preview.json().at("/reasons/0").asString()).contains("GET /books/{id}");

    Compatibility check = post(id, "/compatibility", document(PLAIN)).as(Compatibility.class);
    assertThat(check.findings().getFirst().aliases())
        .containsExactly(context + "/also-reading", context + "/reading");
    assertThat(check.findings().getFirst().aliasCount()).isEqualTo(2);
  }

  @Test
  void aDeletedAliasLeadsNowhere() {
    String id = anchor("");
    added(id, "1", document(READ));
    String context = stock.context();
    stock.alias(context, "gone-soon", id);
    assertThat(server.delete("/api/aliases/gone-soon?context=" + context).status()).isEqualTo(200);

    assertThat(add(id, "2", document(PLAIN)).code()).isEqualTo("INCOMPATIBLE");
  }

  @Test
  void loweringTheLevelWaitsForPeopleWhereAliasesLead() {
    String id = anchor("");
    added(id, "1", document(READ));
    String path = "/api/anchors/" + id;
    assertThat(server.patch(path, "{\"compatibility\": \"FULL\"}").status()).isEqualTo(200);
    assertThat(server.patch(path, "{\"compatibility\": \"BACKWARD\"}").status()).isEqualTo(200);
    stock.alias(stock.context(), "to-lowered", id);

    assertThat(server.patch(path, "{\"compatibility\": \"NONE\"}").status()).isEqualTo(202);
    assertThat(server.patch(path, "{\"compatibility\": \"FORWARD\"}").status()).isEqualTo(202);
    assertThat(server.patch(path, "{\"owner\": \"books\"}").status()).isEqualTo(200);
    assertThat(server.patch(path, "{\"compatibility\": \"FULL_TRANSITIVE\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, true, false",
    "FORWARD, false, true",
    "FULL, true, true",
    "BACKWARD_TRANSITIVE, true, false",
    "FORWARD_TRANSITIVE, false, true",
    "FULL_TRANSITIVE, true, true"
  })
  void aLevelSaysWhoIsAskedAbout(CompatibilityLevel level, boolean removing, boolean adding) {
    String id = anchor(", \"compatibility\": \"" + level + "\"");
    added(id, "1", document(PLAIN, READ));

    assertThat(add(id, "less", document(PLAIN)).status()).isEqualTo(removing ? 409 : 201);
    String other = anchor(", \"compatibility\": \"" + level + "\"");
    added(other, "1", document(PLAIN));
    assertThat(add(other, "more", document(PLAIN, READ)).status()).isEqualTo(adding ? 409 : 201);
  }

  @Test
  void aTransitiveLevelLooksAtAllVersions() {
    String id = anchor(", \"compatibility\": \"NONE\"");
    added(id, "1", document(PLAIN, READ));
    added(id, "2", document(PLAIN));
    String path = "/api/anchors/" + id;
    String third = document(PLAIN, "/new: {get: {}}");
    assertThat(server.patch(path, "{\"compatibility\": \"BACKWARD_TRANSITIVE\"}").status())
        .isEqualTo(200);
    Reply refused = add(id, "3", third);
    assertThat(refused.code()).isEqualTo("INCOMPATIBLE");
    assertThat(refused.text()).contains("written for version 1 ").doesNotContain("for version 2 ");

    assertThat(server.patch(path, "{\"compatibility\": \"BACKWARD\"}").status()).isEqualTo(200);
    assertThat(add(id, "3", third).status()).isEqualTo(201);
  }

  @Test
  void twoVersionsAreComparedInTheDirectionAskedFor() {
    String id = anchor(", \"compatibility\": \"NONE\"");
    added(id, "1", document(PLAIN, READ));
    added(id, "2", document(STRICT));
    String diff = "/api/anchors/" + id + "/diff?from=1&to=2";

    Compatibility backward = server.get(diff).as(Compatibility.class);
    assertThat(backward.level()).isEqualTo(CompatibilityLevel.BACKWARD);
    assertThat(backward.findings())
        .extracting(CompatibilityFinding::rule)
        .containsExactlyInAnyOrder(
            CompatibilityRule.OPERATION_REMOVED, CompatibilityRule.PARAMETER_REQUIRED);
    Compatibility full = server.get(diff + "&level=FULL").as(Compatibility.class);
    assertThat(full.findings())
        .filteredOn(found -> found.direction() == Direction.FORWARD)
        .extracting(CompatibilityFinding::rule)
        .containsExactlyInAnyOrder(
            CompatibilityRule.PARAMETER_REMOVED, CompatibilityRule.OPERATION_ADDED);
    assertThat(server.get("/api/anchors/" + id + "/diff?from=1&to=9").status()).isEqualTo(404);
    assertThat(server.get("/api/anchors/" + id + "/diff?from=1").status()).isEqualTo(400);
  }

  @Test
  void aCheckStoresNothing() {
    String id = anchor("");
    Compatibility first = post(id, "/compatibility", document(READ)).as(Compatibility.class);
    assertThat(first.outcome()).isEqualTo(Outcome.NOT_COMPARED);
    added(id, "1", document(READ));

    Compatibility check = post(id, "/compatibility", document(PLAIN)).as(Compatibility.class);
    assertThat(check.outcome()).isEqualTo(Outcome.INCOMPATIBLE);
    assertThat(check.version()).isNull();
    Compatibility forward =
        post(id, "/compatibility?level=FORWARD", document(PLAIN, READ)).as(Compatibility.class);
    assertThat(forward.outcome()).isEqualTo(Outcome.INCOMPATIBLE);
    assertThat(post(id, "/compatibility", "just text").status()).isEqualTo(422);
    assertThat(server.get("/api/anchors/" + id + "/versions").json().path("items")).hasSize(1);
  }

  @Test
  void aliasesAreNamedToThoseOnlyWhoMayReadThem() {
    String id = anchor("");
    added(id, "1", document(READ));
    String seen = stock.context();
    stock.alias(seen, "seen-alias", id);
    stock.alias(stock.context(), "hidden-alias", id);
    JsonNode key =
        server
            .post(
                "/api/keys",
                "{\"name\": \"%s\", \"kind\": \"service\", \"contexts\": [\"%s\"], \"verbs\":"
                        .formatted(Stock.unique("reader"), seen)
                    + " [\"read\"]}")
            .json();

    Reply check =
        server.http(
            "POST",
            "/api/anchors/" + id + "/compatibility",
            document(PLAIN),
            "Authorization",
            "Bearer " + key.path("key").asString(),
            "Content-Type",
            "application/yaml");
    CompatibilityFinding found = check.as(Compatibility.class).findings().getFirst();
    assertThat(found.aliases()).containsExactly(seen + "/seen-alias");
    assertThat(found.aliasCount()).isEqualTo(1);
    assertThat(check.text()).doesNotContain("hidden-alias");
  }

  @Test
  void peopleAreToldWhichOperationsBreakAndHowManyAliasesLeadThere() {
    String id = anchor("");
    added(id, "1", document(PLAIN, READ));
    Compatibility verdict = post(id, "/compatibility", document(STRICT)).as(Compatibility.class);
    Leads leads =
        new Leads(
            List.of(
                new Leads.Lead("a", "A", "one", null, null),
                new Leads.Lead("a", "A", "two", "GET", "/books/{x}"),
                new Leads.Lead("b", "B", "two", "GET", "/books/{x}")));

    assertThat(Breach.reasons(verdict, leads))
        .satisfiesExactly(
            reason ->
                assertThat(reason)
                    .contains("breaks GET /books/{id} (read): ")
                    .endsWith(" 3 aliases lead there."),
            reason ->
                assertThat(reason)
                    .contains("breaks GET /books (list): ")
                    .endsWith(" 1 alias leads there."));
  }

  @Test
  void whatAPersonApprovesIsAddedByteForByte() {
    String id = anchor("");
    added(id, "1", document(READ));
    stock.alias(stock.context(), "to-approved", id);
    Reply waits = add(id, "2", document(PLAIN));
    assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
    UUID change = UUID.fromString(waits.json().path("id").asString());
    Actor approver = approver();
    Change open = server.bean(ChangeFlow.class).show(change, approver).change();
    assertThat(open.reasons())
        .singleElement()
        .satisfies(reason ->
            assertThat(reason)
                .startsWith("Version 2 of '" + id + "' breaks GET /books/{id} (read): ")
                .endsWith(" 1 alias leads there."));

    Change applied =
        server
            .bean(ChangeFlow.class)
            .approve(change, open.digest(), null, approver, WriteOptions.none())
            .change();
    assertThat(applied.state()).as(String.valueOf(applied.note())).isEqualTo(ChangeState.APPLIED);
    assertThat(server.get("/api/anchors/" + id + "/versions/2/content").text())
        .isEqualTo(document(PLAIN));
    assertThat(verdict(id, "2").outcome()).isEqualTo(Outcome.INCOMPATIBLE);
  }

  /** A person who may approve, and has just signed in. */
  private Actor approver() {
    String name = Stock.unique("approver");
    assertThat(server.post("/api/users", "{\"username\": \"" + name + "\"}").status())
        .isEqualTo(201);
    UUID person = server.get("/api/users/" + name).as(User.class).id();
    for (Verb verb : List.of(Verb.READ, Verb.APPROVE)) {
      server
          .bean(JdbcClient.class)
          .sql(
              "insert into grant_rule (id, principal_id, restriction, verb, context, condition)"
                  + " values (gen_random_uuid(), ?, false, ?, '*', 'NONE')")
          .param(person)
          .param(verb.name())
          .update();
    }
    Callers callers = server.bean(Callers.class);
    callers.reset();
    return callers
        .actor(
            person,
            new Actor.Credential("session:test", Set.of(Verb.values()), Set.of("*"), Instant.now()),
            new Actor.Origin("127.0.0.1", "test", "r-1", null))
        .orElseThrow();
  }
}
