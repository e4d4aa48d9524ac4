package com.nexus.ssot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeDraft;
import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.api.FindingDraft;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.KeyCreated;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.api.WebhookRotation;
import com.nexus.ssot.model.api.WebhookSecret;
import com.nexus.ssot.model.openapi.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where each collection stands, and what travels to and from it. */
class CollectionsTest {
  private static final String CHANGE = "0198c0de-0000-7000-8000-000000000001";

  private ScriptedRegistry registry;
  private NexusClient client;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
    client = registry.client().maxRetries(0).build();
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void namesAreResolvedInDetailInThePastAndInBulk() {
    String resolved =
        """
        {"canonical_name":"users","context":"frontend","alias":"u","target_kind":"ANCHOR",
         "url":null,"chain":["u"],"anchor_version":null,"checksum":null,"expires_at":null,
         "deprecated_at":null,"sunset_at":null,"successor":null,"owner":null,
         "change_id":"%s","index":7}
        """
            .formatted(CHANGE);
    registry.then(200, resolved).then(200, resolved);
    assertThat(client.names().detail("frontend", "u").index()).isEqualTo(7);
    assertThat(registry.last().target()).isEqualTo("/api/aliases/resolve/frontend/u?detail=full");
    assertThat(client.names().asOf("frontend", "u", "7").canonicalName()).isEqualTo("users");
    assertThat(registry.last().target()).endsWith("?detail=full&asOf=7");
    registry.then(
        200,
        """
        [{"alias":"u","context":"frontend","outcome":"FOUND","canonical_name":"users"}]
        """);
    assertThat(client.names().resolveMany("frontend", List.of("u")))
        .singleElement()
        .satisfies(answer -> assertThat(answer.outcome()).isEqualTo(ResolveOutcome.FOUND));
    assertThat(registry.last().body()).isEqualTo("{\"context\":\"frontend\",\"aliases\":[\"u\"]}");
  }

  @Test
  void aliasesAreRenewedAndTheirCallersListed() {
    registry.then(202, "{\"id\":\"%s\",\"state\":\"IN_REVIEW\"}".formatted(CHANGE));
    assertThat(client.lifetimes().renew("c", "u", "9d", WriteOptions.none()))
        .isInstanceOf(Written.Waiting.class);
    assertThat(registry.last().target()).isEqualTo("/api/aliases/u/renew?context=c");
    assertThat(registry.last().body()).isEqualTo("{\"ttl\":\"9d\"}");
    String callers =
        """
        {"alias":"u","context":"c","owner":null,"deprecated_at":null,"sunset_at":null,
         "successor":null,"callers":[{"caller":"shop","kind":"SERVICE","calls":3,
         "first_seen":"2026-01-01T00:00:00Z","last_seen":"2026-01-02T00:00:00Z",
         "days":[{"day":"2026-01-01","calls":3}]}]}
        """;
    registry.then(200, callers).then(200, "{\"items\":[" + callers + "],\"next\":null}");
    assertThat(client.lifetimes().callers("c", "u").callers().getFirst().calls()).isEqualTo(3);
    assertThat(registry.last().target()).isEqualTo("/api/aliases/u/callers?context=c");
    assertThat(client.lifetimes().callers().list(Query.of("context", "c")).items()).hasSize(1);
    assertThat(registry.last().target()).isEqualTo("/api/alias-callers?context=c");
  }

  @Test
  void searchAndExplainAskWhereTheyShould() {
    registry.then(200, "{\"items\":[],\"did_you_mean\":[\"users\"]}");
    assertThat(client.names().search("usrs", Query.of("limit", 3)).didYouMean())
        .containsExactly("users");
    assertThat(registry.last().target()).isEqualTo("/api/search?q=usrs&limit=3");
    registry.then(
        200,
        """
        {"alias":"u","context":"c","outcome":"UNKNOWN","canonical_name":null,"successor":null,
         "summary":"No.","steps":[]}
        """);
    assertThat(client.names().explain("c", "u").summary()).isEqualTo("No.");
    assertThat(registry.last().target()).isEqualTo("/api/aliases/u/explain?context=c");
  }

