package com.nexus.ssot.server.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestRedis;
import com.nexus.ssot.server.base.HealthComponent.State;
import com.nexus.ssot.server.db.Redis;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The arithmetic of limits, in this process and in Redis. */
class CountsTest {
  private static final Allowance TEN = Allowance.perMinute(10);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final LocalCounts local = new LocalCounts(now::get);

  @Test
  void soManyMayComeAtOnceAndTheRestAsTheTimePasses() {
    for (int i = 0; i < 10; i++) {
      assertThat(local.take("a", TEN, true)).isZero();
    }
    assertThat(local.take("a", TEN, false)).as("asked for only").isEqualTo(6_000_000);
    assertThat(local.take("a", TEN, true)).isEqualTo(6_000_000);
    assertThat(local.take("b", TEN, true)).as("another's").isZero();
    now.updateAndGet(time -> time.plusSeconds(5));
    assertThat(local.take("a", TEN, true)).isEqualTo(1_000_000);
    now.updateAndGet(time -> time.plusSeconds(1));
    assertThat(local.take("a", TEN, true)).isZero();
    assertThat(local.take("a", TEN, true)).isEqualTo(6_000_000);
    now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
    for (int i = 0; i < 10; i++) {
      assertThat(local.take("a", TEN, true)).as("not more for having waited").isZero();
    }
    assertThat(local.take("a", TEN, true)).isPositive();
  }

  @Test
  void whoeverAsksAtOnceGetsNoMoreThanTheNumber() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.execute(() -> {
          if (local.take("many", TEN, true) == 0) {
            taken.incrementAndGet();
          }
        });
      }
    }
    assertThat(taken).hasValue(10);
  }

  @Test
  void theMemoryOfCountersIsBounded() {
    for (int i = 0; i < 150_000; i++) {
      assertThat(local.take("address-" + i, TEN, true)).isZero();
    }
    assertThat(local.size()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void redisCountsTheSameForAllServersAndForgetsInTime() {
    try (TestRedis running = TestRedis.running();
        Redis first = new Redis(running.settings());
        Redis second = new Redis(running.settings())) {
      TestEngine.eventually(
          () -> first.health().state() == State.OK && second.health().state() == State.OK);
      SharedCounts one = new SharedCounts(first);
      SharedCounts other = new SharedCounts(second);
      Allowance hour = Allowance.perHour(10);
      for (int i = 0; i < 5; i++) {
        assertThat(one.take("rate_limit:x:GET /y", hour, true)).contains(0L);
        assertThat(other.take("rate_limit:x:GET /y", hour, true)).contains(0L);
      }
      assertThat(one.take("rate_limit:x:GET /y", hour, true).orElseThrow())
          .isBetween(300_000_000L, 360_000_000L);
      String value = first.ask(commands -> commands.get("rate_limit:x:GET /y")).orElseThrow();
      assertThat(value).matches("\\d{16}");
      assertThat(first.ask(commands -> commands.pttl("rate_limit:x:GET /y")).orElseThrow())
          .isBetween(3_500_000L, 3_600_000L);
      assertThat(first.ask(RedisCommands::dbsize)).contains(1L);
    }
  }
}
