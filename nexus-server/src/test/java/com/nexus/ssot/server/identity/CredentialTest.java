package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is learned from a credential that opens nothing: that it opens nothing. */
class CredentialTest {
  private static final String DRAFT =
      """
      {"name": "gone", "kind": "SERVICE", "contexts": ["*"], "verbs": ["READ"]}
      """;

  private final TestServer server = TestServer.shared();

  @Test
  void whyACredentialOpensNothingIsToldToNobody() {
    Map<String, String> credentials = useless();
    for (String path : new String[] {"/api/whoami", "/api/aliases/resolve/default/none"}) {
      Set<String> told = new TreeSet<>();
      credentials.forEach((what, credential) -> {
        Reply bearer = server.http("GET", path, null, "Authorization", "Bearer " + credential);
        assertThat(bearer.status()).as(what + " at " + path).isEqualTo(401);
        assertThat(bearer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
        told.add(shown(bearer));
        told.add(shown(server.http("GET", path, null, "X-API-Key", credential)));
      });
      assertThat(told).as(path).hasSize(1);
    }
  }

  /** Everything about an answer but what differs in any two. */
  private static String shown(Reply reply) {
    Map<String, Object> headers = new TreeMap<>(reply.headers().map());
    headers
        .keySet()
        .removeIf(name -> Set.of("x-request-id", "content-length", "date").contains(name));
    String id = reply.header("X-Request-Id");
    return reply.status() + " " + headers + " " + reply.text().replace(id, "");
  }

  private Map<String, String> useless() {
    Map<String, String> all = new LinkedHashMap<>();
    String admin = server.adminKey().text();
    all.put("rubbish", "rubbish");
    all.put("a beginning", "nxs_live_x");
    all.put("wrong checksum", admin.substring(0, 66) + (admin.endsWith("x") ? "y" : "x"));
    all.put("another environment", admin.replace("nxs_live_", "nxs_test_"));
    all.put("unknown", ApiKey.generate().text());
    all.put("a token of nobody", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl");

    JsonNode revoked = key(DRAFT);
    assertThat(server.delete("/api/keys/" + revoked.path("id").asString()).status()).isEqualTo(204);
    all.put("revoked", revoked.path("key").asString());

    JsonNode replaced = key(DRAFT);
    server.post("/api/keys/" + replaced.path("id").asString() + "/rotate", "{\"overlap\": \"0s\"}");
    all.put("replaced", replaced.path("key").asString());

    String far =
        key(DRAFT.replace("}", ", \"allowed_ips\": [\"192.0.2.0/24\"]}")).path("key").asString();
    all.put("from elsewhere", far);

    String disabled = key(DRAFT).path("key").asString();
    String[] asThem = {"Authorization", "Bearer " + disabled};
    String token = token(disabled);
    String id =
        server.http("GET", "/api/whoami", null, asThem).json().path("principal_id").asString();
    assertThat(server.post("/api/principals/" + id + "/disable", null).status()).isEqualTo(200);
    all.put("of somebody disabled", disabled);
    all.put("a token of somebody disabled", token);
    return all;
  }

  @Test
  void aKeyThatExpiredIsAnsweredLikeOneThatNeverWas() {
    JsonNode made = key(DRAFT);
    String[] bearer = {"Authorization", "Bearer " + made.path("key").asString()};
    assertThat(server.http("GET", "/api/whoami", null, bearer).status()).isEqualTo(200);
    server
        .bean(JdbcClient.class)
        .sql(
            """
            update api_key set created_at = created_at - interval '1 day', expires_at = now()
            where id = ?
            """)
        .param(made.path("id").asString())
        .update();
    server.bean(Callers.class).reset();
    String[] unknown = {"Authorization", "Bearer " + ApiKey.generate().text()};
    assertThat(shown(server.http("GET", "/api/whoami", null, bearer)))
        .isEqualTo(shown(server.http("GET", "/api/whoami", null, unknown)));
  }

  @Test
  void aDeniedCallIsToldWhyAndNothingElse() {
    String[] reader = {"Authorization", "Bearer " + key(DRAFT).path("key").asString()};
    for (String name : new String[] {"default", "no-such-context"}) {
      Reply reply = server.http("PATCH", "/api/contexts/" + name, "{}", reader);
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("FORBIDDEN");
      assertThat(reply.json().at("/causes/0/message").asString()).isEqualTo("credential");
      assertThat(reply.text()).doesNotContain(name);
    }
  }

  private JsonNode key(String draft) {
    Reply made = server.post("/api/keys", draft);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private String token(String key) {
    Reply reply =
        server.http(
            "POST",
            "/api/auth/token",
            "grant_type=client_credentials&client_secret=" + key,
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(reply.status()).isEqualTo(200);
    return reply.json().path("access_token").asString();
  }
}
