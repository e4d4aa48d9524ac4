package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Role;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that say who may do what, at the first start, later, and through the door. */
class RoleImportTest {
  private static final String POLICIES =
      """
      access_control:
        ssot_registry:
          read: ["nexus-platform-team", "nexus-ai-team"]
          admin: ["nexus-platform-team"]
        alias_management:
          read: ["all_team_members"]
          write: ["code_owners"]
          admin: ["nexus-platform-team"]
      """;
  private static final String REGISTRY =
      """
      security:
        authorization:
          roles:
            developer:
              permissions: ["read", "write"]
              restrictions: ["security_config"]
            watcher:
              permissions: ["monitor"]
      """;
  private static final String[] YAML = {"Content-Type", "application/yaml"};

  @Test
  void aFirstStartTakesTheFilesIntoForceAndALaterOneLeavesThemAlone(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("ssot_policies.yaml"), POLICIES);
    Files.writeString(folder.resolve("security_registry.yaml"), "security: {network: {}}\nx: 1\n");
    ApiKey key = ApiKey.generate();
    Fault refused =
        catchThrowableOfType(Fault.class, () -> TestServer.start(folder, key, Map.of()));
    assertThat(refused.code()).isEqualTo(FaultCode.SETTING);
    assertThat(refused.causes().getFirst().at()).endsWith("security_registry.yaml:2:1");

    Files.writeString(folder.resolve("security_registry.yaml"), REGISTRY);
    TestServer server = TestServer.start(folder, key, Map.of());
    assertThat(server.get("/api/teams/nexus-ai-team").json().path("members").toString())
        .isEqualTo("[\"administrator\"]");
    assertThat(role(server, "ssot_registry_read").members())
        .containsExactly("team:nexus-ai-team", "team:nexus-platform-team");
    assertThat(role(server, "alias_management_write_code_owners").members())
        .containsExactly("team:*");
    assertThat(role(server, "developer").grants()).hasSize(6);
    assertThat(role(server, "watcher").members()).isEmpty();
    assertThat(server.get("/api/roles/alias_management_write").status()).isEqualTo(404);
    assertThat(server.get("/api/whoami").json().path("roles").toString()).contains("admin");
    codeOwnersWriteWhatTheirTeamOwns(server);
    aFileIsAdoptedOnce(server);
    server.stop();

    Files.writeString(
        folder.resolve("security_registry.yaml"), REGISTRY.replace("monitor", "read"));
    try (TestServer again = TestServer.start(folder, key, Map.of())) {
      assertThat(role(again, "watcher").grants().getFirst().verb()).isEqualTo("monitor");
    }
  }

  private static Role role(TestServer server, String name) {
    return server.get("/api/roles/" + name).as(Role.class);
  }

  private static void codeOwnersWriteWhatTheirTeamOwns(TestServer server) {
    People people = new People(server);
    String anna = people.person();
    String[] asAnna = {"Authorization", "Bearer " + people.key(anna)};
    server.post("/api/teams", "{\"name\": \"Blue_Team\"}");
    server.put("/api/teams/blue-team/members/" + anna, null);
    assertThat(create(server, "ours", "blue-team", asAnna)).isEqualTo(201);
    assertThat(create(server, "theirs", "red-team", asAnna)).isEqualTo(403);
    assertThat(server.post("/api/aliases", alias("reds", "red-team")).status()).isEqualTo(201);
    assertThat(patch(server, "ours", "{\"description\": \"mine\"}", asAnna)).isEqualTo(200);
    assertThat(patch(server, "ours", "{\"owner\": \"red-team\"}", asAnna)).isEqualTo(403);
    assertThat(patch(server, "reds", "{\"owner\": \"blue-team\"}", asAnna)).isEqualTo(403);
    // Nobody learns that way whether a name exists.
    assertThat(patch(server, "no-such-name", "{\"owner\": \"blue-team\"}", asAnna)).isEqualTo(403);
    assertThat(server.http("DELETE", "/api/aliases/reds", null, asAnna).status()).isEqualTo(403);
    assertThat(server.http("DELETE", "/api/aliases/ours", null, asAnna).status()).isEqualTo(200);
    server.delete("/api/teams/Blue_Team/members/" + anna);
    assertThat(server.http("POST", "/api/aliases/ours/restore", null, asAnna).status())
        .isEqualTo(403);
  }

  private static int create(TestServer server, String alias, String owner, String... headers) {
    return server.http("POST", "/api/aliases", alias(alias, owner), headers).status();
  }

  private static int patch(TestServer server, String alias, String patch, String... headers) {
    return server.http("PATCH", "/api/aliases/" + alias, patch, headers).status();
  }

  private static String alias(String alias, String owner) {
    return "{\"alias\": \"%s\", \"canonical\": \"https://a.example.com\", \"owner\": \"%s\"}"
        .formatted(alias, owner);
  }

  private static void aFileIsAdoptedOnce(TestServer server) {
    String wider =
        POLICIES.replace("read: [\"all_team_members\"]", "read: [\"nexus-ai-team\", \"new-team\"]");
    Reply tried = server.post("/api/roles/import?dryRun=true", wider, YAML);
    assertThat(tried.header("Preview")).isEqualTo("true");
    assertThat(kinds(tried)).contains("team.create", "role.member_add", "role.member_remove");
    assertThat(server.get("/api/teams/new-team").status()).isEqualTo(404);
    assertThat(server.post("/api/roles/import", wider, YAML).status()).isEqualTo(200);
    assertThat(role(server, "alias_management_read").members())
        .containsExactly("team:new-team", "team:nexus-ai-team");
    assertThat(server.get("/api/teams/new-team").json().path("members")).isEmpty();
    int revision = role(server, "alias_management_read").revision();
    assertThat(server.post("/api/roles/import", wider, YAML).status()).isEqualTo(200);
    assertThat(role(server, "alias_management_read").revision()).isEqualTo(revision);
    Reply refused = server.post("/api/roles/import", "access_control: {x: 1}\ny: 2\n", YAML);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("causes").toString()).contains("body:1:18", "body:2:1");
  }

  private static List<String> kinds(Reply reply) {
    return StreamSupport.stream(reply.json().path("operations").spliterator(), false)
        .map(operation -> operation.path("kind").asString())
        .toList();
  }
}
