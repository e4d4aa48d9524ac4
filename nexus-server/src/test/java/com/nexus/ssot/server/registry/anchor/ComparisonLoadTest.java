package com.nexus.ssot.server.registry.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.User;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeFlow;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.registry.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents that take long to compare hold up nobody else. */
class ComparisonLoadTest {
  private static final int AT_ONCE = 12;

  private final TestServer server = TestServer.shared();
  private final Stock stock = new Stock(server);

  /** Everything of fourteen choices among four objects holds. */
  private static String entangled(int maxLength) {
    String choices =
        IntStream.range(0, 14)
            .mapToObj(i ->
                IntStream.range(0, 4)
                    .mapToObj(j ->
                        "{type: object, properties: {p%s_%s: {type: string, maxLength: %s}}}"
                            .formatted(i, j, maxLength))
                    .collect(Collectors.joining(", ", "{oneOf: [", "]}")))
            .collect(Collectors.joining(", "));
    return "openapi: 3.0.3\ninfo: {title: Books, version: '1'}\npaths: {/books: {post:"
        + " {requestBody: {content: {application/json: {schema: {allOf: ["
        + choices
        + "]}}}}, responses: {200: {description: done}}}}}\n";
  }

  private String anchor() {
    String id = Stock.unique("entangled");
    Reply made =
        server.post("/api/anchors", "{\"anchor_id\": \"" + id + "\", \"compatibility\": \"FULL\"}");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(add(id, "1.0", 10).status()).isEqualTo(201);
    return id;
  }

  private Reply add(String id, String label, int maxLength) {
    return server.post(
        "/api/anchors/" + id + "/versions?label=" + label,
        entangled(maxLength),
        "Content-Type",
        "application/octet-stream");
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < 30_000_000_000L) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void manyAtOnceHoldUpNeitherWritesNorTheServersHealth() throws Exception {
    String id = anchor();
    String context = stock.context();
    Verdicts verdicts = server.bean(Verdicts.class);
    CountDownLatch taken = new CountDownLatch(2);
    CountDownLatch released = new CountDownLatch(1);
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        String other = Stock.unique("question");
        threads.execute(() -> verdicts.get(other, () -> held(taken, released)));
      }
      try {
        taken.await();
        for (int i = 0; i < AT_ONCE; i++) {
          int length = 11 + i;
          replies.add(threads.submit(() -> add(id, "1.1&dryRun=true", length)));
        }
        await(() -> verdicts.waiting() >= AT_ONCE);

        stock.alias(context, "meanwhile", id);
        assertThat(server.get("/ready").status()).isEqualTo(200);
        assertThat(replies).noneMatch(Future::isDone);
      } finally {
        released.countDown();
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).as(reply.get().toString()).isIn(200, 409, 503);
        if (reply.get().status() == 503) {
          assertThat(reply.get().code()).isEqualTo("OVERLOADED");
          assertThat(reply.get().header("Retry-After")).isNotNull();
        }
      }
      assertThat(replies).anyMatch(reply -> reply.resultNow().status() != 503);
    }
  }

  private static Compatibility held(CountDownLatch taken, CountDownLatch released) {
    taken.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Compatibility(
        "none",
        null,
        CompatibilityLevel.NONE,
        Compatibility.Outcome.NOT_COMPARED,
        null,
        List.of(),
        Map.of(),
        List.of());
  }

  @Test
  void whatIsTooEntangledNeverPassesAsCompatible() {
    String id = anchor();
    Reply refused = add(id, "1.1", 11);
    assertThat(refused.code()).as(refused.toString()).isEqualTo("INCOMPATIBLE");
    assertThat(refused.json().at("/causes/0/message").asString())
        .contains("can be combined in more than 4096 ways");

    stock.alias(stock.context(), "reading", id);
    UUID second = waits(add(id, "1.1", 11));
    UUID third = waits(add(id, "1.2", 12));
    Actor approver = approver();
    ChangeFlow flow = server.bean(ChangeFlow.class);
    Change open = flow.show(second, approver).change();
    assertThat(open.reasons().getFirst()).contains("can be combined in more than 4096 ways");
    assertThat(
            flow.approve(second, open.digest(), null, approver, WriteOptions.none())
                .change()
                .state())
        .isEqualTo(ChangeState.APPLIED);

    // What it is compared with is another version by now, which nobody has looked at yet.
    Reply rebased = server.post("/api/changes/" + third + "/rebase", null);
    assertThat(rebased.json().path("state").asString())
        .as(rebased.toString())
        .isEqualTo("IN_REVIEW");
  }

  private static UUID waits(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    return UUID.fromString(reply.json().path("id").asString());
  }

  /** A person who may approve, and has just signed in. */
  private Actor approver() {
    String name = Stock.unique("approver");
    assertThat(server.post("/api/users", "{\"username\": \"" + name + "\"}").status())
        .isEqualTo(201);
    UUID person = server.get("/api/users/" + name).as(User.class).id();
    for (Verb verb : List.of(Verb.READ, Verb.APPROVE)) {
      server
          .bean(JdbcClient.class)
          .sql(
              "insert into grant_rule (id, principal_id, restriction, verb, context, condition)"
                  + " values (gen_random_uuid(), ?, false, ?, '*', 'NONE')")
          .param(person)
          .param(verb.name())
          .update();
    }
    Callers callers = server.bean(Callers.class);
    callers.reset();
    return callers
        .actor(
            person,
            new Actor.Credential("session:test", Set.of(Verb.values()), Set.of("*"), Instant.now()),
            new Actor.Origin("127.0.0.1", "test", "r-1", null))
        .orElseThrow();
  }
}
