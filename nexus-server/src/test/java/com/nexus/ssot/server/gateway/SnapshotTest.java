package com.nexus.ssot.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the data plane keeps in memory. */
class SnapshotTest {
  private final TestServer server = TestServer.shared();

  @Test
  void afterTheFeedWasAwayTokensAreVerifiedAnew() {
    Reply made =
        server.post(
            "/api/keys",
            "{\"name\":\"k-"
                + UUID.randomUUID()
                + "\",\"kind\":\"SERVICE\",\"contexts\":[\"*\"],\"verbs\":[\"READ\"]}");
    ApiKey key = ApiKey.parse(made.json().path("key").asString()).orElseThrow();
    Reply given =
        server.http(
            "POST",
            "/api/auth/token",
            "grant_type=client_credentials&client_secret=" + key.text(),
            "Content-Type",
            "application/x-www-form-urlencoded");
    String token = given.json().path("access_token").asString();
    assertThat(resolve(token)).isEqualTo(404);
    // What happened while nothing could be heard.
    server
        .bean(JdbcClient.class)
        .sql("update api_key set revoked_at = now() where id = ?")
        .param(key.id())
        .update();
    server.bean(Callers.class).reset();
    server.bean(Snapshot.class).resumed();
    assertThat(resolve(token)).isEqualTo(401);
  }

  private int resolve(String token) {
    String path = "/api/aliases/resolve/default/none";
    return server.http("GET", path, null, "Authorization", "Bearer " + token).status();
  }
}
