package com.nexus.ssot.server.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rules hold for writes. */
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
}
