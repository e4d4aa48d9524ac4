package com.nexus.ssot.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long is waited. */
class BackoffTest {
  private final Backoff backoff = new Backoff(new Random(7));

  @Test
  void waitsGrowToTwoHoursWithSomeChanceInThem() {
    long[] seconds = {10, 40, 160, 640, 2_560, 7_200, 7_200, 7_200};
    for (int i = 0; i < seconds.length; i++) {
      for (int n = 0; n < 200; n++) {
        Duration wait = backoff.after(i + 1, null);
        assertThat(wait)
            .isBetween(Duration.ofMillis(seconds[i] * 800), Duration.ofMillis(seconds[i] * 1_200));
      }
      assertThat(backoff.after(i + 1, null)).isNotEqualTo(backoff.after(i + 1, null));
    }
  }

  @Test
  void aReceiverCanAskForMoreButNotForEver() {
    assertThat(backoff.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(backoff.after(1, Duration.ofDays(5))).isEqualTo(Duration.ofHours(2));
    assertThat(backoff.after(5, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(30));
  }
}
