package com.nexus.ssot.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.gateway.AliasRoute;
import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.HealthComponent.Health;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.LastUse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The data plane inside a real server. */
class GatewayMountTest {
  private static final TestServer SERVER = TestServer.shared();

  @Test
  void aNameResolvesAsSoonAsItsChangeIsCommitted() {
    String alias = unique("profile");
    create(alias, "default", "https://api.example.com/v1/profile");
    Reply reply = SERVER.get("/api/aliases/resolve/default/" + alias);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo("{\"canonical_name\":\"https://api.example.com/v1/profile\"}");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("ETag")).matches("\"[0-9a-f]{12}-1\"");
    assertThat(reply.headers().map()).doesNotContainKey("Server");
    Reply again =
        SERVER.get("/api/aliases/resolve/default/" + alias, "If-None-Match", reply.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void theIndexOfTheAnswerReachesTheChangeThatMadeIt() {
    String alias = unique("indexed");
    create(alias, "default", "https://api.example.com/indexed");
    String path = "/api/aliases/resolve/default/" + alias;
    UUID id = UUID.fromString(aliasAt(alias).path("id").asString());
    eventually(() -> leafOf(id).isPresent());
    long leaf = leafOf(id).orElseThrow();
    eventually(() -> Long.parseLong(SERVER.get(path).header("X-Nexus-Index")) >= leaf);
    assertThat(SERVER.bean(Feed.class).index()).isGreaterThan(leaf);
  }

  /** The index of the event that made an object. */
  private static Optional<Long> leafOf(UUID objectId) {
    return SERVER
        .bean(JdbcClient.class)
        .sql(
            """
            select l.leaf_index from audit_leaf l join audit_event e on e.event_id = l.event_id
            where e.object_id = ?
            """)
        .param(objectId)
        .query(Long.class)
        .optional();
  }

  private static JsonNode aliasAt(String alias) {
    return SERVER.get("/api/aliases/" + alias + "?context=default").json();
  }

  @Test
  void aChangeThatCannotBeReadMakesTheServerLoadEverythingAnew() {
    String alias = unique("phantom");
    Gateway gateway = SERVER.bean(Gateway.class);
    gateway.apply(
        List.of(
            new AliasRoute(
                UUID.randomUUID(),
                1,
                "default",
                alias,
                "https://api.example.com/phantom",
                false,
                null,
                null,
                null,
                null,
                null,
                true)));
    String path = "/api/aliases/resolve/default/" + alias;
    assertThat(SERVER.get(path).status()).isEqualTo(200);
    JsonNode odd = Json.mapper().createObjectNode().put("revision", "not a number");
    SERVER
        .bean(Followers.class)
        .committed(
            List.of(
                new ObjectChange(
                    "alias.update", "alias", UUID.randomUUID(), alias, "default", 2, odd)));
    eventually(() -> SERVER.get(path).status() == 404);
    eventually(() -> SERVER.bean(Feed.class).index() >= 0);
    assertThat(SERVER.bean(Snapshot.class).health()).isEqualTo(Health.ok());
  }

  @Test
  void theUseOfAKeyOnTheDataPlaneIsWrittenDown() {
    Reply made =
        SERVER.post(
            "/api/keys",
            "{\"name\":\"%s\",\"kind\":\"SERVICE\",\"contexts\":[\"*\"],\"verbs\":[\"READ\"]}"
                .formatted(unique("reader")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.json().path("id").asString();
    String key = made.json().path("key").asString();
    assertThat(lastUse(id)).isEmpty();
    SERVER.http("GET", "/api/aliases/resolve/default/any", null, "X-API-Key", key);
    SERVER.bean(Snapshot.class).readKeys();
    SERVER.bean(LastUse.class).write();
    assertThat(lastUse(id)).isNotEmpty();
  }

  private static String lastUse(String keyId) {
    return SERVER
        .bean(JdbcClient.class)
        .sql("select coalesce(last_used_at::text, '') from api_key where id = ?")
        .param(keyId)
        .query(String.class)
        .single();
  }

  @Test
  void rootPathsAnswerInTheShapesThatExistingCallersKnow() {
    String alias = unique("seeded");
    create(alias, "frontend", "https://api.example.com/seeded");
    Reply root = SERVER.get("/" + alias + "?context=frontend");
    assertThat(root.text())
        .isEqualTo(
            "{\"alias\":\"%s\",\"canonical\":\"https://api.example.com/seeded\",\"context\":\"frontend\",\"message\":\"Alias resolved successfully\"}"
                .formatted(alias));
    Reply named = SERVER.get("/aliases/" + alias + "?context=frontend");
    assertThat(named.json().path("canonical_name").asString(""))
        .isEqualTo("https://api.example.com/seeded");
  }

  @Test
  void anUnknownNameIsAnsweredWithNamesThatWerePerhapsMeant() {
    String alias = unique("customer-profile");
    create(alias, "default", "https://api.example.com/customers");
    Reply reply = SERVER.get("/api/aliases/resolve/default/" + alias + "x");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("suggestions").toString()).contains(alias);
  }

  @Test
  void aPublicContextNeedsNoCredentialAndOthersDo() {
    String context = unique("public");
    SERVER
        .bean(Changes.class)
        .propose(
            Proposal.of(
                SERVER.bean(FirstStart.class).server(),
                Operation.of(
                    "context.create",
                    new ContextDraft(context, null, null, null, null, null, null, true, false))));
    create("front-door", context, "https://api.example.com/door");
    assertThat(
            SERVER
                .http("GET", "/api/aliases/resolve/%s/front-door".formatted(context), null)
                .status())
        .isEqualTo(200);
    assertThat(SERVER.http("GET", "/api/aliases/resolve/default/front-door", null).status())
        .isEqualTo(401);
    Reply stranger =
        SERVER.http(
            "GET",
            "/api/aliases/resolve/%s/front-door".formatted(context),
            null,
            "X-API-Key",
            ApiKey.generate().text());
    assertThat(stranger.status()).isEqualTo(401);
  }

  @Test
  void whatIsNotForTheDataPlaneReachesTheControlPlane() {
    Reply health = SERVER.http("GET", "/health", null, "X-Request-Id", "my-id-1");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.header("X-Request-Id")).isEqualTo("my-id-1");
    assertThat(health.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(SERVER.http("GET", "/ready", null).status()).isEqualTo(200);
  }

  @Test
  void resolvesAreShownAmongTheMetrics() {
    String alias = unique("counted");
    create(alias, "default", "https://api.example.com/counted");
    SERVER.get("/api/aliases/resolve/default/" + alias);
    String metrics = SERVER.get("/metrics").text();
    assertThat(metrics)
        .containsPattern("alias_resolutions_total\\{context=\"default\",outcome=\"found\"\\} [1-9]")
        .contains("alias_resolution_duration_seconds_bucket{le=\"0.001\"}");
  }

  @Test
  void aRestartedServerKnowsEveryNameBeforeItIsReady() {
    TestServer first = TestServer.start(Map.of());
    Path data = first.dataDir();
    ApiKey key = first.adminKey();
    try {
      create(first, "kept-name", "default", "https://api.example.com/kept", null);
      create(first, "chained-name", "default", "kept-name", null);
      first.stop();
      TestServer second = TestServer.start(data, key, Map.of());
      try {
        assertThat(second.bean(Gateway.class).size()).isGreaterThanOrEqualTo(2);
        assertThat(second.get("/api/aliases/resolve/default/chained-name").text())
            .isEqualTo("{\"canonical_name\":\"https://api.example.com/kept\"}");
      } finally {
        second.stop();
      }
    } finally {
      TestServer.delete(data);
    }
  }

  private static void create(String alias, String context, String canonical) {
    create(SERVER, alias, context, canonical, null);
  }

  private static void create(
      TestServer server,
      String alias,
      String context,
      String canonical,
      @Nullable Instant expiresAt) {
    AliasDraft draft =
        new AliasDraft(
            alias,
            context,
            canonical,
            canonical.startsWith("http") ? TargetKind.URL : TargetKind.ALIAS,
            null,
            null,
            null,
            null,
            null,
            expiresAt,
            null,
            null,
            null,
            null,
            null);
    server
        .bean(Changes.class)
        .propose(
            Proposal.of(
                server.bean(FirstStart.class).server(), Operation.of("alias.create", draft)));
  }

  private static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static void eventually(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
