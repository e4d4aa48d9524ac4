package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.sample.SampleServer;
import com.nexus.ssot.sample.SampleServer.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API description and the pages about it. */
class DocsTest {
  private final SampleServer server = SampleServer.shared();
  private final JsonNode document = server.call("GET", "/api/openapi.json", null).json();

  @Test
  void theDocumentHasEveryRouteOfTheServerAndOfTheDataPlane() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("paths").propertyNames())
        .contains(
            "/api/samples",
            "/api/samples/number/{id}",
            "/health",
            "/ready",
            "/metrics",
            "/api/aliases/resolve/{context}/{alias}",
            "/aliases/{alias}",
            "/{alias}");
    assertThat(document.at("/paths/~1api~1samples").propertyNames()).containsExactly("get", "post");
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryOperationHasItsOwnId() {
    String text = server.call("GET", "/api/openapi.json", null).text();
    Matcher references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(text);
    while (references.find()) {
      assertThat(document.at(references.group(1)).isObject()).as(references.group(1)).isTrue();
    }
    List<String> ids = document.findValuesAsString("operationId");
    assertThat(ids).doesNotHaveDuplicates().contains("sample.list", "dataPlane.resolve");
  }

  @Test
  void aListHasTheParametersOfItsQuery() {
    Set<String> names = new HashSet<>();
    for (JsonNode parameter : document.at("/paths/~1api~1samples/get/parameters")) {
      String reference = parameter.path("$ref").asString("");
      names.add(
          reference.isEmpty()
              ? parameter.path("name").asString()
              : document.at(reference.substring(1)).path("name").asString());
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "q",
            "expiresBefore",
            "color",
            "owner",
            "size",
            "all",
            "label",
            "limit",
            "cursor",
            "sort",
            "count");
    assertThat(document.at("/paths/~1api~1samples~1needed/get/parameters/0/required").asBoolean())
        .isTrue();
  }

  @Test
  void aWriteHasItsBodyItsHeadersAndWhatItNeeds() {
    JsonNode post = document.at("/paths/~1api~1samples/post");
    assertThat(post.at("/requestBody/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Draft");
    assertThat(post.path("parameters").toString())
        .contains("IfMatch", "IfNoneMatch", "IdempotencyKey", "DryRun");
    assertThat(post.path("responses").propertyNames()).contains("200", "201", "202", "default");
    assertThat(post.path("security").toString()).contains("bearer", "api_key");
    assertThat(post.path("description").asString()).contains("write anchor");
    assertThat(document.at("/paths/~1health/get/security/0").isEmpty()).isTrue();
    assertThat(document.at("/paths/~1api~1samples~1one/patch/requestBody/content").propertyNames())
        .containsExactly("application/merge-patch+json", "application/json");
  }

  @Test
  void schemasAreClosedInSnakeCaseAndSayWhatMustBeThere() {
    JsonNode draft = document.at("/components/schemas/Draft");
    assertThat(draft.toString())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                + "\"size\":{\"type\":[\"integer\",\"null\"],\"format\":\"int32\"},"
                + "\"expires_at\":{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"},"
                + "\"color\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/Color\"},"
                + "{\"type\":\"null\"}]}},\"required\":[\"name\"],\"additionalProperties\":false}");
    assertThat(document.at("/components/schemas/Color/enum").toString())
        .isEqualTo("[\"RED\",\"GREEN\"]");
    assertThat(
            document.at("/components/schemas/PageOfInteger/properties/items/items/type").asString())
        .isEqualTo("integer");
  }

  @Test
  void theDocumentComesAsYamlToo() {
    Answer answer = server.call("GET", "/api/openapi.yaml", null);
    assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(new YAMLMapper().readTree(answer.response().body())).isEqualTo(document);
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndRunsNoScriptOfItsOwn() {
    Answer page = server.call("GET", "/docs", null);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(page.text()).doesNotContain("http://", "https://").doesNotContain("<script>");
    Matcher files = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.text());
    int found = 0;
    while (files.find()) {
      assertThat(server.call("GET", files.group(1), null).status()).isEqualTo(200);
      found++;
    }
    assertThat(found).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"/, /docs", "/docs/, /docs", "/openapi.json, /api/openapi.json"})
  void whereOthersHaveTheirPagesTheWayToOursIsShown(String path, String ours) {
    Answer answer = server.call("GET", path, null);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs/assets/index.html", "/docs/assets/docs.html", "/docs/assets/x"})
  void onlyTheFilesOfThePagesAreServed(String path) {
    assertThat(server.call("GET", path, null).status()).isEqualTo(404);
  }

  @Test
  void everyFaultIsExplainedWhereItsProblemPoints() {
    String page = server.call("GET", "/docs/faults", null).text();
    for (FaultCode code : FaultCode.values()) {
      assertThat(page).contains("<h3 id=\"" + code.name() + "\">");
    }
  }

  @Test
  void aDocumentationPageShowsMarkupAsText() {
    String html = new MarkdownPage("# A & <b>\n\n`<i>` and **bold**\n\n- one\n- two").html();
    assertThat(html)
        .contains("<h1 id=\"A &amp; &lt;b&gt;\">", "<code>&lt;i&gt;</code>")
        .contains("<strong>bold</strong>", "<li>one", "<li>two")
        .doesNotContain("<b>", "<i>");
  }
}
