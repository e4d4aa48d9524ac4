package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.server.identity.token.TestIssuer.Mood;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keys of an issuer that is well, away, or hostile; the clock is the test's. */
class IssuerKeysTest {
  private final TestIssuer issuer = new TestIssuer();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final KeySets keySets = new KeySets(Duration.ofMillis(500));
  private final IssuerKeys keys =
      new IssuerKeys(URI.create(issuer.name() + "/jwks"), keySets, now::get);

  @AfterEach
  void stop() {
    keySets.close();
    issuer.close();
  }

  @Test
  void aThousandUnknownKeysAreAskedForOnce() throws KeySourceException {
    assertThat(of("first")).hasSize(1);
    assertThat(issuer.fetches).hasValue(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(of("random-" + i)).isEmpty();
    }
    assertThat(issuer.fetches).hasValue(2);
    assertThat(of("first")).hasSize(1);
    pass(Duration.ofSeconds(31));
    assertThat(of("random")).isEmpty();
    assertThat(of("random-again")).isEmpty();
    assertThat(issuer.fetches).hasValue(3);
  }

  @Test
  void aNewKeyIsKnownWithTheFirstTokenThatNamesIt() throws KeySourceException {
    assertThat(of("first")).hasSize(1);
    issuer.key = TestIssuer.newKey("second");
    assertThat(of("second")).hasSize(1);
    assertThat(of("first")).as("what the issuer took back").isEmpty();
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void keysAreKeptForMinutes() throws KeySourceException {
    for (int i = 0; i < 100; i++) {
      assertThat(of("first")).hasSize(1);
    }
    pass(Duration.ofMinutes(4));
    assertThat(of("first")).hasSize(1);
    assertThat(issuer.fetches).hasValue(1);
    pass(Duration.ofMinutes(2));
    assertThat(of("first")).hasSize(1);
    assertThat(issuer.fetches).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"DOWN", "HUGE", "SLOW", "MALFORMED", "ELSEWHERE"})
  void keysSurviveADayOfWhateverTheIssuerAnswers(Mood mood) throws KeySourceException {
    assertThat(of("first")).hasSize(1);
    issuer.mood = mood;
    pass(Duration.ofHours(12));
    assertThat(of("first")).hasSize(1);
    pass(Duration.ofHours(13));
    assertThatThrownBy(() -> of("first")).isInstanceOf(KeySourceException.class);
    pass(Duration.ofMinutes(1));
    issuer.mood = Mood.WELL;
    assertThat(of("first")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"DOWN", "HUGE", "SLOW", "MALFORMED", "ELSEWHERE"})
  void anIssuerThatNeverAnsweredWellHasNoKeysAndIsNotHammered(Mood mood) {
    issuer.mood = mood;
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> of("first")).isInstanceOf(KeySourceException.class);
    }
    assertThat(issuer.fetches.get()).isLessThanOrEqualTo(2);
  }

  private List<JWK> of(String keyId) throws KeySourceException {
    return keys.of(issuer.header().keyID(keyId).build());
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }
}
