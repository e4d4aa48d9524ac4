package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deleting aliases of the context {@code system} needs a grant of its own. */
class SystemAliasTest {
  private static final String KEY =
      """
      {"name": "writer", "kind": "SERVICE", "contexts": ["system"], "verbs": ["READ", "WRITE"]}
      """;

  @Test
  void whoMayWriteInSystemDoesNotDeleteThereWithoutTheGrant() {
    TestServer server = TestServer.shared();
    Reply key = server.post("/api/keys", KEY);
    String[] asThem = {"Authorization", "Bearer " + key.json().path("key").asString()};
    UUID service =
        UUID.fromString(
            server.http("GET", "/api/whoami", null, asThem).json().path("principal_id").asString());
    String delete = "/api/aliases/no-such-alias?context=system";
    // Everything is granted where no kind is named.
    assertThat(server.http("DELETE", delete, null, asThem).status()).isEqualTo(404);
    JdbcClient sql = server.bean(JdbcClient.class);
    sql.sql("update grant_rule set kind = 'ALIAS' where principal_id = ?").param(service).update();
    server.bean(com.nexus.ssot.server.identity.Callers.class).reset();
    assertThat(server.http("DELETE", delete, null, asThem).status()).isEqualTo(403);
    sql.sql(
            "insert into grant_rule (id, principal_id, restriction, verb, kind, operation, context,"
                + " condition) values (gen_random_uuid(), ?, false, 'WRITE', 'ALIAS', 'delete',"
                + " 'system', 'NONE')")
        .param(service)
        .update();
    server.bean(com.nexus.ssot.server.identity.Callers.class).reset();
    assertThat(server.http("DELETE", delete, null, asThem).status()).isEqualTo(404);
  }
}
