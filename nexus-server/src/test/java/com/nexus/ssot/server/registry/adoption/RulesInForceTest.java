package com.nexus.ssot.server.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rules hold for writes, and what some of them mean. */
class RulesInForceTest {
  private static final String URL = "https://api.example.com/v1";

  /** An export of rules that demand long names, and of an alias that obeys them. */
  private static String export() {
    String rules = "alias_governance: {version: '7', rules: {naming: {min_length: 20}}}";
    String lines =
        """
        {"type":"header","format":"nexus-registry","version":1}
        {"type":"governance","object":{"source":"%s"}}
        {"type":"alias","deleted":false,"object":{"alias":"a-name-that-is-long-enough",\
        "context":"default","target_kind":"URL","canonical":"https://example.com"}}
        """
            .formatted(rules);
    String hash = Sha256.hex(Sha256.of(lines.getBytes(StandardCharsets.UTF_8)));
    return lines
        + "{\"type\":\"end\",\"counts\":{\"alias\":1,\"governance\":1},\"sha256\":\"%s\"}\n"
            .formatted(hash);
  }

  private static Reply create(TestServer server, String fields) {
    return server.post("/api/aliases", "{%s, \"canonical\": \"%s\"}".formatted(fields, URL));
  }

  @Test
  void rulesThatADryRunTriedAreNotThoseThatAreAdoptedLater() {
    try (TestServer server = TestServer.start(Map.of())) {
      Reply tried =
          server.post(
              "/api/import?format=jsonl&conflicts=overwrite&dryRun=true",
              export(),
              "Content-Type",
              "application/jsonl");
      assertThat(tried.status()).as(tried.toString()).isEqualTo(200);
      assertThat(tried.text()).contains("\"created\":1").doesNotContain("FAILED");

      Reply adopted =
          server.post(
              "/api/governance",
              """
              alias_governance:
                version: "2.0"
                rules:
                  naming: {min_length: 4}
              """,
              "Content-Type",
              "application/yaml");
      assertThat(adopted.as(RuleSet.class).version()).isEqualTo(2);

      assertThat(create(server, "\"alias\": \"abcd\"").status()).isEqualTo(201);
      assertThat(create(server, "\"alias\": \"abc\"").status()).isEqualTo(422);
    }
  }

  @Test
  void temporaryOnlyMeansTheSameHoweverItIsWritten(@TempDir Path folder) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("alias_governance.yaml"),
        """
        alias_governance:
          version: "1.0"
          rules:
            expiration: {temporary_aliases: false}
          contexts:
            moving:
              permissions: ["temporary-only"]
              approval_required: false
        """);
    TestServer server =
        TestServer.start(folder, ApiKey.generate(), Map.of("NEXUS_CONFIG_DIR", config.toString()));
    try {
      Reply plain = create(server, "\"alias\": \"plain\", \"context\": \"moving\"");
      assertThat(plain.as(Alias.class).type()).isEqualTo(AliasType.TEMPORARY);
      assertThat(plain.as(Alias.class).expiresAt()).isNotNull();
      Reply staying =
          create(
              server, "\"alias\": \"staying\", \"context\": \"moving\", \"type\": \"PERMANENT\"");
      assertThat(staying.status()).isEqualTo(422);

      for (String expiry :
          new String[] {
            "\"ttl\": \"9d\"", "\"type\": \"TEMPORARY\"", "\"type\": \"PERMANENT\", \"ttl\": \"9d\""
          }) {
        Reply refused = create(server, "\"alias\": \"passing\", " + expiry);
        assertThat(refused.status()).as(expiry).isEqualTo(422);
        assertThat(refused.text()).contains("allow no temporary aliases");
      }
    } finally {
      server.stop();
    }
  }
}
