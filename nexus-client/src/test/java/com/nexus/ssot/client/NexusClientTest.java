package com.nexus.ssot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the client sends, and how it reads what comes back. */
class NexusClientTest {
  private static final String CHANGE = "0198c0de-0000-7000-8000-000000000001";
  private static final String CONTEXT =
      """
      {"id":"%1$s","name":"mobile","description":null,"permissions":[],"approval_required":false,
       "auto_expire":false,"naming":null,"mode":"READWRITE","is_public":false,"fallback":false,
       "revision":1,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",
       "change_id":"%1$s","deleted_at":null,"from_the_future":1}
      """
          .formatted(CHANGE);

  private ScriptedRegistry registry;
  private NexusClient client;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
    client = registry.client().maxRetries(0).build();
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void theKeyTravelsAsABearerToken() {
    registry.then(200, "{}");
    client.whoami();
    assertThat(registry.last().header("Authorization")).isEqualTo("Bearer nxs_test");
    assertThat(registry.last().header("User-Agent")).isEqualTo("nexus-client");
    assertThat(registry.last().header("Accept")).isEqualTo("application/json");
  }

  @Test
  void withoutAKeyNothingIsSaidAboutWhoAsks() {
    registry.then(200, "{\"status\":\"ok\"}");
    try (NexusClient anonymous = NexusClient.builder().url(registry.url()).build()) {
      anonymous.health();
    }
    assertThat(registry.last().headers().keySet()).noneMatch("Authorization"::equalsIgnoreCase);
  }

  @Test
  void aRecordIsReadWithItsTagAlthoughItSaysMoreThanIsKnown() {
    registry.then(200, CONTEXT, "ETag", "\"abc-1\"");
    Tagged<Context> found = client.contexts().get("mobile");
    assertThat(found.value().name()).isEqualTo("mobile");
    assertThat(found.entityTag()).isEqualTo("\"abc-1\"");
    assertThat(registry.last().target()).isEqualTo("/api/contexts/mobile");
  }

  @Test
  void namesAreEncodedWhateverTheyHold() {
    registry.then(200, "{\"canonical_name\":\"x\"}");
    client.names().resolve("a b", "c/d?e#f%ü");
    assertThat(registry.last().target())
        .isEqualTo("/api/aliases/resolve/a%20b/c%2Fd%3Fe%23f%25%C3%BC");
  }

  @Test
  void aPathBelowTheAddressIsKept() {
    registry.then(200, "{}");
    try (NexusClient below = NexusClient.builder().url(registry.url() + "/ssot/").build()) {
      below.whoami();
    }
    assertThat(registry.last().target()).isEqualTo("/ssot/api/whoami");
  }

  @Test
  void allPagesAreFollowedOneAtATime() {
    registry
        .then(200, "{\"items\":[1,2],\"next\":\"c1\"}")
        .then(200, "{\"items\":[],\"next\":\"c2\"}")
        .then(200, "{\"items\":[3],\"next\":null}");
    List<String> all =
        client
            .aliases("frontend")
            .asJson()
            .all(Query.of("limit", 2).and("cursor", "c0"))
            .map(JsonNode::asString)
            .toList();
    assertThat(all).containsExactly("1", "2", "3");
    assertThat(registry.asked().stream().map(ScriptedRegistry.Asked::target))
        .containsExactly(
            "/api/aliases?context=frontend&limit=2&cursor=c0",
            "/api/aliases?context=frontend&limit=2&cursor=c1",
            "/api/aliases?context=frontend&limit=2&cursor=c2");
  }

  @Test
  void aWriteThatTookEffectAnswersTheObject() {
    registry.then(201, CONTEXT, "ETag", "\"abc-1\"");
    Written<Context> written =
        client.contexts().create(Map.of("name", "mobile"), WriteOptions.none());
    assertThat(written)
        .isInstanceOfSatisfying(
            Written.Applied.class,
            applied -> {
              assertThat(applied.created()).isTrue();
              assertThat(applied.entityTag()).isEqualTo("\"abc-1\"");
            });
    assertThat(registry.last().header("Content-Type")).isEqualTo("application/json");
    assertThat(registry.last().body()).isEqualTo("{\"name\":\"mobile\"}");
  }

  @Test
  void aWriteThatWaitsAnswersItsChange() {
    registry.then(202, "{\"id\":\"%s\",\"state\":\"IN_REVIEW\"}".formatted(CHANGE));
    assertThat(client.aliases("system").remove("a", WriteOptions.ifMatch("\"t-1\"")))
        .isEqualTo(new Written.Waiting<>(UUID.fromString(CHANGE), "IN_REVIEW"));
    assertThat(registry.last().method()).isEqualTo("DELETE");
    assertThat(registry.last().header("If-Match")).isEqualTo("\"t-1\"");
  }

  @Test
  void aPreviewAnswersTheChangeThatWouldBe() {
    String change =
        """
        {"id":"%s","state":"APPLIED","operations":[],"proposed_by":"me",
         "proposed_at":"2026-01-01T00:00:00Z","digest":"sha256:0","revision":1,"required":0,
         "apply":"AUTO"}
        """
            .formatted(CHANGE);
    registry.then(200, change, "Preview", "true");
    Written<JsonNode> written = client.endpoints().asJson().restore("e", WriteOptions.preview());
    assertThat(written)
        .isInstanceOfSatisfying(
            Written.Previewed.class,
            preview -> assertThat(preview.change().digest()).isEqualTo("sha256:0"));
    assertThat(registry.last().target()).isEqualTo("/api/endpoints/e/restore?dryRun=true");
  }

