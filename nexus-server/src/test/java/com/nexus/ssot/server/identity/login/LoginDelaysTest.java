package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Guessing is slow, and nobody is kept out by it. */
class LoginDelaysTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final LoginDelays delays = new LoginDelays(new NoLimits(), clock);

  @Test
  void afterAFewAttemptsForAnAccountTheNextMustWaitLongerEachTime() {
    for (int i = 0; i < 6; i++) {
      delays.begin("alice", null, "192.0.2." + i);
    }
    assertThat(refused("alice", "192.0.2.99")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    delays.begin("alice", null, "192.0.2.100");
    clock.pass(Duration.ofSeconds(1));
    assertThat(refused("alice", "192.0.2.101")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    delays.begin("alice", null, "192.0.2.102");
    assertThat(refused("bob", "192.0.2.103")).isFalse();
  }

  @Test
  void ofTwoWhoBeginAtOnceTheOneWhoLookedAtTheClockFirstNeedNotWait() {
    delays.begin("alice", null, "192.0.2.1");
    clock.pass(Duration.ofMillis(-1));
    assertThat(refused("alice", "192.0.2.2")).isFalse();
  }

  @Test
  void theWaitNeverExceedsAMinute() {
    int attempts = 0;
    for (int second = 0; second < 7200; second++) {
      attempts += refused("alice", "192.0.2." + second % 250) ? 0 : 1;
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(attempts).isBetween(120, 130);
    clock.pass(Duration.ofMinutes(1));
    assertThat(refused("alice", "192.0.2.1")).isFalse();
  }

  @Test
  void anAddressThatTriesManyAccountsMustWait() {
    for (int i = 0; i < 31; i++) {
      delays.begin("user" + i, null, "2001:db8:1:2::" + i);
    }
    assertThat(refused("another", "2001:db8:1:2:ffff::1")).isTrue();
    assertThat(refused("another", "2001:db8:1:3::1")).isFalse();
  }

  @Test
  void whoGuessesCannotKeepThePersonOut() {
    for (int i = 0; i < 600; i++) {
      refused("alice", "192.0.2." + i % 250);
    }
    assertThat(refused("alice", "198.51.100.7")).isTrue();
    assertThatCode(() -> delays.begin("alice", "known", "198.51.100.7")).doesNotThrowAnyException();
  }

  @Test
  void inAKnownBrowserGuessingIsAsSlow() {
    for (int i = 0; i < 6; i++) {
      delays.begin("alice", "known", "192.0.2." + i);
    }
    assertThatThrownBy(() -> delays.begin("alice", "known", "192.0.2.99"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void whoSignsInIsNotHeldUpByTheirOwnSuccess() {
    for (int i = 0; i < 100; i++) {
      delays.begin("alice", null, "198.51.100.7");
      delays.succeeded("alice", null, "198.51.100.7");
    }
    assertThatCode(() -> delays.begin("alice", null, "198.51.100.7")).doesNotThrowAnyException();
  }

  @Test
  void ownSuccessesBetweenGuessesGainNothing() {
    int guesses = 0;
    for (int second = 0; second < 600; second++) {
      if (!refused("mallory", "192.0.2.1")) {
        delays.succeeded("mallory", null, "192.0.2.1");
      }
      guesses += refused("victim" + second, "192.0.2.1") ? 0 : 1;
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(guesses).isLessThan(30 + 20);
  }

  private boolean refused(String account, String ip) {
    Fault fault = catchThrowableOfType(Fault.class, () -> delays.begin(account, null, ip));
    if (fault != null) {
      assertThat(fault.code()).isEqualTo(FaultCode.RATE_LIMITED);
    }
    return fault != null;
  }
}
