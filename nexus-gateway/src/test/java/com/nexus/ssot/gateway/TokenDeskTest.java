package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens on the data plane: verified once, known afterwards, and never a burden. */
class TokenDeskTest {
  private static final Instant NOW = Plane.NOW;
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
  private static final TokenGrant GRANT =
      new TokenGrant(Reach.of(Set.of("default")), List.of(), NOW.plusSeconds(60));

  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final TokenCache cache = new TokenCache();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void aTokenIsVerifiedOnce() {
    TokenDesk desk = desk(token -> GRANT);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(desk, TOKEN, NOW)).isEqualTo(new TokenVerdict.Granted(GRANT));
    }
    assertThat(asked).hasValue(1);
    assertThat(ask(desk, TOKEN, NOW.plusSeconds(60))).isEqualTo(TokenVerdict.Refused.INVALID);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatIsValidForLongIsFoundOutAnewAfterFiveMinutes() {
    TokenGrant hour = grant(AllowedFrom.ANYWHERE, NOW.plusSeconds(3_600));
    TokenDesk desk = desk(token -> asked.get() == 1 ? hour : null);
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(new TokenVerdict.Granted(hour));
    assertThat(ask(desk, TOKEN, NOW.plusSeconds(299))).isEqualTo(new TokenVerdict.Granted(hour));
    assertThat(asked).hasValue(1);
    assertThat(ask(desk, TOKEN, NOW.plusSeconds(300))).isEqualTo(TokenVerdict.Refused.INVALID);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aWrongTokenIsNotVerifiedAgainAtOnce() {
    TokenDesk desk = desk(token -> null);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(desk, TOKEN, NOW)).isEqualTo(TokenVerdict.Refused.INVALID);
    }
    assertThat(asked).hasValue(1);
    assertThat(ask(desk, TOKEN, NOW.plusSeconds(11))).isEqualTo(TokenVerdict.Refused.INVALID);
    assertThat(asked).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0xxxxxxxx",
        "eyJhbGciOiJub25lIn0..eyJzdWIiOiJ4In0",
        ".eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0",
        "a.b.c.d.eyJhbGciOiJub25lIn0",
        "eyJhbGciOiJub25lIn0.eyJzdWIi=.c2lnbmF0dXJl"
      })
  void whatCannotBeATokenIsRefusedUnseen(String text) {
    assertThat(ask(desk(token -> GRANT), text, NOW)).isEqualTo(TokenVerdict.Refused.INVALID);
    assertThat(asked).hasValue(0);
  }

  @Test
  void aTokenThatCannotBeVerifiedNowIsAskedForAgain() {
    TokenDesk desk =
        desk(token -> {
          throw new IllegalStateException("the database is away");
        });
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(TokenVerdict.Refused.AWAY);
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(TokenVerdict.Refused.AWAY);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whatWasFoundOutBeforeAChangeIsNotUsedAfterIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    TokenDesk desk =
        desk(token -> {
          if (asked.get() > 1) {
            return null;
          }
          begun.countDown();
          await(go);
          return GRANT;
        });
    CompletableFuture<TokenVerdict> before = begin(desk, TOKEN, NOW);
    begun.await();
    cache.forget();
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(TokenVerdict.Refused.INVALID);
    go.countDown();
    assertThat(before.join()).isEqualTo(new TokenVerdict.Granted(GRANT));
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(TokenVerdict.Refused.INVALID);
    assertThat(asked).hasValue(2);
  }

  @Test
  void manyWithTheSameTokenWaitForOneVerification() {
    CountDownLatch go = new CountDownLatch(1);
    TokenDesk desk =
        desk(token -> {
          await(go);
          return GRANT;
        });
    List<CompletableFuture<TokenVerdict>> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(begin(desk, TOKEN, NOW));
    }
    go.countDown();
    assertThat(all).allMatch(one -> one.join().equals(new TokenVerdict.Granted(GRANT)));
    assertThat(asked).hasValue(1);
  }

  @Test
  void tooManyDifferentOnesAtOnceAreToldToComeAgain() {
    CountDownLatch go = new CountDownLatch(1);
    TokenDesk desk =
        desk(token -> {
          await(go);
          return null;
        });
    List<CompletableFuture<TokenVerdict>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(begin(desk, TOKEN + i, NOW));
    }
    go.countDown();
    List<TokenVerdict> verdicts = all.stream().map(CompletableFuture::join).toList();
    assertThat(verdicts).contains(TokenVerdict.Refused.INVALID, TokenVerdict.Refused.BUSY);
    assertThat(asked.get()).isLessThanOrEqualTo(64);
    assertThat(ask(desk, TOKEN + 199, NOW)).isEqualTo(TokenVerdict.Refused.INVALID);
  }

  @Test
  void rubbishDoesNotPushOutWhatIsValid() {
    TokenDesk desk = desk(token -> token.equals(TOKEN) ? GRANT : null);
    ask(desk, TOKEN, NOW);
    for (int i = 0; i < 20_500; i++) {
      ask(desk, TOKEN + i, NOW);
    }
    assertThat(cache.page().size()).isLessThanOrEqualTo(10_001);
    int before = asked.get();
    assertThat(ask(desk, TOKEN, NOW)).isEqualTo(new TokenVerdict.Granted(GRANT));
    assertThat(asked).hasValue(before);
  }

  @Test
  void aRequestWithATokenIsAnsweredAsWithAKey() {
    try (Plane plane = new Plane(Suggestions.NONE, token -> GRANT, null)) {
      plane.load(
          Routes.context("default", false, false),
          Routes.context("other", false, false),
          Routes.alias("default", "a", "https://x.example/a").route(),
          Routes.alias("other", "b", "https://x.example/b").route());
      String[] bearer = {"Authorization: Bearer " + TOKEN};
      String path = "/api/aliases/resolve/default/a";
      assertThat(plane.ask("GET", path, bearer).body()).contains("https://x.example/a");
      assertThat(plane.ask("GET", "/api/aliases/resolve/other/b", bearer).status()).isEqualTo(404);
      assertThat(plane.ask("GET", path, "Authorization: Bearer rubbish").status()).isEqualTo(401);
      assertThat(plane.ask("GET", path).status()).isEqualTo(401);
    }
  }

  @Test
  void aTokenOfAKeyWorksFromTheAddressesOfTheKeyOnly() {
    AllowedFrom here = from("127.0.0.0/8");
    AllowedFrom elsewhere = from("192.0.2.0/24");
    assertThat(statusWith(grant(here, NOW.plusSeconds(60)))).isEqualTo(200);
    assertThat(statusWith(grant(elsewhere, NOW.plusSeconds(60)))).isEqualTo(401);
    assertThat(
            statusWith(
                new TokenGrant(GRANT.readable(), List.of(here, elsewhere), NOW.plusSeconds(60))))
        .as("one of two keys")
        .isEqualTo(401);
  }

  private static int statusWith(TokenGrant grant) {
    try (Plane plane = new Plane(Suggestions.NONE, token -> grant, null)) {
      plane.load(
          Routes.context("default", false, false),
          Routes.alias("default", "a", "https://x.example/a").route());
      return plane
          .ask("GET", "/api/aliases/resolve/default/a", "Authorization: Bearer " + TOKEN)
          .status();
    }
  }

  private static AllowedFrom from(String range) {
    return new AllowedFrom(new IpRanges(List.of(IpRange.parse(range).orElseThrow())), Set.of());
  }

  private static TokenGrant grant(AllowedFrom from, Instant end) {
    return new TokenGrant(GRANT.readable(), List.of(from), end);
  }

  private TokenDesk desk(TokenCheck check) {
    return new TokenDesk(
        cache,
        token -> {
          asked.incrementAndGet();
          return check.grantOf(token);
        },
        executor);
  }

  private static TokenVerdict ask(TokenDesk desk, String token, Instant now) {
    return begin(desk, token, now).join();
  }

  private static CompletableFuture<TokenVerdict> begin(TokenDesk desk, String token, Instant now) {
    CompletableFuture<TokenVerdict> verdict = new CompletableFuture<>();
    desk.ask(Credential.of(token), now.toEpochMilli(), verdict::complete);
    return verdict;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
