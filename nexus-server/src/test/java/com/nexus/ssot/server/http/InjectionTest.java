package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Text that means something elsewhere (SQL, HTML, spreadsheets, templates) is text here. */
class InjectionTest {
  private static final List<String> HOSTILE =
      List.of(
          "' or '1'='1",
          "'; drop table alias cascade; --",
          "\\'; select pg_sleep(60); --",
          "%' union select hash from session --",
          "$$ || (select 1/0) || $$",
          "<script>alert(1)</script>",
          "\"'><img src=x onerror=alert(1)>",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd",
          "${jndi:ldap://127.0.0.1/x}",
          "#{T(java.lang.Runtime).getRuntime()}",
          "{{7*7}}",
          "../../../../etc/passwd",
          "x\r\nX-Injected: 1",
          "%s%n%x",
          "a\u0000b");

  private final TestServer server = TestServer.shared();

  @Test
  void everyParameterOfEveryReadTakesItAsText() {
    JsonNode document = server.http("GET", "/api/openapi.json", null).json();
    SoftAssertions all = new SoftAssertions();
    int asked = 0;
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (get.isMissingNode()) {
        continue;
      }
      String plain = path.getKey().replaceAll("\\{[^}]*}", "no-such-thing");
      for (JsonNode given : get.path("parameters")) {
        JsonNode parameter =
            given.has("$ref") ? document.at(given.path("$ref").asString().substring(1)) : given;
        String name = parameter.path("name").asString();
        for (String hostile : HOSTILE) {
          String address =
              parameter.path("in").asString().equals("path")
                  ? path.getKey()
                      .replace("{" + name + "}", coded(hostile))
                      .replaceAll("\\{[^}]*}", "no-such-thing")
                  : plain + "?" + name + "=" + coded(hostile);
          harmless(all, address, server.get(address));
          asked++;
        }
      }
    }
    all.assertAll();
    assertThat(asked).isGreaterThan(1_000);
    assertThat(server.bean(JdbcClient.class).sql("select count(*) from alias").query().listOfRows())
        .hasSize(1);
  }

  private static void harmless(SoftAssertions all, String address, Reply reply) {
    all.assertThat(reply.status()).as(address).isNotEqualTo(500);
    all.assertThat(reply.header("X-Injected")).as(address).isEmpty();
    all.assertThat(reply.header("X-Content-Type-Options")).as(address).isEqualTo("nosniff");
    if (reply.header("Content-Type").startsWith("text/html")) {
      all.assertThat(reply.text()).as(address).doesNotContain("<script>alert", "<img src=x");
    }
    all.assertThat(reply.text())
        .as(address)
        .doesNotContain("SQLException", "ERROR:", "syntax error at", "org.postgresql");
  }

  /** What people write is kept as it is, and given back as JSON and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "/api/services, name, description",
    "/api/anchors, anchor_id, description",
    "/api/contexts, name, description",
    "/api/teams, name, description",
    "/api/roles, name, description",
    "/api/users, username, display_name",
    "/api/aliases, alias, description"
  })
  void whatPeopleWriteComesBackAsItWas(String path, String name, String text) {
    for (String hostile : HOSTILE) {
      if (hostile.contains("\u0000") || (path.equals("/api/users") && hostile.contains("\n"))) {
        continue; // refused
      }
      ObjectNode draft = Json.mapper().createObjectNode();
      draft.put(name, Stock.unique("text")).put(text, hostile);
      if (path.equals("/api/aliases")) {
        draft.put("canonical", "https://a.example/");
      }
      Reply made = server.post(path, draft.toString());
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      String own = path + "/" + draft.path(name).asString();
      Reply read = server.get(own);
      assertThat(read.header("Content-Type")).isEqualTo("application/json");
      assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
      String shown = read.json().path(text).asString();
      // Personal data is masked; control characters are taken out.
      assertThat(shown).isIn(hostile.replace("\r", ""), hostile.strip(), "***");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/services, name, {}",
    "/api/anchors, anchor_id, {}",
    "/api/contexts, name, {}",
    "/api/teams, name, {}",
    "/api/roles, name, {}",
    "/api/users, username, {}",
    "/api/aliases, alias, '{\"canonical\": \"https://a.example/\"}'",
    "/api/endpoints, name, '{\"method\": \"GET\", \"path\": \"/x\"}'"
  })
  void namesTakeNothingThatCannotBeSeenOrTurnsTheLine(String path, String name, String rest) {
    for (String odd :
        List.of(
            "\u0007",
            "\u007f",
            "\u0085",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u2028",
            "\udb40\udc41",
            "<",
            "'",
            "\"",
            " ")) {
      ObjectNode draft = (ObjectNode) Json.read(rest.getBytes(StandardCharsets.UTF_8));
      draft.put(name, "a" + odd + "b-" + Stock.unique("n"));
      Reply refused = server.post(path, draft.toString());
      assertThat(refused.status()).as(path + " " + refused.text()).isEqualTo(422);
      assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo("/" + name);
      assertThat(refused.text()).doesNotContain("\u202e", "\u200b", "\u0007");
    }
    ObjectNode half = (ObjectNode) Json.read(rest.getBytes(StandardCharsets.UTF_8));
    half.put(name, "a");
    String lone = half.toString().replace("\"a\"", "\"a\\ud800\"");
    assertThat(server.post(path, lone).status()).isEqualTo(400);
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
