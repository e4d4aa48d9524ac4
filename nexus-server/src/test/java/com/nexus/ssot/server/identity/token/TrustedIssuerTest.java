package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.token.TestIssuer.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real server that trusts a real issuer. */
class TrustedIssuerTest {
  private static final String NAME = "/api/aliases/resolve/default/none";

  @Test
  void aServiceOfATrustedIssuerIsLetInOnBothPlanes(@TempDir Path folder) throws IOException {
    ApiKey admin = ApiKey.generate();
    try (TestIssuer issuer = new TestIssuer()) {
      TestServer server = TestServer.start(folder, admin, Map.of());
      assertThat(
              server
                  .post(
                      "/api/keys",
                      """
                      {"name":"deployer","kind":"SERVICE","contexts":["*"],"verbs":["READ"]}
                      """)
                  .status())
          .isEqualTo(201);
      assertThat(with(server, issuer.token("shop", Instant.now()), "/api/whoami").status())
          .as("not trusted yet")
          .isEqualTo(401);
      server.stop();

      Path file = folder.resolve("issuers.yaml");
      Files.writeString(file, issuer.file("shop", "deployer"));
      trusted(TestServer.start(folder, admin, Map.of()), issuer);

      Files.writeString(file, issuer.file("shop", "nobody"));
      assertThatThrownBy(() -> TestServer.start(folder, admin, Map.of()))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.causes().getFirst().message()).contains("nobody"));

      Files.delete(file);
      TestServer again = TestServer.start(folder, admin, Map.of());
      assertThat(with(again, issuer.token("shop", Instant.now()), "/api/whoami").status())
          .isEqualTo(401);
      assertThat(events(again, "identity.bind")).isEqualTo(1);
      assertThat(events(again, "identity.unbind")).isEqualTo(1);
      again.stop();
    }
  }

  private static void trusted(TestServer server, TestIssuer issuer) {
    String token = issuer.token("shop", Instant.now());
    Reply who = with(server, token, "/api/whoami");
    assertThat(who.status()).as(who.text()).isEqualTo(200);
    assertThat(who.json().path("name").asString()).isEqualTo("deployer");
    assertThat(who.json().path("via").asString()).isEqualTo("jwt:ci");
    assertThat(with(server, token, NAME).status()).isEqualTo(404);
    assertThat(with(server, issuer.token("other", Instant.now()), NAME).status()).isEqualTo(401);
    assertThat(with(server, issuer.token("other", Instant.now()), "/api/whoami").status())
        .isEqualTo(401);

    // Rotation: not one refusal on either plane.
    issuer.key = TestIssuer.newKey("second");
    assertThat(with(server, issuer.token("shop", Instant.now()), NAME).status()).isEqualTo(404);
    assertThat(with(server, issuer.token("shop", Instant.now()), "/api/whoami").status())
        .isEqualTo(200);
    int before = issuer.fetches.get();
    issuer.mood = Mood.DOWN;
    assertThat(with(server, issuer.token("shop", Instant.now()), NAME).status()).isEqualTo(404);
    assertThat(issuer.fetches).hasValue(before);
    assertThat(before).isEqualTo(2);
    server.stop();
  }

  private static Reply with(TestServer server, String token, String path) {
    return server.http("GET", path, null, "Authorization", "Bearer " + token);
  }

  private static int events(TestServer server, String action) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from audit_event where action = ?")
        .param(action)
        .query(Integer.class)
        .single();
  }
}
