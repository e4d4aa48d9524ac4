package com.nexus.ssot.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nexus.ssot.model.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What findings say, and documents that are large, entangled or broken. */
class OpenApiComparisonTest {
  // Takes a second or two; a busy machine may need a minute.
  private static final Duration NOT_FOR_EVER = Duration.ofMinutes(1);

  private static JsonNode yaml(String text) {
    return Yaml.read(text.getBytes(StandardCharsets.UTF_8), "test").tree();
  }

  private static Comparison compare(String before, String after) {
    return OpenApiComparison.compare(
        new Edition("version 1", yaml("openapi: 3.0.3\n" + before)),
        new Edition("version 2", yaml("openapi: 3.0.3\n" + after)));
  }

  private static String shared(String schema) {
    return """
    paths:
      /a: {get: {operationId: readA, responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}}
      /b: {post: {requestBody: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}
    components: {schemas: {Order: %s}}
    """
        .formatted(schema);
  }

  @Test
  void aFindingNamesOperationSidePlaceAndWhoIsHurt() {
    Comparison comparison =
        compare(
            shared("{properties: {status: {enum: [open]}}}"),
            shared("{properties: {status: {enum: [open, 'shut\\n']}}}"));

    assertThat(comparison.count(Severity.BREAKING)).isEqualTo(1);
    Finding found = comparison.findings().getFirst();
    assertThat(found.operation()).isEqualTo("GET /a");
    assertThat(found.operationId()).isEqualTo("readA");
    assertThat(found.side()).isEqualTo(Side.RESPONSE);
    assertThat(found.pointer()).isEqualTo("/components/schemas/Order/properties/status/enum");
    assertThat(found.document()).isEqualTo("version 1");
    assertThat(found.message())
        .isEqualTo(
            "\"Order.status\" of version 2 may be \"shut\\\\\\\\n\", which version 1 does not know."
                + " Callers written for version 1 cannot read it.");
    assertThat(comparison.findings().get(1).operation()).isEqualTo("POST /b");
    assertThat(comparison.findings().get(1).severity()).isEqualTo(Severity.COMPATIBLE);
  }

  @Test
  void whatIsFoundInACircleIsToldOfEveryOperationThatLeadsThere() {
    String schemas =
        """
        paths:
          /one: {get: {responses: {200: {content: {a/b: {schema: {$ref: '#/components/schemas/One'}}}}}}}
          /two: {get: {responses: {200: {content: {a/b: {schema: {$ref: '#/components/schemas/Two'}}}}}}}
        components:
          schemas:
            One: {properties: {two: {$ref: '#/components/schemas/Two'}, x: {type: %s}}}
            Two: {properties: {one: {$ref: '#/components/schemas/One'}}}
        """;
    Comparison comparison = compare(schemas.formatted("string"), schemas.formatted("integer"));

    assertThat(comparison.findings())
        .extracting(Finding::operation)
        .containsExactly("GET /one", "GET /two");
  }

  @Test
  void manyOperationsAreComparedInTime() {
    String schema = "{properties: {n: {$ref: '#/components/schemas/Order'}, v: {type: %s}}}";
    String paths =
        IntStream.range(0, 5000)
            .mapToObj(i ->
                "  /p%1$s: {get: {operationId: o%1$s, parameters: [{in: query, name: q, schema: {type: string}}], responses: {200: {content: {a/b: {schema: {$ref: '#/components/schemas/Order'}}}}}}}\n"
                    .formatted(i))
            .collect(
                Collectors.joining(
                    "", "paths:\n", "components: {schemas: {Order: " + schema + "}}"));
    Edition before = new Edition("1", yaml("openapi: 3.0.3\n" + paths.formatted("string")));
    Edition after = new Edition("2", yaml("openapi: 3.0.3\n" + paths.formatted("integer")));
    Comparison comparison =
        Assertions.assertTimeout(NOT_FOR_EVER, () -> OpenApiComparison.compare(before, after));

    assertThat(comparison.count(Severity.BREAKING)).isEqualTo(5000);
    assertThat(comparison.findings()).hasSize(Comparison.MOST_KEPT);
  }

