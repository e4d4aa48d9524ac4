package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.sample.SampleServer;
import com.nexus.ssot.sample.SampleServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in: queries, headers, bodies; the good and the bad. */
class RequestTest {
  private final SampleServer server = SampleServer.shared();

  @Test
  void aQueryIsReadIntoItsRecord() {
    Answer answer =
        server.get(
            "/api/samples/echo?q=a%20b%2Bc+d&expiresBefore=2026-01-31T12:00:00%2B01:00&color=green"
                + "&owner=01976A54-0000-7000-8000-0123456789AB&size=7&all=true"
                + "&label=a&label=b&limit=5&sort=-size&count=true");
    assertThat(answer.text())
        .isEqualTo(
            "{\"q\":\"a b+c d\",\"expires_before\":\"2026-01-31T11:00:00Z\",\"color\":\"GREEN\","
                + "\"owner\":\"01976a54-0000-7000-8000-0123456789ab\",\"size\":7,\"all\":true,"
                + "\"label\":[\"a\",\"b\"],\"page\":{\"limit\":5,\"cursor\":null,\"sort\":\"size\","
                + "\"descending\":true,\"count\":true}}");
  }

  @Test
  void everyBadParameterIsNamedAtOnce() {
    Answer answer =
        server.get(
            "/api/samples/echo?expiresBefore=tomorrow&color=blue&owner=1-1-1-1-1&size=ten"
                + "&all=yes&limit=0&sort=color&count=1&q=a&q=b");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_PARAMETER");
    assertThat(answer.places())
        .containsExactlyInAnyOrder(
            "?expiresBefore",
            "?color",
            "?owner",
            "?size",
            "?all",
            "?limit",
            "?sort",
            "?count",
            "?q");
    assertThat(answer.text()).contains("RED, GREEN").contains("name, size");
  }

  @Test
  void aParameterThatMustBeGivenIsMissed() {
    assertThat(server.get("/api/samples/needed").places()).containsExactly("?context", "?at");
    assertThat(server.get("/api/samples/needed?context=&at=5").text())
        .isEqualTo("{\"context\":\"\",\"at\":5}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/samples?dryRun=true",
        "/api/samples/one?detail=full",
        "/api/samples/number/1?time=2",
        "/health?verbose=1",
        "/metrics?name=x",
        "/api/samples?Limit=5"
      })
  void anUnknownParameterIsRefusedEverywhere(String path) {
    Answer answer = server.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("UNKNOWN_PARAMETER");
    assertThat(answer.places()).hasSize(1);
  }

  @Test
  void aDryRunIsKnownOnlyWhereItIsDone() {
    assertThat(server.send("POST", "/api/samples?dryRun=true", "{\"name\":\"a\"}").text())
        .contains("\"dry_run\":true");
    assertThat(server.send("POST", "/api/samples?dryRun=1", "{\"name\":\"a\"}").places())
        .containsExactly("?dryRun");
    assertThat(
            server.send("POST", "/api/samples?dryRun=true&dryRun=false", "{\"name\":\"a\"}").code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(
            server
                .call(
                    "POST", "/api/samples/restore?dryRun=true", null, "Authorization", "Bearer all")
                .code())
        .isEqualTo("UNKNOWN_PARAMETER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=%", "q=%2", "q=%zz", "q=%ff", "%e4=1", "q=a%00", "%00=1"})
  void aQueryThatIsNotPercentEncodedUtf8IsRefused(String query) {
    String answer = RawHttp.call(server.port(), "GET /api/samples/echo?" + query);
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"x,404", "2147483648,404", "21,200"})
  void aPathThatCannotBeReadLeadsNowhere(String id, int status) {
    assertThat(server.get("/api/samples/number/" + id).status()).isEqualTo(status);
  }

  @Test
  void aPlainParameterOfTheWrongTypeIsRefused() {
    Answer answer = server.get("/api/samples/number/2?times=two");
    assertThat(answer.code()).isEqualTo("BAD_PARAMETER");
    assertThat(answer.places()).containsExactly("?times");
    assertThat(server.get("/api/samples/number/2?times=21").text()).isEqualTo("42");
  }

  @Test
  void writeOptionsAreReadFromHeaders() {
    assertThat(
            server
                .send(
                    "POST",
                    "/api/samples",
                    "{\"name\":\"a\"}",
                    "If-None-Match",
                    "*",
                    "Idempotency-Key",
                    "\"k-1\"")
                .json()
                .path("options")
                .toString())
        .isEqualTo(
            "{\"if_match\":null,\"create_only\":true,\"idempotency_key\":{\"value\":\"k-1\","
                + "\"call\":\"POST /api/samples\"},\"dry_run\":false}");
  }

  @Test
  void contradictingOrUnreadableHeadersAreRefused() {
    Answer both =
        server.send(
            "POST", "/api/samples", "{\"name\":\"a\"}", "If-Match", "\"x\"", "If-None-Match", "*");
    assertThat(both.status()).isEqualTo(400);
    assertThat(both.places()).containsExactly("If-Match");
    assertThat(
            server
                .send("POST", "/api/samples", "{\"name\":\"a\"}", "If-None-Match", "\"x\"")
                .places())
        .containsExactly("If-None-Match");
    assertThat(
            server
                .send(
                    "POST", "/api/samples", "{\"name\":\"a\"}", "Idempotency-Key", "k".repeat(201))
                .places())
        .containsExactly("Idempotency-Key");
    assertThat(server.send("POST", "/api/samples", "{\"name\":\"a\"}", "If-Match", "x").places())
        .containsExactly("If-Match");
  }

