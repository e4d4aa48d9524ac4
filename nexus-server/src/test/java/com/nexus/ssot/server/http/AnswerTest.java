package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.sample.SampleServer;
import com.nexus.ssot.sample.SampleServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What goes out: ids, tags, pages, problems. */
class AnswerTest {
  private final SampleServer server = SampleServer.shared();

  @Test
  void everyAnswerHasARequestIdAndIsNotKept() {
    Answer answer = server.get("/api/samples/one");
    assertThat(answer.header("X-Request-Id")).hasSize(36);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(server.get("/api/samples/kept").header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void theCallersRequestIdIsTakenIfItIsWellFormed() {
    assertThat(server.get("/nothing", "X-Request-Id", "trace-1.a_B").header("X-Request-Id"))
        .isEqualTo("trace-1.a_B");
    assertThat(server.get("/nothing", "X-Request-Id", "trace-1").json().path("instance").asString())
        .isEqualTo("trace-1");
    assertThat(server.get("/nothing", "X-Request-Id", "a".repeat(65)).header("X-Request-Id"))
        .hasSize(36);
    assertThat(server.get("/nothing", "X-Request-Id", "a b").header("X-Request-Id")).hasSize(36);
  }

  @Test
  void aProblemSaysAllThatRfc9457Asks() {
    JsonNode problem = server.get("/nothing-here").json();
    assertThat(problem.path("type").asString()).isEqualTo("/docs/faults#NOT_FOUND");
    assertThat(problem.path("title").asString()).isEqualTo("There is nothing here");
    assertThat(problem.path("status").asInt()).isEqualTo(404);
    assertThat(problem.path("code").asString()).isEqualTo("NOT_FOUND");
    assertThat(problem.path("retryable").asBoolean()).isFalse();
  }

  @Test
  void anObjectComesWithItsTagAndOnlyWhenItChanged() {
    Answer answer = server.get("/api/samples/one");
    assertThat(answer.header("ETag")).isEqualTo("\"0123456789ab-3\"");
    Answer same = server.get("/api/samples/one", "If-None-Match", "\"0123456789ab-3\"");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo("\"0123456789ab-3\"");
    assertThat(same.text()).isEmpty();
    assertThat(server.get("/api/samples/one", "If-None-Match", "\"0123456789ab-2\"").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"0123456789ab-3\"", "\"x\", \"0123456789ab-3\""})
  void aWriteThatNamesTheCurrentTagPasses(String tag) {
    assertThat(server.send("PATCH", "/api/samples/one", "{}", "If-Match", tag).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0123456789ab-2\"", "W/\"0123456789ab-3\""})
  void aWriteThatNamesAnotherTagIsToldTheCurrentOne(String tag) {
    Answer answer = server.send("PATCH", "/api/samples/one", "{}", "If-Match", tag);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.code()).isEqualTo("PRECONDITION_FAILED");
    assertThat(answer.header("ETag")).isEqualTo("\"0123456789ab-3\"");
  }

  @Test
  void pagesFollowEachOtherToTheEnd() {
    List<Integer> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = server.get("/api/samples?q=x&limit=60" + next).json();
      page.path("items").forEach(item -> seen.add(item.asInt()));
      next = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : "";
    } while (!next.isEmpty());
    assertThat(seen).hasSize(250).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPageHas100ItemsAndATotalOnlyWhenAskedFor() {
    JsonNode page = server.get("/api/samples").json();
    assertThat(page.path("items").size()).isEqualTo(100);
    assertThat(page.has("total")).isFalse();
    assertThat(server.get("/api/samples?count=true").json().path("total").asInt()).isEqualTo(250);
    assertThat(server.get("/api/samples?limit=1000").json().path("items").size()).isEqualTo(250);
  }

  @Test
  void aCursorOfAnotherListOrAnEditedOneIsRefused() {
    String cursor = server.get("/api/samples?q=x&limit=10").json().path("next").asString();
    char last = cursor.charAt(cursor.length() - 4);
    String edited =
        cursor.substring(0, cursor.length() - 4)
            + (last == 'A' ? 'B' : 'A')
            + cursor.substring(cursor.length() - 3);
    for (String query :
        List.of(
            "q=y&cursor=" + cursor,
            "q=x&sort=-name&cursor=" + cursor,
            "q=x&cursor=" + edited,
            "q=x&cursor=abc",
            "q=x&cursor=",
            "q=x&cursor=a.b",
            "q=x&cursor=" + "A".repeat(3000))) {
      Answer answer = server.get("/api/samples?limit=10&" + query);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("BAD_PARAMETER");
      assertThat(answer.places()).containsExactly("?cursor");
    }
  }

  @Test
  void anotherMethodIsRefusedWithThoseThatExist() {
    Answer answer = server.send("PUT", "/api/samples", "{}");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(answer.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void headAndOptionsAreAnswered() {
    Answer head = server.call("HEAD", "/api/samples/one", null, "Authorization", "Bearer all");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo("\"0123456789ab-3\"");
    assertThat(server.call("HEAD", "/api/samples/one", null).status()).isEqualTo(401);
    assertThat(server.call("OPTIONS", "/api/samples", null).header("Allow")).contains("GET");
  }

  @Test
  void traceIsNotEchoed() {
    String answer = RawHttp.call(server.port(), "TRACE /api/samples", "X-Secret: very-secret");
    assertThat(answer).startsWith("HTTP/1.1 405").doesNotContain("very-secret");
  }

  @Test
  void aMethodInAHeaderIsIgnored() {
    Answer answer =
        server.call(
            "GET",
            "/api/samples/whoami",
            null,
            "Authorization",
            "Bearer READ",
            "X-HTTP-Method-Override",
            "POST");
    assertThat(answer.text()).isEqualTo("READ");
  }

  @Test
  void aTypeThatIsNotGivenIsRefusedWithAProblem() {
    Answer answer = server.get("/api/samples/one", "Accept", "application/xml");
    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.code()).isEqualTo("NOT_ACCEPTABLE");
  }

  @Test
  void whatNobodyForesawIsToldWithoutDetails() {
    Answer answer = server.get("/api/samples/fails");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("INTERNAL");
    assertThat(answer.text()).doesNotContain("select", "secret_table", "Exception", "com.nexus");
  }

  @Test
  void anErrorThatALibrarySendsIsAProblemToo() {
    Answer answer = server.get("/api/samples/error");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("INTERNAL");
    assertThat(answer.text()).doesNotContain("Secret");
    assertThat(answer.header("X-Request-Id")).hasSize(36);
  }

  @Test
  void aFaultInsideAnotherFailureIsFound() {
    assertThat(server.get("/api/samples/wrapped").code()).isEqualTo("CYCLE");
  }

  @Test
  void whatIsAwayIsToldWithWhenToComeBack() {
    Answer answer = server.get("/api/samples/away");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.json().path("retryable").asBoolean()).isTrue();
  }

  @Test
  void aFilterThatRefusesAnswersWithAProblem() {
    Answer answer = server.call("GET", "/api/samples/one", null, "Authorization", "Bearer broken");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/api",
        "/api/samples/",
        "/error",
        "/actuator",
        "/actuator/env",
        "/swagger-ui.html",
        "/webjars/swagger-ui/index.html",
        "/favicon.ico",
        "/META-INF/MANIFEST.MF",
        "/index.html"
      })
  void whatDoesNotExistIsAProblemWithoutAnyTraceOfTheMachinery(String path) {
    Answer answer = server.get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.text() + answer.response().headers().map())
        .doesNotContainIgnoringCase("jetty", "spring", "exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/samples%2fone",
        "GET /api/samples/..;/one",
        "GET /api//samples",
        "GET /%00",
        "GET /api/samples/%2e%2e/one",
        "GET /a\\b",
        "GET /%ff"
      })
  void aPathThatJettyRefusesIsAProblemToo(String start) {
    String answer = RawHttp.call(server.port(), start);
    assertThat(answer).matches("(?s)HTTP/1.1 40[04].*");
    assertThat(answer).contains("application/problem+json").doesNotContain("Jetty", "jetty");
  }
}
