package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from OpenAPI documents, and what is refused. */
class OpenApiReaderTest {
  private static OpenApiDocument read(String text) {
    return read(text, null);
  }

  private static OpenApiDocument read(String text, @Nullable String source) {
    return OpenApiReader.read(text.getBytes(StandardCharsets.UTF_8), source);
  }

  private static Fault refusal(String text) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(Fault.class, () -> read(text));
  }

  @Test
  void a30DocumentInJsonIsRead() {
    OpenApiDocument document =
        read(
            """
            {"openapi": "3.0.3",
             "info": {"title": "Users", "version": "1.2.0", "description": "First.\\n\\nSecond."},
             "paths": {"/users/{id}": {
               "parameters": [],
               "get": {"operationId": "getUser", "summary": "One user"},
               "delete": {"description": "Removes it.\\n\\nFor ever."}}}}
            """);

    assertThat(document.title()).isEqualTo("Users");
    assertThat(document.version()).isEqualTo("1.2.0");
    assertThat(document.description()).isEqualTo("First.");
    assertThat(document.content().format()).isEqualTo("openapi-3.0.json");
    assertThat(document.calls())
        .containsExactly(
            new OpenApiDocument.Call("GET", "/users/{id}", "getUser", "One user"),
            new OpenApiDocument.Call("DELETE", "/users/{id}", null, "Removes it."));
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void a31DocumentInYamlIsRead() {
    OpenApiDocument document =
        read(
            """
            openapi: 3.1.0
            info: {title: Überblick, version: 2024-01-01, summary: Kurz}
            paths:
              /a:
                get: {}
            """);

    assertThat(document.title()).isEqualTo("Überblick");
    assertThat(document.version()).isEqualTo("2024-01-01");
    assertThat(document.description()).isEqualTo("Kurz");
    assertThat(document.content().format()).isEqualTo("openapi-3.1.yaml");
    assertThat(document.calls()).hasSize(1);
  }

  @Test
  void onlyWebhooksGiveNoOperationsAndAWarning() {
    OpenApiDocument document =
        read(
            """
            openapi: 3.1.0
            info: {title: Hooks, version: '1'}
            webhooks: {newPet: {post: {operationId: newPet}}}
            """);

    assertThat(document.calls()).isEmpty();
    assertThat(document.warnings()).singleElement().asString().contains("only webhooks");
  }

  @Test
  void emptyAndForeignPathItemsArePassedOver() {
    OpenApiDocument document =
        read(
            """
            openapi: 3.0.0
            info: {title: Odd, version: '1'}
            paths:
              /empty: {}
              /nothing: null
              /elsewhere: {$ref: 'https://example.com/paths.yaml#/x'}
              no-slash: {get: {}}
              x-extension: {get: {}}
              /kept: {GET: {}, get: {}, x-other: {}, summary: text}
            """);

    assertThat(document.calls())
        .extracting(OpenApiDocument.Call::place)
        .containsExactly("GET /kept");
    assertThat(document.warnings())
        .hasSize(3)
        .anyMatch(warning -> warning.contains("/nothing"))
        .anyMatch(warning -> warning.contains("https://example.com/paths.yaml"))
        .anyMatch(warning -> warning.contains("no-slash"));
  }

  @Test
  void circularSchemasAreNoMatter() {
    OpenApiDocument document =
        read(
            """
            {"openapi": "3.0.0", "info": {"title": "Circle", "version": "1"},
             "paths": {"/node": {"get": {"operationId": "node"}}},
             "components": {"schemas": {"Node": {"properties": {
               "next": {"$ref": "#/components/schemas/Node"}}}}}}
            """);

    assertThat(document.calls()).hasSize(1);
  }

  @Test
  void aHugeDescriptionIsCut() {
    OpenApiDocument document =
        read(
            """
            {"openapi": "3.0.0", "info": {"title": "Long", "version": "1", "description": "%s"},
             "paths": {"/a": {"get": {}}}}
            """
                .formatted("word ".repeat(40_000)));

    assertThat(document.description()).hasSizeLessThanOrEqualTo(500).endsWith("…");
  }

  @Test
  void controlCharactersDoNotGetIntoTheRegistry() {
    OpenApiDocument document =
        read(
            """
            {"openapi": "3.0.0", "info": {"title": "A\\u202eB\\u0007", "version": "1"}, "paths": {}}
            """);

    assertThat(document.title()).isEqualTo("AB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"swagger": "2.0", "info": {}}                  | Swagger "2.0"
          {"asyncapi": "3.0.0"}                           | AsyncAPI "3.0.0"
          {"openapi": "3.2.0", "info": {"title": "x"}}    | OpenAPI "3.2.0"
          {"arazzo": "1.0.0"}                             | Arazzo "1.0.0"
          {"$schema": "urn:x"}                            | a JSON schema "urn:x"
          {"info": {}, "item": []}                        | a Postman collection
          [1, 2]                                          | no object
          {"a": 1}                                        | something else
          """)
  void anythingElseIsRefusedByItsName(String text, String named) {
    Fault fault = refusal(text);

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.detail()).endsWith("not OpenAPI 3.0 or 3.1 but " + named);
  }

  @Test
  void aDocumentWithoutATitleIsRefused() {
    Fault fault = refusal("{\"openapi\": \"3.0.0\", \"info\": {\"title\": \" \"}, \"paths\": {}}");

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("/info/title");
  }

  @Test
  void aDocumentWithoutAVersionIsReadWithAWarning() {
    OpenApiDocument document =
        read(
            "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"T\"}, \"paths\": {\"/a\":{\"get\":{}}}}");

    assertThat(document.version()).isNull();
    assertThat(document.warnings()).containsExactly("The document has no info.version.");
  }

  @Test
  void brokenTextIsRefusedWithItsPlace() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> read("{\"openapi\": \n oops}"))
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
          assertThat(fault.causes().getFirst().at()).startsWith("line 2");
        });
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> read("openapi: 3.0.0\ninfo: [", "shop.yaml"))
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
          assertThat(fault.causes().getFirst().at()).startsWith("shop.yaml:");
        });
  }

  @Test
  void serversBecomeAnAddressPerEnvironment() {
    OpenApiDocument document =
        read(
            """
            openapi: 3.0.0
            info: {title: Servers, version: '1'}
            servers:
              - {url: 'https://api.example.com/v1/'}
              - {url: 'https://sandbox.example.com/v1'}
              - {url: 'https://api.example.com/v1', description: the same again}
              - {url: 'https://eu.example.com/v1', description: Europe}
              - {url: '{scheme}://{region}.example.com', description: Staging,
                 variables: {scheme: {default: https}, region: {default: st}}}
              - {url: 'https://{open}.example.com'}
              - {url: /relative}
            paths: {/a: {get: {}}}
            """);

    assertThat(document.servers())
        .containsOnly(
            java.util.Map.entry("production", "https://api.example.com/v1"),
            java.util.Map.entry("sandbox", "https://sandbox.example.com/v1"),
            java.util.Map.entry("server", "https://eu.example.com/v1"),
            java.util.Map.entry("staging", "https://st.example.com"));
    assertThat(document.warnings())
        .hasSize(2)
        .anyMatch(warning -> warning.contains("/relative"))
        .anyMatch(warning -> warning.contains("{open}"));
  }

  @Test
  void relativeServersStandBelowTheAddressTheDocumentCameFrom() {
    OpenApiDocument document =
        read(
            """
            openapi: 3.0.0
            info: {title: Relative, version: '1'}
            servers: [{url: ../v2}]
            paths: {/a: {get: {}}}
            """,
            "https://example.com/api/docs/openapi.yaml");

    assertThat(document.servers()).containsValue("https://example.com/api/v2");
  }
}
