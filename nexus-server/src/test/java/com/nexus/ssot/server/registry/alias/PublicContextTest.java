package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a public context everybody resolves names, and nothing else without a grant. */
class PublicContextTest {
  private final TestServer server = TestServer.shared();
  private final String context = Stock.unique("open");
  private final String resolve = "/api/aliases/resolve/" + context + "/";

  PublicContextTest() {
    server.post("/api/contexts", "{\"name\": \"" + context + "\", \"is_public\": true}");
    for (String alias : List.of("front-door", "front-desk")) {
      Reply made =
          server.post(
              "/api/aliases",
              "{\"alias\": \"%s\", \"context\": \"%s\", \"canonical\": \"https://api.example.com/\"}"
                  .formatted(alias, context));
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }
  }

  /** A key that reads another context only. */
  private String[] stranger() {
    Reply made =
        server.post(
            "/api/keys",
            """
            {"name": "stranger", "kind": "SERVICE", "contexts": ["default"], "verbs": ["READ"]}
            """);
    return new String[] {"Authorization", "Bearer " + made.json().path("key").asString()};
  }

  @Test
  void aStrangerResolvesOnBothPlanes() {
    String[] as = stranger();
    assertThat(server.http("GET", resolve + "front-door", null, as).status()).isEqualTo(200);
    assertThat(server.http("GET", resolve + "front-door", null).status()).isEqualTo(200);
    assertThat(server.http("GET", resolve + "front-door?detail=plain", null, as).status())
        .isEqualTo(200);
    Reply many = many("front-door", as);
    assertThat(many.json().at("/0/canonical_name").asString())
        .isEqualTo("https://api.example.com/");
  }

  @Test
  void aStrangerIsToldNothingMore() {
    String[] as = stranger();
    for (String path :
        List.of(
            resolve + "front-door?detail=full",
            resolve + "front-door?asOf=" + Instant.now(),
            resolve + "front-doors?detail=full",
            "/api/aliases/front-door/explain?context=" + context,
            "/api/aliases/front-door/history?context=" + context,
            "/api/aliases/front-door?context=" + context,
            "/api/aliases?context=" + context)) {
      Reply refused = server.http("GET", path, null, as);
      assertThat(refused.status()).as(path + " " + refused).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("FORBIDDEN");
      assertThat(refused.text()).doesNotContain("front-desk");
      assertThat(server.http("GET", path, null).status()).isEqualTo(401);
    }
  }

  @Test
  void namesThatWerePerhapsMeantAreForThoseWhoMayLook() {
    String[] as = stranger();
    String misspelt = resolve + "front-dooor";
    for (Reply unknown :
        List.of(
            server.http("GET", misspelt, null),
            server.http("GET", misspelt, null, as),
            server.http("GET", misspelt + "?detail=plain", null, as))) {
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.text()).doesNotContain("front-door\"");
    }
    assertThat(many("front-dooor", as).text()).doesNotContain("front-door\"");
    assertThat(server.get(misspelt).text()).contains("front-door\"");
    assertThat(server.get(misspelt + "?detail=plain").text()).contains("front-door\"");
    assertThat(server.get(resolve + "front-door?detail=full").status()).isEqualTo(200);
  }

  private Reply many(String alias, String... as) {
    return server.http(
        "POST",
        "/api/aliases/resolve",
        "{\"context\": \"" + context + "\", \"aliases\": [\"" + alias + "\"]}",
        as);
  }
}
