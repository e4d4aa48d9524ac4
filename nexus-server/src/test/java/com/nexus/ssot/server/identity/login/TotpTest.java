package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.db.Transactions;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Codes of an authenticator program. */
class TotpTest {
  private final TestEngine engine = TestEngine.shared();
  private final Totp totp = engine.bean(Totp.class);
  private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:05Z"));
  private final LocalUser user =
      engine.bean(PasswordTable.class).find(TestPeople.person(engine)).orElseThrow();

  /** What the person's program shows at a time. */
  static String code(String secret, Instant at) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(Base32.decode(secret), "HmacSHA1"), at, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSecretCountsOnceACodeOfItWasGiven() {
    String secret = propose();
    assertThat(secret).hasSize(32);
    assertThat(totp.isSetUp(user.principalId())).isFalse();
    assertThat(take(now(secret))).isFalse();
    assertThat(confirm("000000".equals(now(secret)) ? "000001" : "000000")).isFalse();
    assertThat(confirm(now(secret))).isTrue();
    assertThat(totp.isSetUp(user.principalId())).isTrue();
  }

  @Test
  void eachCodeIsTakenOnce() {
    String secret = setUp();
    assertThat(take(now(secret))).isFalse();
    clock.pass(Duration.ofSeconds(30));
    String code = now(secret);
    assertThat(take(code.substring(0, 3) + " " + code.substring(3))).isTrue();
    assertThat(take(code)).isFalse();
  }

  @Test
  void anEarlierCodeIsNotTakenAfterALaterOne() {
    String secret = setUp();
    clock.pass(Duration.ofSeconds(60));
    String earlier = code(secret, clock.instant().minusSeconds(30));
    assertThat(take(now(secret))).isTrue();
    assertThat(take(earlier)).isFalse();
  }

  @Test
  void aClockMayBeAStepAwayAndNoMore() {
    String secret = setUp();
    clock.pass(Duration.ofMinutes(5));
    Instant now = clock.instant();
    assertThat(take(code(secret, now.minusSeconds(60)))).isFalse();
    assertThat(take(code(secret, now.plusSeconds(60)))).isFalse();
    assertThat(take(code(secret, now.minusSeconds(30)))).isTrue();
    assertThat(take(code(secret, now.plusSeconds(30)))).isTrue();
  }

  @Test
  void ofTwoWhoUseOneCodeAtOnceOneGetsIn() throws Exception {
    String secret = setUp();
    clock.pass(Duration.ofMinutes(1));
    String code = now(secret);
    int taken = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        attempts.add(threads.submit(() -> take(code)));
      }
      for (Future<Boolean> attempt : attempts) {
        taken += attempt.get() ? 1 : 0;
      }
    }
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void whatIsNoCodeIsRefused() {
    setUp();
    clock.pass(Duration.ofMinutes(1));
    for (String odd : new String[] {"", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345", null}) {
      assertThat(take(odd)).isFalse();
    }
  }

  @Test
  void theSecretIsSealedAndOpensForItsPersonOnly() {
    String secret = setUp();
    List<String> rows = engine.sql().sql("select totp::text from totp").query(String.class).list();
    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(secret));
    String hex = HexFormat.of().formatHex(Base32.decode(secret));
    assertThat(rows).noneMatch(row -> row.contains(hex));
    UUID other = TestPeople.person(engine);
    engine
        .sql()
        .sql("update totp set principal_id = ? where principal_id = ?")
        .param(other)
        .param(user.principalId())
        .update();
    LocalUser thief = engine.bean(PasswordTable.class).find(other).orElseThrow();
    clock.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() ->
            engine
                .bean(Transactions.class)
                .write(writes -> totp.take(writes, thief, now(secret), clock.instant())))
        .isInstanceOf(Envelope.BrokenSeal.class);
  }

  private String setUp() {
    String secret = propose();
    assertThat(confirm(now(secret))).isTrue();
    return secret;
  }

  private String now(String secret) {
    return code(secret, clock.instant());
  }

  private String propose() {
    return engine
        .bean(Transactions.class)
        .write(writes -> totp.propose(writes, user, clock.instant()));
  }

  private boolean confirm(String code) {
    return engine
        .bean(Transactions.class)
        .write(writes -> totp.confirm(writes, user, code, clock.instant()));
  }

  private boolean take(@Nullable String code) {
    return engine
        .bean(Transactions.class)
        .write(writes -> totp.take(writes, user, code, clock.instant()));
  }
}
