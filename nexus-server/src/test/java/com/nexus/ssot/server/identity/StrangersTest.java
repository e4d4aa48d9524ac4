package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is looked up of credentials, and what is not. */
class StrangersTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final Strangers strangers = new Strangers(limits(3), now::get);
  private Optional<Actor> answer = Optional.empty();

  @Test
  void whatWasJustUnknownIsNotLookedUpAgainForASecond() {
    ask("a", "192.0.2.1");
    now.updateAndGet(time -> time.plusMillis(999));
    ask("a", "192.0.2.1");
    assertThat(lookUps).hasValue(1);
    now.updateAndGet(time -> time.plusMillis(1));
    ask("a", "192.0.2.1");
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void aCredentialThatIsMadeIsKnownAtOnce() {
    ask("a", "192.0.2.1");
    answer = Optional.of(TestEngine.shared().admin());
    strangers.committed(List.of());
    assertThat(ask("a", "192.0.2.1")).isPresent();
  }

  @Test
  void whatIsUnknownFromOneAddressIsLookedUpFromAnother() {
    ask("a", "192.0.2.1");
    answer = Optional.of(TestEngine.shared().admin());
    assertThat(ask("a", "192.0.2.2")).isPresent();
    assertThat(ask("b", "192.0.2.1")).isPresent();
  }

  @Test
  void afterTooManyOnlyWhatWasGoodIsLookedUp() {
    answer = Optional.of(TestEngine.shared().admin());
    ask("good", "192.0.2.1");
    strangers.welcome("new");
    answer = Optional.empty();
    for (int i = 0; i < 3; i++) {
      ask("bad" + i, "192.0.2.1");
    }
    int before = lookUps.get();
    assertThatThrownBy(() -> ask("bad", "192.0.2.1")).isInstanceOf(Fault.class);
    assertThat(lookUps).hasValue(before);
    answer = Optional.of(TestEngine.shared().admin());
    assertThat(ask("good", "192.0.2.1")).isPresent();
    assertThat(ask("new", "192.0.2.1")).isPresent();
    answer = Optional.empty();
    assertThatThrownBy(() -> ask("good", "192.0.2.1")).as("it has ended").isInstanceOf(Fault.class);
    int after = lookUps.get();
    assertThatThrownBy(() -> ask("good", "192.0.2.1")).isInstanceOf(Fault.class);
    assertThat(lookUps).hasValue(after);
  }

  private Optional<Actor> ask(String credential, String ip) {
    return strangers.ask(
        credential,
        new Actor.Origin(ip, "test", "request-6", null),
        () -> {
          lookUps.incrementAndGet();
          return answer;
        });
  }

  private RateLimits limits(int most) {
    return new RateLimits() {
      @Override
      public void take(Rate rate, String caller, String endpoint) {
        require(rate, caller, endpoint);
        failures.incrementAndGet();
      }

      @Override
      public void require(Rate rate, String caller, String endpoint) {
        if (failures.get() >= most) {
          throw Fault.rateLimited("Too many.", Duration.ofSeconds(1));
        }
      }

      @Override
      public void login(String account, String address) {
        throw new AssertionError("nobody signs in here");
      }
    };
  }
}
