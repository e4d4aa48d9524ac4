package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole server against its own description: what it says is there, and behaves as it says. */
class RouterTest {
  private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"");

  private final TestServer server = TestServer.shared();
  private final JsonNode document = server.http("GET", "/api/openapi.json", null).json();

  @Test
  void everyReferenceOfTheDocumentLeadsSomewhere() {
    Matcher references = REFERENCE.matcher(document.toString());
    while (references.find()) {
      assertThat(document.at(references.group(1)).isObject()).as(references.group(1)).isTrue();
    }
    assertThat(document.findValuesAsString("operationId")).doesNotHaveDuplicates();
  }

  @Test
  void everyListOfTheDocumentAnswers() {
    for (String path : plainReads()) {
      Reply reply = server.get(path);
      assertThat(reply.status()).as(path + " " + reply.text()).isNotIn(404, 405, 500);
    }
  }

  @Test
  void everyReadRefusesAParameterItDoesNotHave() {
    for (String path : plainReads()) {
      Reply reply = server.get(path + "?no_such_parameter=1");
      assertThat(reply.status()).as(path).isEqualTo(400);
      assertThat(reply.code()).as(path).isEqualTo("UNKNOWN_PARAMETER");
    }
  }

  @Test
  void everyOperationThatNeedsACredentialRefusesAStranger() {
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        boolean everybody =
            operation.getValue().path("security").values().stream().anyMatch(JsonNode::isEmpty);
        if (everybody) {
          open.add(method + " " + path.getKey());
          continue;
        }
        String address = path.getKey().replaceAll("\\{[^}]+}", "x");
        Reply reply = server.http(method, address, null);
        assertThat(reply.status()).as(method + " " + address).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
      }
    }
    assertThat(open)
        .containsExactlyInAnyOrder(
            "POST /api/auth/login",
            "POST /api/auth/logout",
            "GET /health",
            "GET /ready",
            "GET /metrics",
            "GET /",
            "GET /.well-known/security.txt",
            "GET /openapi.json",
            "GET /docs",
            "GET /docs/",
            "GET /docs/faults",
            "GET /docs/assets/{file}",
            "GET /api/schemas",
            "GET /api/schemas/{kind}",
            "POST /api/auth/token",
            "POST /api/auth/device",
            "POST /api/auth/revoke",
            "GET /api/openapi.json",
            "GET /api/openapi.yaml",
            "GET /api/aliases/health",
            "GET /api/aliases/resolve/{context}/{alias}",
            "GET /aliases/{alias}",
            "GET /{alias}");
  }

  @Test
  void theServerIsReadyAndShowsItsPartsToTheAdministrator() {
    assertThat(server.http("GET", "/ready", null).text()).isEqualTo("{\"status\":\"ready\"}");
    JsonNode health = server.get("/health").json();
    assertThat(health.at("/components/database/status").asString()).isEqualTo("ok");
    assertThat(server.get("/metrics").text()).contains("hikaricp_connections_active", "jvm_memory");
  }

  /** Reads that need nothing in their path. */
  private List<String> plainReads() {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      if (path.getValue().has("get") && !path.getKey().contains("{")) {
        paths.add(path.getKey());
      }
    }
    assertThat(paths).contains("/api/aliases", "/api/anchors", "/api/contexts", "/health");
    return paths;
  }
}
