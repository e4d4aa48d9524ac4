package com.nexus.ssot.server.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules: where they come from and how they are changed. */
class GovernanceResourceTest {
  private static final String RULES =
      """
      alias_governance:
        version: "%s"
        rules:
          naming: {min_length: %d}
        contexts:
          shop:
            permissions: ["shop_keepers"]
            approval_required: false
      """;

  private static Reply adopt(TestServer server, String yaml, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/yaml";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return server.post("/api/governance", yaml, all);
  }

  @Test
  void anArchiveThatTheRulesNameIsSaidToBeInactive() {
    Reply health = TestServer.shared().get("/health");
    assertThat(health.json().at("/components/audit_archive/status").asString()).isEqualTo("ok");
    assertThat(health.json().at("/components/audit_archive/detail").asString())
        .startsWith("Inactive");
  }

  @Test
  void rulesComeFromTheFileOnceAndAreThenChangedOverHttp(@TempDir Path folder) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Path file = config.resolve("alias_governance.yaml");
    Files.writeString(file, RULES.formatted("1.0", 4));
    ApiKey key = ApiKey.generate();
    Map<String, String> settings = Map.of("NEXUS_CONFIG_DIR", config.toString());

    String etag;
    try (Closing first = new Closing(TestServer.start(folder, key, settings))) {
      Reply rules = first.server.get("/api/governance");
      assertThat(rules.status()).as(rules.toString()).isEqualTo(200);
      assertThat(rules.as(RuleSet.class).version()).isEqualTo(1);
      assertThat(rules.as(RuleSet.class).source()).isEqualTo(RULES.formatted("1.0", 4));
      assertThat(rules.json().at("/rules/naming/min_length").asInt()).isEqualTo(4);
      assertThat(first.server.get("/api/contexts/shop").as(Context.class).permissions())
          .containsExactly("shop_keepers");
      assertThat(first.server.get("/api/contexts/backend").status()).isEqualTo(200);
      assertThat(first.server.get("/api/contexts/system").status()).isEqualTo(404);
      etag = rules.header("ETag");
    }

    Files.writeString(file, RULES.formatted("2.0", 7));
    try (Closing second = new Closing(TestServer.start(folder, key, settings))) {
      assertThat(second.server.get("/api/governance").header("ETag")).isEqualTo(etag);

      Reply adopted = adopt(second.server, RULES.formatted("2.0", 7), "If-Match", etag);
      assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);
      assertThat(adopted.as(RuleSet.class).version()).isEqualTo(2);
      assertThat(adopted.json().at("/rules/naming/min_length").asInt()).isEqualTo(7);

      Reply same = adopt(second.server, RULES.formatted("2.0", 7));
      assertThat(same.as(RuleSet.class).version()).isEqualTo(2);
      Reply late = adopt(second.server, RULES.formatted("3.0", 8), "If-Match", etag);
      assertThat(late.status()).isEqualTo(412);

      Reply tooShort =
          second.server.post(
              "/api/aliases", "{\"alias\": \"abcde\", \"canonical\": \"https://example.com\"}");
      assertThat(tooShort.status()).isEqualTo(422);

      String keeper = second.server.approver("shop");
      second.server.put("/api/teams/shop_keepers/members/" + keeper, null);
      Reply stricter =
          adopt(
              second.server,
              RULES.formatted("4.0", 7).replace("required: false", "required: true"));
      assertThat(stricter.as(RuleSet.class).version()).isEqualTo(3);
      assertThat(second.server.get("/api/contexts/shop").as(Context.class).approvalRequired())
          .isTrue();

      Reply versions = second.server.get("/api/governance/versions?limit=2&count=true");
      assertThat(versions.json().path("total").asInt()).isEqualTo(3);
      assertThat(versions.json().path("items"))
          .extracting(item -> item.path("version").asInt())
          .containsExactly(3, 2);
      Reply oldest =
          second.server.get(
              "/api/governance/versions?limit=2&cursor=" + versions.json().path("next").asString());
      assertThat(oldest.json().path("items")).hasSize(1);
    }
  }

  @Test
  void whoReachesFewContextsSeesOnlyTheRulesOfThose() {
    TestServer server = TestServer.shared();
    Reply all = server.get("/api/governance");
    List<String> names = List.copyOf(all.json().at("/rules/contexts").propertyNames());
    assertThat(names).hasSizeGreaterThan(1);
    String key =
        server
            .post(
                "/api/keys",
                "{\"name\": \"one\", \"kind\": \"SERVICE\", \"verbs\": [\"READ\"], \"contexts\": [\""
                    + names.getFirst()
                    + "\"]}")
            .json()
            .path("key")
            .asString();
    String[] narrow = {"Authorization", "Bearer " + key};
    Reply one = server.http("GET", "/api/governance", null, narrow);
    assertThat(one.json().at("/rules/contexts").propertyNames()).containsExactly(names.getFirst());
    assertThat(one.json().at("/rules/naming")).isEqualTo(all.json().at("/rules/naming"));
    assertThat(one.json().path("source").isString()).isFalse();
    Reply versions = server.http("GET", "/api/governance/versions", null, narrow);
    assertThat(versions.json().at("/items/0/rules/contexts").propertyNames())
        .containsExactly(names.getFirst());
  }

  @Test
  void rulesWithAnUnknownKeyAreRefusedWithTheirPlace() {
    Reply refused =
        adopt(
            TestServer.shared(),
            """
            alias_governance:
              version: "1.0"
              rules:
                shouting: true
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo("body:4:5");
  }

  @Test
  void rulesThatAreNoYamlAreRefusedAsUnreadableWithTheirPlace() {
    Reply refused = adopt(TestServer.shared(), "alias_governance:\n  version: \"1.0\n");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("MALFORMED");
    assertThat(refused.json().at("/causes/0/at").asString()).matches("body:[23]:[0-9]+");
  }

  @Test
  void aDryRunShowsWhatWouldChange() {
    Reply preview =
        TestServer.shared()
            .post(
                "/api/governance?dryRun=true",
                RULES.formatted("9.0", 5).replace("shop_keepers", "team_approval"),
                "Content-Type",
                "application/yaml");

    assertThat(preview.status()).as(preview.toString()).isEqualTo(200);
    assertThat(preview.json().path("operations"))
        .extracting(operation -> operation.path("kind").asString())
        .contains("governance.adopt", "context.create");
  }

  /** Stops the server and keeps its data. */
  private record Closing(TestServer server) implements AutoCloseable {
    @Override
    public void close() {
      server.stop();
    }
  }
}
