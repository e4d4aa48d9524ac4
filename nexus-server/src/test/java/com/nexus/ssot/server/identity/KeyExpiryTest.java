package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the engine live 90 days, made now. */
class KeyExpiryTest {
  private final TestEngine engine = TestEngine.shared();

  @ParameterizedTest
  @CsvSource({"75.5,0", "76.5,1", "77.5,0", "83.5,1", "84.5,0", "89.5,1", "90.5,0"})
  void aKeyIsWarnedOfFourteenDaysAWeekAndADayBeforeItEnds(double daysFromNow, int times) {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    Instant then = Instant.now().plus(Duration.ofMinutes((long) (daysFromNow * 24 * 60)));
    try (KeyExpiry expiry = new KeyExpiry(engine.bean(KeyTable.class), InstantSource.fixed(then))) {
      assertThat(expiry.warnings())
          .filteredOn(warning -> warning.contains(key.id()))
          .hasSize(times)
          .allMatch(warning -> warning.contains("nexus key rotate " + key.id()));
    }
  }
}