  @Test
  void entangledUnionsAreGivenUpAndToldAsBreaking() {
    // Each of many choices fits some of many others only after all of them were tried, ever deeper.
    String text =
        IntStream.range(0, 400)
            .mapToObj(i ->
                "    S%s: {oneOf: [%s]}\n"
                    .formatted(
                        i,
                        IntStream.range(0, 30)
                            .mapToObj(j ->
                                "{type: object, properties: {p%s: {$ref: '#/components/schemas/S%s'}, v: {type: %%1$s}}}"
                                    .formatted(j, (i * 7 + j * 13) % 400))
                            .collect(Collectors.joining(", "))))
            .collect(
                Collectors.joining(
                    "",
                    "paths: {/a: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/S0'}}}}}}}\ncomponents:\n  schemas:\n",
                    ""));
    Edition before = new Edition("1", yaml("openapi: 3.0.3\n" + text.formatted("string")));
    Edition after = new Edition("2", yaml("openapi: 3.0.3\n" + text.formatted("integer")));
    Comparison comparison =
        Assertions.assertTimeout(NOT_FOR_EVER, () -> OpenApiComparison.compare(before, after));

    assertThat(comparison.findings())
        .extracting(Finding::rule)
        .contains(CompatibilityRule.TOO_COMPLEX);
    assertThat(comparison.findings().getFirst().severity()).isEqualTo(Severity.BREAKING);
  }

  @Test
  void longChainsAndHugeListsAreCompared() {
    String chain =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                "    S%s: {type: object, properties: {next: {$ref: '#/components/schemas/S%s'}}}\n"
                    .formatted(i, i + 1))
            .collect(
                Collectors.joining(
                    "",
                    "paths: {/a: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/S0'}}}}}}}\ncomponents:\n  schemas:\n",
                    "    S20000: {enum: [%s]}\n"));
    String values =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Comparison comparison =
        Assertions.assertTimeout(
            NOT_FOR_EVER, () -> compare(chain.formatted(values), chain.formatted("1")));

    assertThat(comparison.findings()).hasSize(1);
    assertThat(comparison.findings().getFirst().message())
        .contains("and 19994 more")
        .hasSizeLessThan(500);
  }

  @Test
  void brokenDocumentsAreComparedAsFarAsTheyGo() {
    for (String broken :
        List.of(
            "paths: []",
            "paths: {/a: 1}",
            "paths: {/a: {get: 1}}",
            "paths: {/a: {get: {parameters: 1, requestBody: [], responses: 3}}}",
            "paths: {/a: {$ref: '#/paths/~1a'}}",
            "paths: {/a: {get: {parameters: [{$ref: '#/nowhere'}], requestBody: {$ref: '#x'}}}}",
            shared("{$ref: '#/components/schemas/Order'}"),
            shared("{allOf: [{$ref: '#/components/schemas/Order'}], properties: 1, required: a}"),
            shared("{oneOf: [{$ref: '#/components/schemas/Order'}, {type: string}]}"),
            shared("{type: [], enum: [], multipleOf: 0, minimum: 1e999999, items: []}"))) {
      assertThatCode(
              () -> {
                assertThat(compare(broken, broken).count(Severity.BREAKING)).as(broken).isZero();
                compare(broken, shared("{type: string}"));
                compare(shared("{type: string}"), broken);
              })
          .as(broken)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatMakesADocumentUnfitIsToldWithItsPlace() {
    JsonNode tree =
        yaml(
            """
            openapi: 3.1.0
            paths:
              /a: {get: {responses: [], parameters: [{$ref: '#/components/parameters/no~1ne'}]}}
            components:
              schemas:
                A: {$ref: '#/components/schemas/B'}
                B: {$ref: '#/components/schemas/A'}
                C: {allOf: {}, required: true, example: {$ref: '#/no'}, properties: {$ref: {type: string}}}
                D: {$ref: 'https://elsewhere.example/d'}
            """);

    assertThat(OpenApiProblems.of(tree))
        .extracting(cause -> cause.at() + " " + cause.message())
        .containsExactly(
            "/paths/~1a/get/responses it is no object",
            "/paths/~1a/get/parameters/0/$ref \"#/components/parameters/no~1ne\" leads nowhere",
            "/components/schemas/A/$ref \"#/components/schemas/B\" leads back to itself",
            "/components/schemas/B/$ref \"#/components/schemas/A\" leads back to itself",
            "/components/schemas/C/allOf it is no list");
    assertThat(OpenApiProblems.of(yaml("openapi: 3.0.0\npaths: 1")))
        .extracting(cause -> cause.at())
        .containsExactly("/paths");
  }
}
