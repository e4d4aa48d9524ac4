package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Browsers that are known again. */
class DevicesTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final Devices devices = new Devices(TestEngine.shared().settings(), clock);

  @Test
  void aBrowserIsKnownAgainAlsoAfterARestart() {
    String kept = devices.make("alice");
    String known = devices.known("alice", kept);
    assertThat(known).isNotNull();
    Devices later = new Devices(TestEngine.shared().settings(), clock);
    assertThat(later.known("alice", kept)).isEqualTo(known);
    clock.pass(Devices.LIFE.minusSeconds(1));
    assertThat(later.known("alice", kept)).isEqualTo(known);
    clock.pass(Duration.ofSeconds(1));
    assertThat(later.known("alice", kept)).isNull();
  }

  @Test
  void itIsKnownForTheAccountOnlyThatWasSignedInTo() {
    assertThat(devices.known("bob", devices.make("alice"))).isNull();
  }

  @Test
  void whatWasChangedOrMadeUpIsNotKnown() {
    String kept = devices.make("alice");
    Set<String> odd = new HashSet<>(Set.of("", ".", "..", "a.b.c", kept + "A", " " + kept));
    for (int i = 0; i < kept.length(); i++) {
      char other = kept.charAt(i) == '1' ? '2' : '1';
      odd.add(kept.substring(0, i) + other + kept.substring(i + 1));
    }
    odd.remove(kept);
    assertThat(odd).hasSizeGreaterThan(60);
    for (String value : odd) {
      assertThat(devices.known("alice", value)).isNull();
    }
    assertThat(devices.known("alice", null)).isNull();
  }

  @Test
  void eachIsCalledDifferentlyAndTheAccountCannotBeRead() {
    String account = "alice-in-wonderland";
    String one = devices.make(account);
    assertThat(devices.known(account, one))
        .isNotEqualTo(devices.known(account, devices.make(account)));
    assertThat(one).doesNotContain(account);
  }
}
