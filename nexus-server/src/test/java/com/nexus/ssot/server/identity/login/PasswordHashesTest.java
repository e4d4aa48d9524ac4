package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** How passwords are hashed. */
class PasswordHashesTest {
  private static final String PASSWORD = "seven grey otters hum";

  private final PasswordHashes hashes = new PasswordHashes(2, Duration.ofMinutes(2));

  @Test
  void theParametersAreThoseThatTheDesignAsksFor() {
    String hash = hashes.hash(PASSWORD);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    String[] parts = hash.split("\\$", -1);
    assertThat(parts[4]).hasSize(22); // 16 bytes of salt
    assertThat(parts[5]).hasSize(43); // 32 bytes of hash
    assertThat(hashes.hash(PASSWORD)).isNotEqualTo(hash);
    assertThat(hashes.isWeaker(hash)).isFalse();
  }

  @Test
  void aHashThatWasMadeWithLessIsKnownAsWeaker() {
    String weak = new Argon2PasswordEncoder(16, 32, 1, 8 * 1024, 2).encode(PASSWORD);
    assertThat(hashes.isWeaker(weak)).isTrue();
    assertThat(hashes.matches(PASSWORD, weak)).isTrue();
  }

  @Test
  void whereThereIsNothingToCompareWithAsMuchIsComputed() {
    String hash = hashes.hash(PASSWORD);
    long before = hashes.computed();
    assertThat(hashes.matches(PASSWORD, hash)).isTrue();
    assertThat(hashes.matches(PASSWORD, null)).isFalse();
    assertThat(hashes.matches("the password of nobody at all", null)).isFalse();
    assertThat(hashes.computed()).isEqualTo(before + 3);
  }

  @Test
  void aHundredAtOnceTakeTurns() throws Exception {
    String hash = hashes.hash(PASSWORD);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> matches = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        matches.add(threads.submit(() -> hashes.matches(PASSWORD, hash)));
      }
      for (Future<Boolean> match : matches) {
        assertThat(match.get()).isTrue();
      }
    }
    assertThat(hashes.mostAtOnce()).isEqualTo(2);
  }

  @Test
  void whoWaitsTooLongIsTurnedAway() {
    PasswordHashes impatient = new PasswordHashes(1, Duration.ZERO);
    List<Fault> turnedAway = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> matches = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        matches.add(threads.submit(() -> impatient.matches(PASSWORD, null)));
      }
      for (Future<Boolean> match : matches) {
        try {
          match.get();
        } catch (Exception e) {
          turnedAway.add((Fault) e.getCause());
        }
      }
    }
    assertThat(turnedAway).isNotEmpty();
    assertThat(turnedAway).allMatch(fault -> fault.code() == FaultCode.OVERLOADED);
    assertThat(impatient.hash(PASSWORD)).isNotEmpty();
  }
}
