package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestRedis;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.HealthComponent.State;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real Redis that comes and goes. */
class RedisTest {

  @Test
  void theServerStartsWithoutRedisAndTakesItUpWheneverItIsThere() {
    try (TestRedis redis = TestRedis.stopped();
        TestServer server = TestServer.start(Map.of("REDIS_URL", redis.url()))) {
      assertThat(server.http("GET", "/ready", null).status()).isEqualTo(200);
      assertThat(state(server)).isEqualTo("degraded");
      redis.start();
      TestEngine.eventually(() -> state(server).equals("ok"));
      redis.stop();
      TestEngine.eventually(() -> state(server).equals("degraded"));
      assertThat(server.http("GET", "/ready", null).status()).isEqualTo(200);
      redis.start();
      TestEngine.eventually(() -> state(server).equals("ok"));
      assertThat(server.get("/metrics").text()).contains("redis_unanswered_total");
      assertThat(server.get("/health").text()).doesNotContain("planted");
    }
  }

  private static String state(TestServer server) {
    return server.get("/health").json().at("/components/redis/status").asString("");
  }

  @Test
  void whoAsksGetsAnAnswerOrNoneAndNeverAFailure() {
    try (TestRedis running = TestRedis.running();
        Redis redis = new Redis(running.settings())) {
      TestEngine.eventually(() -> redis.health().state() == State.OK);
      assertThat(redis.ask(commands -> commands.set("a", "1"))).contains("OK");
      assertThat(redis.ask(commands -> commands.get("a"))).contains("1");
      assertThat(redis.ask(commands -> commands.get("b"))).isEmpty();
      long before = redis.failures();
      assertThat(redis.ask(commands -> commands.incr("no number " + commands.set("c", "x"))))
          .contains(1L);
      assertThat(redis.ask(commands -> commands.incr("c"))).isEmpty();
      assertThat(redis.failures()).isEqualTo(before + 1);
    }
  }

  @Test
  void aRedisThatHangsIsNotWaitedFor() {
    try (TestRedis running = TestRedis.running();
        Redis redis = new Redis(running.settings())) {
      TestEngine.eventually(() -> redis.health().state() == State.OK);
      long began = System.nanoTime();
      assertThat(redis.ask(commands -> commands.blpop(5, "nothing"))).isEmpty();
      assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
    }
  }

  @Test
  void withoutASettingThereIsNoRedis() {
    assertThat(TestServer.shared().get("/health").json().at("/components").propertyNames())
        .contains("database")
        .doesNotContain("redis");
  }

  @Test
  void aWrongPasswordIsLikeBeingAway() {
    try (TestRedis running = TestRedis.running();
        Redis right = new Redis(running.settings());
        Redis wrong = new Redis(running.settings("wrong"))) {
      TestEngine.eventually(() -> right.health().state() == State.OK);
      assertThat(wrong.health().state()).isEqualTo(State.DEGRADED);
      assertThat(wrong.ask(RedisCommands::ping)).isEmpty();
    }
  }
}