  @Test
  void everyCollectionStandsAtItsPath() {
    for (int i = 0; i < 8; i++) {
      registry.then(200, "{\"items\":[],\"next\":null}");
    }
    Page<?> page = client.contexts().list(Query.none());
    assertThat(page.items()).isEmpty();
    client.services().list(Query.none());
    client.endpoints().list(Query.none());
    client.anchors().list(Query.none());
    client.aliases().list(Query.none());
    client.keys().records().list(Query.none());
    client.changes().records().list(Query.none());
    client.anchors().history("a", Query.of("limit", 1));
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/contexts",
            "/api/services",
            "/api/endpoints",
            "/api/anchors",
            "/api/aliases",
            "/api/keys",
            "/api/changes",
            "/api/anchors/a/history?limit=1");
  }

  @Test
  void changesAreProposedAndTakenOnTheirWay() {
    String change =
        """
        {"id":"%s","state":"IN_REVIEW","operations":[],"proposed_by":"me",
         "proposed_at":"2026-01-01T00:00:00Z","digest":"sha256:0","revision":1,"required":1,
         "apply":"AUTO"}
        """
            .formatted(CHANGE);
    UUID id = UUID.fromString(CHANGE);
    for (int i = 0; i < 4; i++) {
      registry.then(200, change);
    }
    ChangeDraft draft = new ChangeDraft(List.of(), null, null, null, null, null, null);
    assertThat(client.changes().propose(draft, WriteOptions.none()).required()).isEqualTo(1);
    assertThat(client.changes().get(id).value().waitsFor()).isEmpty();
    client.changes().edit(id, draft, WriteOptions.none());
    client
        .changes()
        .act(id, ChangeAct.CLOSE_REVIEW, new FindingDraft("fine"), WriteOptions.preview());
    registry.then(200, "{\"items\":[" + change + "],\"next\":null}");
    assertThat(client.changes().all(Query.of("open", true))).hasSize(1);
    for (int i = 0; i < 3; i++) {
      registry.then(200, "{\"items\":[],\"next\":null}");
    }
    client.changes().comments(id, Query.none());
    client.changes().revisions(id, Query.none());
    client.changes().notices(Query.of("unread", true));
    registry.then(204, "");
    client.changes().seen(id);
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/changes",
            "/api/changes/" + id,
            "/api/changes/" + id,
            "/api/changes/" + id + "/close-review?dryRun=true",
            "/api/changes?open=true",
            "/api/changes/" + id + "/comments",
            "/api/changes/" + id + "/revisions",
            "/api/notices?unread=true",
            "/api/notices/" + id + "/read");
  }

  @Test
  void webhooksAreMadeLookedAfterAndToldAgain() {
    String secret = "{\"id\":\"%s\",\"name\":\"h\",\"secret\":\"s\"}".formatted(CHANGE);
    registry.then(201, secret).then(200, secret);
    Written<WebhookSecret> made = client.webhooks().create(Map.of("name", "h"), false);
    assertThat(made)
        .isInstanceOfSatisfying(
            Written.Applied.class,
            applied ->
                assertThat(applied.value()).asString().contains("h").doesNotContain("secret=s"));
    client.webhooks().rotate("h", new WebhookRotation("1h"), false);
    assertThat(registry.last().body()).isEqualTo("{\"overlap\":\"1h\"}");
    String status = "{\"next_index\":7,\"lag\":0,\"attempts\":0,\"dead_letters\":1}";
    registry.then(200, status).then(200, status);
    assertThat(client.webhooks().status("h").nextIndex()).isEqualTo(7);
    client.webhooks().resume("h");
    registry.then(
        200,
        """
        {"at":"2026-01-01T00:00:00Z","event_id":"%s","action":"webhook.test","attempt":1,
         "outcome":"DELIVERED","status":204,"millis":3}
        """
            .formatted(CHANGE));
    assertThat(client.webhooks().test("h").outcome()).isEqualTo(WebhookOutcome.DELIVERED);
    registry.then(202, "{\"requested\":2}").then(202, "{\"requested\":1}");
    assertThat(client.webhooks().replay("h", null).requested()).isEqualTo(2);
    client.webhooks().replay("h", CHANGE);
    for (int i = 0; i < 3; i++) {
      registry.then(200, "{\"items\":[],\"next\":null}");
    }
    client.webhooks().records().list(Query.none());
    client.webhooks().deliveries("h").list(Query.none());
    client.webhooks().deadLetters("h").list(Query.none());
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/webhooks",
            "/api/webhooks/h/rotate",
            "/api/webhooks/h/status",
            "/api/webhooks/h/resume",
            "/api/webhooks/h/test",
            "/api/webhooks/h/dead-letters/replay",
            "/api/webhooks/h/dead-letters/" + CHANGE + "/replay",
            "/api/webhooks",
            "/api/webhooks/h/deliveries",
            "/api/webhooks/h/dead-letters");
  }

  @Test
  void conflictsAreReadGivenToSomebodyAndSettled() {
    String conflict =
        """
        {"id":"%s","type":"CROSS_CONTEXT","context":null,"alias":"a","state":"OPEN",
         "detected_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","revision":1,
         "claims":[],"resolutions":[]}
        """
            .formatted(CHANGE);
    String plain = conflict.replaceAll(",\\s*\"claims\":\\[],\"resolutions\":\\[]", "");
    UUID id = UUID.fromString(CHANGE);
    registry.then(200, conflict).then(200, plain).then(200, plain);
    assertThat(client.conflicts().get(id).value().claims()).isEmpty();
    client.conflicts().assign(id, null, WriteOptions.none());
    assertThat(registry.last().body()).isEqualTo("{\"owner\":null}");
    ConflictDraft draft = new ConflictDraft("KEEP_FIRST", null, null, null, null, null);
    client.conflicts().resolve(id, draft, WriteOptions.preview());
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/conflicts/" + id,
            "/api/conflicts/" + id,
            "/api/conflicts/" + id + "/resolve?dryRun=true");
  }

  @Test
  void whatWouldFailAndWhomAVersionHurtsIsAsked() {
    registry.then(
        200,
        """
        {"version":null,"checked":{"alias":3},"total":0,"rules":{},"findings":[]}
        """);
    assertThat(client.governance().check("application/yaml", null, Query.none()).checked())
        .containsEntry("alias", 3L);
    String verdict =
        """
        {"anchor_id":"a","level":"BACKWARD","outcome":"COMPATIBLE","against":["1"],
         "counts":{"WARNING":1},"findings":[]}
        """;
    registry.then(200, verdict).then(200, verdict).then(200, verdict);
    assertThat(
            client.versions("a").check(Query.none(), "application/yaml", new byte[] {'x'}).counts())
        .containsEntry(Severity.WARNING, 1);
    client.versions("a").diff("1", "2", Query.none());
    client.versions("a").verdict("2");
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/governance/check",
            "/api/anchors/a/compatibility",
            "/api/anchors/a/diff?from=1&to=2",
            "/api/anchors/a/versions/2/compatibility");
  }

  @Test
  void versionsAreListedReadAndAdded() {
    String version =
        """
        {"id":"%1$s","anchor_id":"a","label":"1.0","number":1,"format":"yaml","checksum":"sha256:0",
         "content_hash":"sha256:0","size":3,"created_at":"2026-01-01T00:00:00Z","created_by":"me",
         "change_id":"%1$s"}
        """
            .formatted(CHANGE);
    Versions<AnchorVersion> versions = client.versions("a");
    registry.then(200, "{\"items\":[" + version + "],\"next\":null}");
    assertThat(versions.list(Query.none()).items()).hasSize(1);
    registry.then(200, version, "ETag", "\"v\"");
    assertThat(versions.get("1.0").value().size()).isEqualTo(3);
    registry.then(201, version);
    versions.add(
        "1.0",
        Query.of("format", "yaml"),
        "application/yaml",
        "a: b".getBytes(StandardCharsets.UTF_8),
        WriteOptions.none());
    registry.then(201, version);
    versions.asJson().add("2", Query.none(), "text/plain", new byte[0], WriteOptions.none());
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/anchors/a/versions",
            "/api/anchors/a/versions/1.0",
            "/api/anchors/a/versions?label=1.0&format=yaml",
            "/api/anchors/a/versions?label=2");
  }

  @Test
  void contentIsCheckedAgainstItsDigest() {
    String digest = "SHA-256=ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    registry.thenTyped(200, "application/yaml", "abc", "Digest", digest);
    Versions.Content content = client.versions("a").content("1.0");
    assertThat(content.bytes()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(content.mediaType()).isEqualTo("application/yaml");
    assertThat(registry.last().target()).isEqualTo("/api/anchors/a/versions/1.0/content");
    registry.thenTyped(200, "application/yaml", "abd", "Digest", digest);
    assertThatThrownBy(() -> client.versions("a").content("1.0")).hasMessageContaining("damaged");
  }

  @Test
  void aKeyIsAskedForOnceAndRevoked() {
    registry.then(
        201,
        "{\"id\":\"k\",\"key\":\"nxs_new\",\"name\":\"ci\",\"expires_at\":\"2026-01-01T00:00:00Z\"}");
    Written<KeyCreated> made = client.keys().create(Map.of("name", "ci"), false);
    assertThat(made)
        .isInstanceOfSatisfying(
            Written.Applied.class,
            applied -> assertThat(applied.value().toString()).doesNotContain("nxs_new"));
    assertThat(registry.last().header("Idempotency-Key")).isEmpty();
    registry.then(204, "");
    assertThat(client.keys().revoke("k", false)).isInstanceOf(Written.Applied.class);
    registry.then(202, "{\"id\":\"%s\",\"state\":\"IN_REVIEW\"}".formatted(CHANGE));
    assertThat(client.keys().revoke("k", true)).isInstanceOf(Written.Waiting.class);
    assertThat(registry.last().target()).isEqualTo("/api/keys/k?dryRun=true");
  }

  @Test
  void aRemovedAliasMayNameItsSuccessor() {
    registry.then(202, "{\"id\":\"%s\",\"state\":\"IN_REVIEW\"}".formatted(CHANGE));
    client.aliases("c").remove("a", Query.of("successor", "b"), WriteOptions.none());
    assertThat(registry.last().target()).isEqualTo("/api/aliases/a?context=c&successor=b");
  }

  @Test
  void theRulesInForceCanBeReadAndReplaced() {
    String rules =
        """
        {"version":2,"rules":{},"source":null,"checksum":"sha256:0",
         "adopted_at":"2026-01-01T00:00:00Z","adopted_by":"me",
         "change_id":"0198c0de-0000-7000-8000-000000000001"}
        """;
    registry.then(200, rules, "ETag", "\"r-2\"");
    Tagged<RuleSet> current = client.governance().current();
    assertThat(current.value().version()).isEqualTo(2);
    assertThat(current.entityTag()).isEqualTo("\"r-2\"");
    registry.then(200, "{\"items\":[" + rules + "],\"next\":null}");
    assertThat(client.governance().versions(Query.of("limit", 1)).items()).hasSize(1);
    assertThat(registry.last().target()).isEqualTo("/api/governance/versions?limit=1");
    registry.then(200, rules);
    Written<RuleSet> adopted =
        client
            .governance()
            .adopt(
                "application/yaml",
                "version: 1".getBytes(StandardCharsets.UTF_8),
                WriteOptions.ifMatch("\"r-1\""));
    assertThat(adopted).isInstanceOf(Written.Applied.class);
    assertThat(registry.last().target()).isEqualTo("/api/governance");
    assertThat(registry.last().body()).isEqualTo("version: 1");
  }

  @Test
  void importSendsTheBytesAndReadsTheReport() {
    registry.then(
        200,
        """
        {"document":"a.yaml","anchor_id":"a","version":"1","state":"CREATED","change_id":null,
         "change_ids":[],"counts":{},"rows":[],"warnings":[]}
        """);
    ImportReport report =
        client
            .bulk()
            .load(
                Query.of("format", "openapi").and("dryRun", true),
                "application/yaml",
                "openapi: 3".getBytes(StandardCharsets.UTF_8));
    assertThat(report.anchorId()).isEqualTo("a");
    assertThat(registry.last().target()).isEqualTo("/api/import?format=openapi&dryRun=true");
    assertThat(registry.last().body()).isEqualTo("openapi: 3");
    assertThat(registry.last().header("Idempotency-Key")).isEmpty();
  }

  @Test
  void anImportThatFailedIsNotSentAgain() {
    registry.thenProblem(503, "UNAVAILABLE");
    assertThatThrownBy(() ->
            client
                .bulk()
                .load(Query.of("format", "jsonl"), "application/jsonl", new byte[] {'{', '}'}))
        .isInstanceOf(SsotException.class);
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void exportIsWrittenAsItComes() throws IOException {
    registry.thenTyped(200, "application/x-ndjson", "{}\n{}\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(client.bulk().save(Query.none(), out)).isEqualTo(6);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{}\n{}\n");
    assertThat(registry.last().header("Accept")).isEqualTo("*/*");
    registry.thenProblem(403, "FORBIDDEN");
    assertThatThrownBy(() -> client.bulk().save(Query.none(), out))
        .isInstanceOf(SsotPermissionException.class);
  }
}