  @Test
  void halfASurrogatePairIsNoJson() {
    Answer answer = server.send("POST", "/api/samples", "{\n  \"name\": \"a\\ud83d\"\n}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.places()).containsExactly("line 2, column 13");
    assertThat(server.send("POST", "/api/samples", "{\"name\": \"\\ud83d\\ude00\"}").status())
        .isEqualTo(200);
  }

  @Test
  void malformedJsonIsToldWithLineAndColumn() {
    Answer answer = server.send("POST", "/api/samples", "{\n  \"name\": \"a\",\n  oops\n}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED");
    assertThat(answer.places().getFirst()).startsWith("line 3, column ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\"} {}", "{'name':'a'}", "", " "})
  void jsonIsReadStrictly(String body) {
    Answer answer = server.send("POST", "/api/samples", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED");
    if (!body.isBlank()) {
      assertThat(answer.places().getFirst()).startsWith("line 1, column ");
    }
  }

  @Test
  void aNumberOfMoreThanAHundredDigitsIsRefusedWithItsPlace() {
    for (int digits : new int[] {101, 5_000, 500_000}) {
      String body = "{\"name\": \"a\",\n \"size\": " + "1".repeat(digits) + "}";
      Answer answer = server.send("POST", "/api/samples", body);
      assertThat(answer.code()).as(digits + " digits").isEqualTo("MALFORMED");
      assertThat(answer.places().getFirst()).startsWith("line 2, column ");
    }
    String huge = "{\"name\": \"a\", \"size\": 1e1000000000}";
    assertThat(server.send("POST", "/api/samples", huge).status()).isIn(400, 422);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Answer answer =
        server.call(
            "POST",
            "/api/samples",
            new byte[] {'{', '"', 'n', (byte) 0xff, '"', ':', '1', '}'},
            "Authorization",
            "Bearer all",
            "Content-Type",
            "application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED");
    assertThat(answer.places()).containsExactly("line 1, column 4");
  }

  @Test
  void everyFieldThatIsUnknownWrongOrMissingIsNamedAtOnce() {
    Answer answer =
        server.send(
            "POST",
            "/api/samples",
            "{\"size\":\"big\",\"color\":\"blue\",\"expires_at\":5,\"x\":1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("INVALID");
    assertThat(answer.places())
        .containsExactlyInAnyOrder("/name", "/size", "/color", "/expires_at", "/x");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    Answer answer = server.send("POST", "/api/samples", deep);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED");
    assertThat(answer.places().getFirst()).startsWith("line 1, column ");
  }

  @Test
  void aLineOfTenMegabytesIsRefusedAndTheConnectionStaysUsable() {
    String json = "Content-Type: application/json";
    byte[] line = new byte[10 << 20];
    Arrays.fill(line, (byte) 'a');
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send("POST /api/samples", line, json, "Content-Length: " + line.length);
      assertThat(connection.answer()).startsWith("HTTP/1.1 413").contains("\"TOO_LARGE\"");
      connection.send("GET /api/samples/whoami", new byte[0]);
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aChunkedBodyOverTheLimitIsRefused() {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(
          "POST /api/samples",
          (chunk.repeat(17) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
          "Content-Type: application/json",
          "Transfer-Encoding: chunked");
      assertThat(connection.answer()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatIsAnnouncedAsHugeEndsTheConnection() {
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(
          "POST /api/samples",
          new byte[0],
          "Content-Type: application/json",
          "Content-Length: 99999999999");
      assertThat(connection.answer()).startsWith("HTTP/1.1 413").contains("Connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/jsonp",
        "application/json; charset=utf-16",
        "application/json; charset=bogus",
        "application/json; charset=\"",
        "application/json; charset=",
        "application/json; charset=\"a b\"",
        "nonsense",
        "application/merge-patch+json"
      })
  void aBodyOfAnotherTypeIsRefused(String type) {
    Answer answer =
        server.call(
            "POST",
            "/api/samples",
            "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer all",
            "Content-Type",
            type);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void aBodyWithoutTypeOrWithEncodingIsRefused() {
    byte[] body = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(server.call("POST", "/api/samples", body, "Authorization", "Bearer all").status())
        .isEqualTo(415);
    assertThat(
            server
                .send("POST", "/api/samples", "{\"name\":\"a\"}", "Content-Encoding", "gzip")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aPatchTakesMergePatchAndJson() {
    byte[] body = "{\"size\":null}".getBytes(StandardCharsets.UTF_8);
    for (String type : new String[] {"application/merge-patch+json", "application/json"}) {
      Answer answer =
          server.call(
              "PATCH",
              "/api/samples/one",
              body,
              "Authorization",
              "Bearer all",
              "Content-Type",
              type);
      assertThat(answer.text()).isEqualTo("{\"size\":null}");
    }
  }

  @Test
  void aHandlerMayTakeOtherTypesAndMoreBytes() {
    Answer answer =
        server.call(
            "POST",
            "/api/samples/bytes",
            new byte[3 << 19],
            "Authorization",
            "Bearer all",
            "Content-Type",
            "application/yaml; charset=UTF-8");
    assertThat(answer.text()).isEqualTo(Integer.toString(3 << 19));
  }

  @Test
  void aBodyThatIsOptionalMayBeLeftOut() {
    assertThat(
            server.call("POST", "/api/samples/maybe", null, "Authorization", "Bearer all").text())
        .isEqualTo("none");
    assertThat(server.send("POST", "/api/samples/maybe", "{\"name\":\"a\"}").text()).isEqualTo("a");
  }

  @Test
  void aHandlerWithoutABodyRefusesOne() {
    Answer answer = server.send("POST", "/api/samples/restore", "{}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED");
  }
}