  @Test
  void conditionsTravelAsHeaders() {
    registry.then(200, CONTEXT);
    client
        .contexts()
        .change(
            "mobile",
            Json.mapper().createObjectNode().putNull("description"),
            new WriteOptions("\"t-3\"", true, "once", false));
    ScriptedRegistry.Asked asked = registry.last();
    assertThat(asked.method()).isEqualTo("PATCH");
    assertThat(asked.header("Content-Type")).isEqualTo("application/merge-patch+json");
    assertThat(asked.header("If-Match")).isEqualTo("\"t-3\"");
    assertThat(asked.header("If-None-Match")).isEqualTo("*");
    assertThat(asked.header("Idempotency-Key")).isEqualTo("once");
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_PARAMETER, validation",
    "401, UNAUTHENTICATED, permission",
    "403, FORBIDDEN, permission",
    "404, NOT_FOUND, not_found",
    "408, TIMEOUT, timeout",
    "409, CYCLE, validation",
    "410, GONE, not_found",
    "412, PRECONDITION_FAILED, validation",
    "422, INVALID, validation",
    "429, OVERLOADED, connection",
    "500, INTERNAL, connection",
    "503, UNAVAILABLE, connection",
    "504, TIMEOUT, timeout"
  })
  void everyStatusHasItsKind(int status, FaultCode code, String type) {
    registry.thenProblem(status, code.name(), "X-Request-Id", "r-1", "ETag", "\"now-9\"");
    SsotException failure = catchThrowableOfType(SsotException.class, client::whoami);
    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.problem().instance()).isEqualTo("r-1");
  }

  @ParameterizedTest
  @CsvSource({
    "401, FORBIDDEN",
    "404, NOT_FOUND",
    "409, STALE",
    "422, INVALID",
    "503, UNAVAILABLE",
    "504, TIMEOUT"
  })
  void aCodeOfANewerRegistryIsReadByItsStatus(int status, FaultCode nearest) {
    registry.thenProblem(status, "FROM_THE_FUTURE");
    SsotException failure = catchThrowableOfType(SsotException.class, client::whoami);
    assertThat(failure.code()).isEqualTo(nearest);
    assertThat(failure.problem().code()).isEqualTo("FROM_THE_FUTURE");
  }

  @Test
  void aProblemKeepsItsCausesSuggestionsAndSuccessor() {
    registry.thenTyped(
        410,
        "application/problem+json",
        """
        {"type":"/docs/faults#GONE","title":"Gone","status":410,"code":"GONE","retryable":true,
         "causes":[{"at":"/alias","message":"It expired.","fix":"Use the new one."}],
         "suggestions":["a-2"],"successor":"a-new"}
        """);
    SsotNotFoundException failure =
        catchThrowableOfType(SsotNotFoundException.class, client::whoami);
    assertThat(failure).hasMessage("Gone");
    assertThat(failure.problem().causes())
        .containsExactly(Cause.at("/alias", "It expired.", "Use the new one."));
    assertThat(failure.problem().suggestions()).containsExactly("a-2");
    assertThat(failure.problem().successor()).isEqualTo("a-new");
    assertThat(failure.problem().retryable()).isTrue();
  }

  @Test
  void theCurrentTagComesWithARefusedPrecondition() {
    registry.thenProblem(412, "PRECONDITION_FAILED", "ETag", "\"now-9\"");
    SsotException failure = catchThrowableOfType(SsotException.class, client::whoami);
    assertThat(failure.entityTag()).isEqualTo("\"now-9\"");
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "308"})
  void aRedirectIsNotFollowedBecauseTheKeyWouldGoAlong(int status) {
    registry.then(status, "", "Location", "http://elsewhere.example.com/");
    assertThatThrownBy(client::whoami)
        .isInstanceOf(SsotConnectionException.class)
        .hasMessageContaining("http://elsewhere.example.com/");
    assertThat(registry.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID",
    "401, UNAUTHENTICATED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "408, TIMEOUT",
    "410, GONE",
    "412, PRECONDITION_FAILED",
    "413, TOO_LARGE",
    "429, OVERLOADED",
    "500, INTERNAL",
    "502, UNAVAILABLE",
    "504, TIMEOUT"
  })
  void somethingElseThanARegistryIsSuspected(int status, FaultCode code) {
    registry.thenTyped(status, "text/html", "<h1>Sorry</h1>");
    SsotException failure = catchThrowableOfType(SsotException.class, client::whoami);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageContaining("not by a registry");
  }

  @ParameterizedTest
  @CsvSource({"application/problem+json, <html>", "application/json, [1]", "application/json, {"})
  void aProblemThatCannotBeReadIsNoneOfARegistry(String type, String body) {
    registry.thenTyped(500, type, body);
    assertThatThrownBy(client::whoami).hasMessageContaining("not by a registry");
  }

  @Test
  void aProblemThatSaysNearlyNothingIsReadByItsStatus() {
    registry.thenTyped(403, "application/problem+json", "{}");
    SsotException failure = catchThrowableOfType(SsotException.class, client::whoami);
    assertThat(failure.code()).isEqualTo(FaultCode.FORBIDDEN);
    assertThat(failure).hasMessage(FaultCode.FORBIDDEN.title());
  }

  @ParameterizedTest
  @CsvSource({"'', not what a registry says", "'{', not what a registry says", "null, is empty"})
  void anAnswerThatCannotBeReadIsAFailure(String body, String message) {
    registry.then(200, body);
    assertThatThrownBy(() -> client.contexts().get("c"))
        .isInstanceOf(SsotValidationException.class)
        .hasMessageContaining(message);
  }
}
