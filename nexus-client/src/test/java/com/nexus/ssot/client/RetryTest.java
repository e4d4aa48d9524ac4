package com.nexus.ssot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the client tries again, and when it gives up. */
class RetryTest {
  private ScriptedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aQuestionIsAskedAgainWhenTheAnswerMayPass(int status) {
    registry.thenProblem(status, "UNAVAILABLE").then(200, "{\"canonical_name\":\"users\"}");
    try (NexusClient client = registry.client().build()) {
      assertThat(client.names().resolve("frontend", "u")).isEqualTo("users");
    }
    assertThat(registry.asked()).hasSize(2);
    assertThat(registry.asked().get(1).header("X-Request-Id"))
        .isEqualTo(registry.asked().get(0).header("X-Request-Id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 410, 412, 413, 422, 501})
  void anAnswerThatWillNotChangeIsNotAskedForAgain(int status) {
    registry.thenProblem(status, "ANY");
    try (NexusClient client = registry.client().build()) {
      assertThatThrownBy(client::whoami).isInstanceOf(SsotException.class);
    }
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void aPostIsSentAgainUnderTheSameIdempotencyKey() {
    registry.thenProblem(503, "UNAVAILABLE").then(201, "{\"alias\":\"a\"}", "ETag", "\"x-1\"");
    try (NexusClient client = registry.client().build()) {
      client.aliases().asJson().create(Map.of("alias", "a"), WriteOptions.none());
    }
    assertThat(registry.asked()).hasSize(2);
    assertThat(registry.asked().get(0).header("Idempotency-Key"))
        .isNotEmpty()
        .isEqualTo(registry.asked().get(1).header("Idempotency-Key"));
  }

  @Test
  void aPatchIsNotSentAgainBecauseItMayHaveTakenEffect() {
    registry.thenProblem(503, "UNAVAILABLE");
    try (NexusClient client = registry.client().build()) {
      assertThatThrownBy(() ->
              client.contexts().change("c", Json.mapper().createObjectNode(), WriteOptions.none()))
          .isInstanceOf(SsotConnectionException.class);
    }
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void theNumberOfRepeatsIsBounded() {
    for (int i = 0; i < 5; i++) {
      registry.thenProblem(503, "UNAVAILABLE");
    }
    try (NexusClient client = registry.client().maxRetries(2).build()) {
      assertThatThrownBy(client::whoami).hasMessage("Scripted.");
    }
    assertThat(registry.asked()).hasSize(3);
  }

  @Test
  void aServerThatAsksForLongerThanTheDeadlineIsNotWaitedFor() {
    registry.thenProblem(503, "UNAVAILABLE", "Retry-After", "60");
    long start = System.nanoTime();
    try (NexusClient client = registry.client().deadline(Duration.ofSeconds(5)).build()) {
      assertThatThrownBy(client::whoami).isInstanceOf(SsotConnectionException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(registry.asked()).hasSize(1);
  }

  @Test
  void aServerThatAsksForASecondGetsIt() {
    registry.thenProblem(429, "OVERLOADED", "Retry-After", "1").then(200, "{}");
    long start = System.nanoTime();
    try (NexusClient client = registry.client().build()) {
      client.whoami();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain() {
    registry.then(HttpExchange::close).then(200, "{}");
    try (NexusClient client = registry.client().build()) {
      assertThat(client.whoami().isObject()).isTrue();
    }
    assertThat(registry.asked()).hasSize(2);
  }

  @Test
  void nobodyThereIsTriedAgainAndThenTold() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (NexusClient client =
        NexusClient.builder().url("http://127.0.0.1:" + free).maxRetries(1).build()) {
      SsotConnectionException failure =
          catchThrowableOfType(SsotConnectionException.class, client::whoami);
      assertThat(failure).hasMessage("Nothing answers at http://127.0.0.1:" + free + ".");
      assertThat(failure.code()).isEqualTo(FaultCode.CONNECTION);
      assertThat(failure.type()).isEqualTo("connection");
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    try (NexusClient client =
        NexusClient.builder().url("http://nowhere.invalid").maxRetries(0).build()) {
      assertThatThrownBy(client::whoami).hasMessage("The host nowhere.invalid is not known.");
    }
  }

  @Test
  void theDeadlineHoldsWhenNoAnswerComes() {
    CountDownLatch end = new CountDownLatch(1);
    registry.then(exchange -> await(end));
    try (NexusClient client = registry.client().deadline(Duration.ofMillis(200)).build()) {
      SsotTimeoutException failure =
          catchThrowableOfType(SsotTimeoutException.class, client::whoami);
      assertThat(failure).hasMessageContaining("200 ms");
      assertThat(failure.type()).isEqualTo("timeout");
      assertThat(failure.code()).isEqualTo(FaultCode.TIMEOUT);
    } finally {
      end.countDown();
    }
  }

  @Test
  void theDeadlineHoldsWhenTheBodyStops() {
    CountDownLatch end = new CountDownLatch(1);
    registry.then(exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      await(end);
    });
    try (NexusClient client = registry.client().deadline(Duration.ofMillis(300)).build()) {
      assertThatThrownBy(client::whoami).isInstanceOf(SsotTimeoutException.class);
    } finally {
      end.countDown();
    }
  }

  @Test
  void noMoreRequestsAreInFlightThanThePoolHasPlaces() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    registry.then(exchange -> {
      arrived.countDown();
      await(end);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    registry.then(200, "{}");
    try (NexusClient client = registry.client().poolSize(1).build()) {
      Thread first = Thread.startVirtualThread(() -> swallow(client));
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
      Thread second = Thread.ofPlatform().start(() -> swallow(client));
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (second.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }
      assertThat(registry.asked()).hasSize(1);
      end.countDown();
      first.join();
      second.join();
      assertThat(registry.asked()).hasSize(2);
    }
  }

  @Test
  void anInterruptedCallEndsAndStaysInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    registry.then(exchange -> {
      arrived.countDown();
      await(end);
    });
    try (NexusClient client = registry.client().build()) {
      boolean[] interrupted = new boolean[1];
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                swallow(client);
                interrupted[0] = Thread.currentThread().isInterrupted();
              });
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      caller.join();
      assertThat(interrupted[0]).isTrue();
    } finally {
      end.countDown();
    }
  }

  @Test
  void repeatsAreATenthOfTheCallsOnceTheFirstTwentyAreUsed() {
    Backoff backoff = new Backoff(new java.util.Random(1));
    for (int i = 0; i < 100; i++) {
      backoff.called();
    }
    int granted = 0;
    for (int i = 0; i < 100; i++) {
      granted += backoff.mayRepeat() ? 1 : 0;
    }
    assertThat(granted).isEqualTo(30);
  }

  @Test
  void pausesGrowButStayBelowFiveSeconds() {
    Backoff backoff = new Backoff(new java.util.Random(1));
    for (int attempt = 0; attempt < 40; attempt++) {
      long most = Math.min(5000, 100L << Math.min(attempt, 20));
      assertThat(backoff.pause(attempt, null).toMillis()).isBetween(0L, most);
    }
    assertThat(backoff.pause(0, Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void retryAfterIsReadInBothForms() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(RetryAfter.read("7", clock)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.read("Thu, 01 Jan 2026 00:00:30 GMT", clock))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.read("Wed, 31 Dec 2025 23:00:00 GMT", clock)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.read("soon", clock)).isNull();
    assertThat(RetryAfter.read("99999999999999999999", clock)).isNull();
  }

  private static void swallow(NexusClient client) {
    try {
      client.whoami();
    } catch (SsotException _) {
      // What became of it is not the question here.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
