package com.nexus.ssot.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every rule, with what it finds in either direction; the table stands in rules.txt. */
class RulesTest {
  private static final Pattern BAR = Pattern.compile(" \\| ");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\|");

  static Stream<String> rules() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RulesTest.class.getResourceAsStream("rules.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleFindsWhatItShould(String line) {
    List<String> cells = List.of(BAR.split(line));
    Edition before = new Edition("version 1", document(cells.get(0), cells.get(1)));
    Edition after = new Edition("version 2", document(cells.get(0), cells.get(2)));

    assertThat(worst(OpenApiComparison.compare(before, after))).isEqualTo(cells.get(3));
    assertThat(worst(OpenApiComparison.compare(after, before))).isEqualTo(cells.get(4));
  }

  private static String worst(Comparison comparison) {
    return comparison.findings().stream()
        .findFirst()
        .map(found -> found.severity() + " " + found.rule())
        .orElse("-");
  }

  /** A document around a part of it. */
  private static JsonNode document(String about, String part) {
    JsonNode given = yaml(part);
    return switch (about) {
      case "document" -> whole("3.0.3", given);
      case "document31" -> document31(given);
      case "paths" -> whole("3.0.3", in("paths", given));
      case "operation" -> operation(given);
      case "parameters" -> operation(in("parameters", given));
      case "query" ->
          operation(
              in(
                  "parameters",
                  Json.mapper()
                      .createArrayNode()
                      .add(
                          ((ObjectNode) in("schema", given)).put("in", "query").put("name", "q"))));
      case "request" -> operation(in("requestBody", content(given)));
      case "response" -> operation(in("responses", in("200", content(given))));
      default -> throw new IllegalArgumentException(about);
    };
  }

  private static JsonNode document31(JsonNode given) {
    ObjectNode document = (ObjectNode) whole("3.1.0", given);
    document.set(
        "paths",
        yaml(
            "{/a: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}"));
    return document;
  }

  private static JsonNode operation(JsonNode operation) {
    return whole("3.0.3", in("paths", in("/a", in("get", operation))));
  }

  private static JsonNode content(JsonNode schema) {
    return in("content", in("application/json", in("schema", schema)));
  }

  private static JsonNode whole(String version, JsonNode more) {
    ObjectNode document = Json.mapper().createObjectNode().put("openapi", version);
    document.set("paths", yaml("{/always: {get: {}}}"));
    document.set(
        "components",
        yaml(
            "{securitySchemes: {key: {type: apiKey, in: header, name: k}, other: {type: apiKey, in: header, name: k}, auth: {type: oauth2}}}"));
    document.setAll((ObjectNode) more);
    return document;
  }

  private static JsonNode in(String name, JsonNode node) {
    ObjectNode holder = Json.mapper().createObjectNode();
    holder.set(name, node);
    return holder;
  }

  private static JsonNode yaml(String text) {
    return Yaml.read(text.getBytes(StandardCharsets.UTF_8), "test").tree();
  }

  @Test
  void everyRuleHasALineAndARowInTheDocumentation() throws IOException {
    String table = String.join("\n", rules().toList());
    String documentation =
        Files.readString(Path.of("..", "docs", "compatibility.md")).split("## Rules", 2)[1];
    for (CompatibilityRule rule : CompatibilityRule.values()) {
      if (rule != CompatibilityRule.TOO_COMPLEX) { // see OpenApiComparisonTest
        assertThat(table).contains(rule.name());
      }
      assertThat(documentation).contains("| `" + rule.name() + "` |");
    }
    List<String> known =
        Stream.of(CompatibilityRule.values()).map(CompatibilityRule::name).toList();
    assertThat(ROW.matcher(documentation).results().map(found -> found.group(1))).isSubsetOf(known);
  }
}
