package com.nexus.ssot.server.webhook;

import static com.nexus.ssot.server.TestEngine.eventually;
import static com.nexus.ssot.server.webhook.WebhookWorld.isSignedWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.WebhookPause;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.webhook.WebhookWorld.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How webhooks are told, at a time that the test sets. One after the other: all share the time. */
@Execution(ExecutionMode.SAME_THREAD)
class DeliveryTest {
  private static TestServer server;
  private static WebhookWorld world;

  private Receiver receiver;
  private String context;
  private Hook hook;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    world = WebhookWorld.of(server);
  }

  @AfterAll
  static void stop() {
    world.close();
    server.close();
  }

  @BeforeEach
  void make() {
    receiver = Receiver.start();
    context = world.context();
    hook = world.hook(receiver.url(), context);
  }

  @AfterEach
  void delete() {
    server.delete(hook.path());
    receiver.close();
  }

  @Test
  void anEventIsToldOnceSignedAndWithWhatHappened() {
    world.alias(context, "shop");
    world.round();
    world.round();
    assertThat(receiver.messages()).hasSize(1);
    Receiver.Message message = receiver.messages().getFirst();
    assertThat(message.line()).isEqualTo("POST /hook?a=%2F HTTP/1.1");
    assertThat(message.header("content-type")).isEqualTo("application/json");
    assertThat(message.header("host")).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(message.header("webhook-timestamp"))
        .isEqualTo(Long.toString(world.now().getEpochSecond()));
    assertThat(isSignedWith(hook.secret(), message)).isTrue();
    assertThat(message.json().path("id").asString()).isEqualTo(message.id());
    assertThat(message.json().path("type").asString()).isEqualTo("alias.create");
    assertThat(message.json().at("/object/key").asString()).isEqualTo("shop");
    assertThat(message.json().at("/object/context").asString()).isEqualTo(context);
    assertThat(message.json().at("/object/revision").asInt()).isEqualTo(1);
    assertThat(message.json().at("/object/after/canonical").asString())
        .isEqualTo("https://api.example.com/");
    String change = message.json().path("change_id").asString();
    assertThat(server.get("/api/changes/" + change).status()).isEqualTo(200);
    assertThat(hook.status().nextIndex()).isGreaterThan(message.json().path("index").asLong());
    assertThat(hook.status().deliveredAt()).isNotNull();
  }

  @Test
  void aRotatedSecretSignsAloneOnlyAfterTheOverlap() {
    Reply rotated = server.post(hook.path() + "/rotate", "{\"overlap\": \"24h\"}");
    assertThat(rotated.status()).isEqualTo(200);
    String second = rotated.json().path("secret").asString();
    assertThat(second.equals(hook.secret())).isFalse();
    world.alias(context, "both");
    world.round();
    world.pass(Duration.ofHours(25));
    world.alias(context, "one");
    world.round();
    Receiver.Message both = receiver.messages().getFirst();
    Receiver.Message one = receiver.messages().get(1);
    assertThat(isSignedWith(hook.secret(), both)).isTrue();
    assertThat(isSignedWith(second, both)).isTrue();
    assertThat(isSignedWith(hook.secret(), one)).isFalse();
    assertThat(isSignedWith(second, one)).isTrue();
  }

  @Test
  void whatFailsIsTriedEightTimesOverHoursAndThenPutAside() {
    receiver.answering("500 Internal Server Error");
    world.alias(context, "first");
    world.alias(context, "second");
    List<Duration> waits =
        List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(40),
            Duration.ofSeconds(160),
            Duration.ofSeconds(640),
            Duration.ofSeconds(2560),
            Duration.ofHours(2),
            Duration.ofHours(2));
    world.round();
    for (int i = 0; i < waits.size(); i++) {
      assertThat(receiver.messages()).as("attempts").hasSize(i + 1);
      world.pass(waits.get(i).minusMillis(1));
      world.round();
      assertThat(receiver.messages()).as("too early").hasSize(i + 1);
      if (i == waits.size() - 1) {
        receiver.answering((message, out) ->
            Receiver.answer(
                out, message.text().contains("\"first\"") ? "500 Again" : "204 No Content"));
      }
      world.pass(Duration.ofMillis(1));
      world.round();
    }
    List<String> ids = receiver.ids();
    assertThat(ids).hasSize(9);
    assertThat(ids.subList(0, 8)).containsOnly(ids.getFirst());
    assertThat(ids.get(8)).isNotEqualTo(ids.getFirst());
    Reply letters = server.get(hook.path() + "/dead-letters?count=true");
    assertThat(letters.json().path("total").asInt()).isEqualTo(1);
    assertThat(letters.json().at("/items/0/event_id").asString()).isEqualTo(ids.getFirst());
    assertThat(letters.json().at("/items/0/attempts").asInt()).isEqualTo(8);
    assertThat(letters.json().at("/items/0/status").asInt()).isEqualTo(500);
    assertThat(hook.status().lag()).isLessThan(10);
    assertThat(hook.outcomes()).startsWith("DELIVERED REFUSED REFUSED");
  }

  @Test
  void aReceiverIsLeftAloneAsLongAsItAsksWithinBounds() {
    receiver.answering("503 Busy", "Retry-After: 3600");
    world.alias(context, "busy");
    world.round();
    world.pass(Duration.ofMinutes(59));
    world.round();
    assertThat(receiver.messages()).hasSize(1);
    receiver.answering("429 Slow", "Retry-After: 8640000");
    world.pass(Duration.ofMinutes(2));
    world.round();
    assertThat(receiver.messages()).hasSize(2);
    receiver.answering("200 OK");
    world.pass(Duration.ofHours(2));
    world.round();
    assertThat(receiver.messages()).as("not as long as it likes").hasSize(3);
  }

  @Test
  void whoeverIsGoneIsToldNothingMoreUntilSomebodyResumesIt() {
    receiver.answering("410 Gone");
    world.alias(context, "gone");
    world.round();
    assertThat(hook.status().pausedBecause()).isEqualTo(WebhookPause.GONE);
    assertThat(server.get("/health").text()).contains("Paused: " + hook.name());
    world.alias(context, "after");
    world.pass(Duration.ofDays(1));
    world.round();
    assertThat(receiver.messages()).hasSize(1);
    receiver.answering("200 OK");
    Reply resumed = server.post(hook.path() + "/resume", null);
    assertThat(resumed.status()).isEqualTo(200);
    assertThat(resumed.json().path("paused_at").isNull()).isTrue();
    world.round();
    assertThat(receiver.ids()).hasSize(3);
    assertThat(receiver.ids().get(1)).as("nothing is lost").isEqualTo(receiver.ids().getFirst());
    assertThat(server.get("/health").text()).doesNotContain(hook.name());
  }

  /** Tries as often as it takes until the event that comes next is put aside. */
  private void untilDead() {
    for (int i = 0; i < Backoff.ATTEMPTS; i++) {
      world.round();
      world.pass(Backoff.LONGEST);
    }
  }

  @Test
  void tooManyDeadLettersInARowPauseAndCanBeSentAgain() {
    receiver.answering("500 Internal Server Error");
    for (int i = 0; i < 6; i++) {
      world.alias(context, "dead-" + i);
    }
    for (int i = 0; i < Turn.MOST_IN_A_ROW; i++) {
      assertThat(hook.status().pausedAt()).isNull();
      untilDead();
    }
    assertThat(hook.status().pausedBecause()).isEqualTo(WebhookPause.DEAD_LETTERS);
    assertThat(hook.status().deadLetters()).isEqualTo(5);
    int before = receiver.messages().size();
    untilDead();
    assertThat(receiver.messages()).hasSize(before);

    receiver.answering("200 OK");
    Reply all = server.post(hook.path() + "/dead-letters/replay", null);
    assertThat(all.status()).isEqualTo(202);
    assertThat(all.json().path("requested").asInt()).isEqualTo(5);
    server.post(hook.path() + "/resume", null);
    world.round();
    List<String> keys =
        receiver.messages().subList(before, receiver.messages().size()).stream()
            .map(message -> message.json().at("/object/key").asString())
            .toList();
    assertThat(keys).containsExactly("dead-0", "dead-1", "dead-2", "dead-3", "dead-4", "dead-5");
    assertThat(hook.status().deadLetters()).isZero();
  }

  @Test
  void aReplayThatFailsStaysADeadLetterAndStopsTheOthers() {
    receiver.answering("500 Internal Server Error");
    world.alias(context, "one");
    world.alias(context, "two");
    untilDead();
    untilDead();
    assertThat(hook.status().deadLetters()).isEqualTo(2);
    int before = receiver.messages().size();
    server.post(hook.path() + "/dead-letters/replay", null);
    world.round();
    world.round();
    assertThat(receiver.messages()).hasSize(before + 1);
    String id = server.get(hook.path() + "/dead-letters").json().at("/items/1/id").asString();
    receiver.answering("200 OK");
    assertThat(server.post(hook.path() + "/dead-letters/" + id + "/replay", null).status())
        .isEqualTo(202);
    world.round();
    assertThat(receiver.messages()).hasSize(before + 2);
    assertThat(receiver.messages().getLast().json().at("/object/key").asString()).isEqualTo("two");
    Reply left = server.get(hook.path() + "/dead-letters");
    assertThat(left.json().path("items")).hasSize(1);
    assertThat(left.json().at("/items/0/attempts").asInt()).isEqualTo(9);
    String missing = hook.path() + "/dead-letters/" + id + "/replay";
    assertThat(server.post(missing, null).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void eventsComeInTheirOrderWhateverFailsBetween() {
    Map<String, Boolean> seen = new ConcurrentHashMap<>();
    receiver.answering((message, out) -> {
      boolean first = seen.put(message.id(), true) == null;
      boolean odd = message.json().path("index").asLong() % 3 == 0;
      Receiver.answer(out, first && odd ? "502 Bad Gateway" : "200 OK");
    });
    List<String> wanted = IntStream.range(0, 20).mapToObj(i -> "name-" + i).toList();
    wanted.forEach(name -> world.alias(context, name));
    for (int i = 0; i < 25; i++) {
      world.round();
      world.pass(Duration.ofSeconds(20));
    }
    List<String> keys = new ArrayList<>();
    for (Receiver.Message message : receiver.messages()) {
      String key = message.json().at("/object/key").asString();
      if (keys.isEmpty() || !keys.getLast().equals(key)) {
        keys.add(key);
      }
    }
    assertThat(keys).isEqualTo(wanted);
    assertThat(receiver.messages()).as("some were repeated").hasSizeGreaterThan(20);
  }

  @Test
  void oneThatHangsHoldsUpNobodyElse() {
    CountDownLatch held = new CountDownLatch(1);
    try (Receiver quick = Receiver.start()) {
      receiver.answering((message, out) -> {
        held.await();
        Receiver.answer(out, "200 OK");
      });
      Hook other = world.hook(quick.url(), context);
      for (int i = 0; i < 5; i++) {
        world.alias(context, "busy-" + i);
      }
      List<Thread> turns = world.look();
      eventually(() -> quick.messages().size() == 5);
      assertThat(receiver.messages()).hasSizeLessThanOrEqualTo(1);
      held.countDown();
      turns.forEach(DeliveryTest::join);
      assertThat(receiver.messages()).hasSize(5);
      server.delete(other.path());
    }
  }

  @Test
  void whatAServerThatDiedWasTellingIsToldByAnotherWithinHalfAMinute() {
    CountDownLatch held = new CountDownLatch(1);
    receiver.answering((message, out) -> {
      if (receiver.messages().size() == 1) {
        held.await();
      }
      Receiver.answer(out, "200 OK");
    });
    try (WebhookWorld second = world.another()) {
      world.alias(context, "one");
      world.alias(context, "two");
      List<Thread> stuck = world.look();
      eventually(() -> receiver.messages().size() == 1);
      second.round();
      assertThat(receiver.messages()).as("one server at a time").hasSize(1);
      assertThat(
              world
                  .sql()
                  .sql(
                      """
                      select extract(epoch from s.lease_until - now()) from webhook_state s
                      join webhook w on w.id = s.webhook_id where w.name = ?
                      """)
                  .param(hook.name())
                  .query(Double.class)
                  .single())
          .isBetween(1.0, 25.0);
      // As if that time had passed.
      world
          .sql()
          .sql("update webhook_state set lease_until = now() - interval '1 second'")
          .update();
      second.round();
      assertThat(keys()).containsExactly("one", "one", "two");
      held.countDown();
      stuck.forEach(DeliveryTest::join);
      world.alias(context, "three");
      second.round();
      world.round();
      assertThat(keys())
          .as("what came late does not count")
          .containsExactly("one", "one", "two", "three");
      assertThat(hook.outcomes()).isEqualTo("DELIVERED DELIVERED DELIVERED");
    }
  }

  private List<String> keys() {
    return receiver.messages().stream()
        .map(message -> message.json().at("/object/key").asString())
        .toList();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (Receiver elsewhere = Receiver.start()) {
      for (String status : List.of("301 Moved", "302 Found", "307 Temporary", "308 Permanent")) {
        receiver.answering(status, "Location: " + elsewhere.url());
        assertThat(server.post(hook.path() + "/test", null).json().path("outcome").asString())
            .isEqualTo("REFUSED");
      }
      world.alias(context, "moved");
      world.round();
      assertThat(elsewhere.messages()).isEmpty();
      assertThat(hook.outcomes()).startsWith("REFUSED REFUSED");
    }
  }

  @Test
  void aTestSaysWhatBecameOfItAndIsNoEvent() {
    Reply tested = server.post(hook.path() + "/test", null);
    assertThat(tested.json().path("outcome").asString()).isEqualTo("DELIVERED");
    assertThat(tested.json().path("status").asInt()).isEqualTo(200);
    assertThat(tested.json().path("index").isNull()).isTrue();
    Receiver.Message ping = receiver.messages().getFirst();
    assertThat(isSignedWith(hook.secret(), ping)).isTrue();
    assertThat(ping.json().path("type").asString()).isEqualTo("webhook.ping");
    assertThat(ping.json().at("/object/key").asString()).isEqualTo(hook.name());
    world.round();
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void attemptsAreCountedAndLagsAreShown() {
    receiver.answering("500 Internal Server Error");
    world.alias(context, "counted");
    world.round();
    server.bean(Meters.class).look();
    String metrics = server.get("/metrics").text();
    assertThat(metrics)
        .containsPattern("nexus_webhook_attempts_total\\{outcome=\"refused\"} [1-9]");
    assertThat(metrics)
        .containsPattern("nexus_webhook_lag_events\\{webhook=\"" + hook.name() + "\"} [1-9]");
    server.delete(hook.path());
    server.bean(Meters.class).look();
    assertThat(server.get("/metrics").text()).doesNotContain(hook.name());
  }

  @Test
  void onlySoManyAttemptsAreRemembered() {
    for (int i = 0; i < AttemptTable.REMEMBERED + 5; i++) {
      server.post(hook.path() + "/test", null);
    }
    assertThat(server.get(hook.path() + "/deliveries?limit=1000").json().path("items"))
        .hasSize(AttemptTable.REMEMBERED);
    Reply page = server.get(hook.path() + "/deliveries?limit=150");
    String rest =
        hook.path() + "/deliveries?limit=150&cursor=" + page.json().path("next").asString();
    assertThat(server.get(rest).json().path("items")).hasSize(50);
  }
}
