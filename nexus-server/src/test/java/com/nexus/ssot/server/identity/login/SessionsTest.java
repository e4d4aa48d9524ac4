package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.RecentLogin;
import com.nexus.ssot.server.identity.Strangers;
import com.nexus.ssot.server.identity.TokenEnds;
import com.nexus.ssot.server.identity.login.LoginLog.Act;
import com.nexus.ssot.server.settings.LoginProvider;
import com.nexus.ssot.server.settings.LoginProvider.Kind;
import com.nexus.ssot.server.settings.LoginSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sessions from their opening to their end. */
class SessionsTest {
  private static final Actor.Origin HERE = new Actor.Origin("127.0.0.1", "test", "request-9", null);

  private static final LoginProvider GITHUB =
      new LoginProvider(
          "github", Kind.GITHUB, "GitHub", "https://github.com", "a", "b", List.of(), Set.of());

  private final TestEngine engine = TestEngine.shared();
  private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private final Sessions sessions = sessions(false);
  private final UUID person = TestPeople.person(engine);

  @Test
  void aSessionStandsForItsPersonAndAllowsEverythingTheyMay() {
    Opened opened = open();
    Actor actor = sessions.actorOf(opened.cookie(), HERE).orElseThrow();
    assertThat(actor.principalId()).isEqualTo(person);
    assertThat(actor.kind()).isEqualTo(PrincipalKind.HUMAN);
    assertThat(actor.via()).matches("session:[0-9a-f]{8}").isEqualTo(opened.actor().via());
    assertThat(actor.verbs()).containsExactlyInAnyOrder(Verb.values());
    assertThat(actor.credential().reachesAll()).isTrue();
    assertThat(actor.credential().authenticatedAt()).isEqualTo(clock.instant());
    assertThat(sessions.endOf(actor)).contains(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void whereItMattersAPasswordAloneIsNotEnoughToApprove() {
    Sessions serious = sessions(true);
    Opened weak = serious.open(person, Sessions.LOCAL, false, clock.instant(), HERE);
    assertThat(weak.actor().verbs())
        .contains(Verb.READ, Verb.WRITE)
        .doesNotContain(Verb.APPROVE, Verb.ADMIN, Verb.OVERRIDE);
    Opened strong = serious.renew(weak.cookie(), true, HERE, Act.TOTP_SET);
    assertThat(serious.actorOf(strong.cookie(), HERE).orElseThrow().verbs())
        .containsExactlyInAnyOrder(Verb.values());
    Opened provided = serious.open(person, "github", clock.instant(), HERE);
    assertThat(provided.actor().verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.APPROVE);
    Opened delisted = serious.open(person, "no-more", clock.instant(), HERE);
    assertThat(delisted.actor().verbs()).isEmpty();
  }

  @Test
  void idsAreThirtySixCharactersAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String cookie = open().cookie();
      assertThat(cookie).matches("[A-Za-z0-9_-]{36}");
      assertThat(seen.add(cookie)).isTrue();
    }
  }

  @Test
  void everyOneOfTheirBitsIsLeftToChance() {
    byte[] zeros = new byte[27];
    byte[] ones = new byte[27];
    for (int i = 0; i < 64; i++) {
      byte[] id = Base64.getUrlDecoder().decode(open().cookie());
      assertThat(id).hasSize(27);
      for (int at = 0; at < id.length; at++) {
        ones[at] |= id[at];
        zeros[at] |= (byte) ~id[at];
      }
    }
    assertThat(ones).containsOnly(0xff);
    assertThat(zeros).containsOnly(0xff);
  }

  @Test
  void aDumpOfTheTableYieldsNoCookie() {
    Opened opened = open();
    List<String> dump =
        engine.sql().sql("select session::text from session").query(String.class).list();
    assertThat(dump).isNotEmpty().noneMatch(row -> row.contains(opened.cookie()));
    for (String row : dump) {
      for (String column : row.replaceAll("[()\"\\\\]", "").split(",", -1)) {
        assertThat(sessions.actorOf(column, HERE)).isEmpty();
        assertThat(sessions.actorOf(column.substring(Math.min(1, column.length())), HERE))
            .isEmpty();
      }
    }
    assertThat(opened.toString()).doesNotContain(opened.cookie());
  }

  @Test
  void whatIsNoIdIsNotEvenLookedUp() {
    for (String odd : List.of("", "a", "ä".repeat(36), "a".repeat(37), "a".repeat(35) + "\0")) {
      assertThat(sessions.actorOf(odd, HERE)).isEmpty();
    }
  }

  @Test
  void aSessionThatNobodyUsesEndsAfterAnHour() {
    Opened opened = open();
    clock.pass(Duration.ofMinutes(59));
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isPresent();
    clock.pass(Duration.ofMinutes(59));
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isPresent();
    clock.pass(Duration.ofMinutes(60));
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isEmpty();
  }

  @Test
  void aSessionEndsAfterADayHoweverMuchItIsUsed() {
    Opened opened = open();
    for (int halfHours = 1; halfHours < 48; halfHours++) {
      clock.pass(Duration.ofMinutes(30));
      assertThat(sessions.actorOf(opened.cookie(), HERE)).isPresent();
    }
    clock.pass(Duration.ofMinutes(30));
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isEmpty();
  }

  @Test
  void useIsWrittenAtMostOnceAMinute() {
    Opened opened = open();
    Instant start = clock.instant();
    clock.pass(Duration.ofSeconds(59));
    sessions.actorOf(opened.cookie(), HERE);
    assertThat(only().usedAt()).isEqualTo(start);
    clock.pass(Duration.ofSeconds(1));
    sessions.actorOf(opened.cookie(), HERE);
    assertThat(only().usedAt()).isEqualTo(clock.instant());
  }

  @Test
  void aNewProofGivesANewIdAndTheOldOneOpensNothing() {
    Opened first = open();
    clock.pass(Duration.ofMinutes(20));
    Opened second = sessions.renew(first.cookie(), true, HERE, Act.STEP_UP);
    assertThat(sessions.actorOf(first.cookie(), HERE)).isEmpty();
    Actor actor = sessions.actorOf(second.cookie(), HERE).orElseThrow();
    assertThat(actor.credential().authenticatedAt()).isEqualTo(clock.instant());
    assertThat(actor.via()).isNotEqualTo(first.actor().via());
    assertThatThrownBy(() -> sessions.renew(first.cookie(), true, HERE, Act.STEP_UP))
        .isInstanceOf(Fault.class);
  }

  @Test
  void whereNobodySaysWhenAPersonProvedItThatWasLongAgoUntilTheyProveItHere() {
    Opened opened = sessions.open(person, "github", null, HERE);
    assertThat(only().authenticatedAt()).isNull();
    Actor actor = sessions.actorOf(opened.cookie(), HERE).orElseThrow();
    assertThatThrownBy(() -> RecentLogin.require(actor, clock.instant()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STEP_UP_REQUIRED));
    Opened renewed = sessions.renew(opened.cookie(), false, HERE, Act.STEP_UP);
    RecentLogin.require(renewed.actor(), clock.instant());
  }

  @Test
  void aNewProofDoesNotMoveTheLastEnd() {
    Opened opened = open();
    for (int halfHours = 1; halfHours < 48; halfHours++) {
      clock.pass(Duration.ofMinutes(30));
      opened = sessions.renew(opened.cookie(), true, HERE, Act.STEP_UP);
    }
    clock.pass(Duration.ofMinutes(30));
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isEmpty();
  }

  @Test
  void ofTwoNewProofsAtOnceOneWins() throws Exception {
    Opened opened = open();
    CyclicBarrier together = new CyclicBarrier(4);
    int won = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        attempts.add(
            threads.submit(() -> {
              together.await();
              try {
                sessions.renew(opened.cookie(), true, HERE, Act.STEP_UP);
                return true;
              } catch (Fault e) {
                return false;
              }
            }));
      }
      for (Future<Boolean> attempt : attempts) {
        won += attempt.get() ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
    assertThat(sessions.of(person)).hasSize(1);
  }

  @Test
  void peopleSeeTheirSessionsAndEndThem() {
    Opened one = open();
    Opened two = open();
    UUID other = TestPeople.person(engine);
    Opened others = sessions.open(other, Sessions.LOCAL, clock.instant(), HERE);
    assertThat(sessions.of(person))
        .extracting(session -> "session:" + session.hash().id())
        .containsExactlyInAnyOrder(one.actor().via(), two.actor().via());
    String othersId = others.actor().via().substring("session:".length());
    assertThatThrownBy(() -> sessions.end(one.actor(), othersId)).isInstanceOf(Fault.class);
    sessions.end(one.actor(), two.actor().via().substring("session:".length()));
    assertThat(sessions.actorOf(two.cookie(), HERE)).isEmpty();
    assertThat(sessions.actorOf(one.cookie(), HERE)).isPresent();
    assertThat(sessions.actorOf(others.cookie(), HERE)).isPresent();
  }

  @Test
  void allOthersEndAndTheOwnGoesOn() {
    Opened one = open();
    Opened two = open();
    sessions.endAll(one.actor(), one.cookie());
    assertThat(sessions.actorOf(two.cookie(), HERE)).isEmpty();
    assertThat(sessions.actorOf(one.cookie(), HERE)).isPresent();
    sessions.endAll(one.actor(), null);
    assertThat(sessions.actorOf(one.cookie(), HERE)).isEmpty();
  }

  @Test
  void theSessionsOfADisabledPersonOpenNothing() {
    Opened opened = open();
    disable("now()");
    assertThat(sessions.actorOf(opened.cookie(), HERE)).isEmpty();
  }

  @Test
  void onlyPeopleWhoAreActiveSignIn() {
    Actor service = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    for (UUID nobody : List.of(service.principalId(), UUID.randomUUID())) {
      assertThatThrownBy(() -> sessions.open(nobody, Sessions.LOCAL, clock.instant(), HERE))
          .isInstanceOf(Fault.class);
    }
    disable("now()");
    assertThatThrownBy(this::open).isInstanceOf(Fault.class);
    assertThat(sessions.of(person)).isEmpty();
  }

  @Test
  void whatHasEndedIsClearedAway() {
    Opened opened = open();
    clock.pass(Duration.ofMinutes(61));
    Opened fresh = open();
    sessions.dropEnded();
    SessionTable table = engine.bean(SessionTable.class);
    assertThat(table.find(SessionHash.of(opened.cookie()))).isEmpty();
    assertThat(table.find(SessionHash.of(fresh.cookie()))).isPresent();
  }

  @Test
  void signingInAndOutIsRecordedWithoutAnySecret() {
    Opened opened = open();
    sessions.end(opened.cookie(), opened.actor());
    List<String> leaves =
        engine
            .sql()
            .sql("select leaf from audit_event where actor = ? order by order_no")
            .param(opened.actor().subject())
            .query(String.class)
            .list();
    assertThat(leaves).hasSize(2);
    assertThat(leaves.get(0)).contains("\"login.succeed\"", opened.actor().via());
    assertThat(leaves.get(1)).contains("\"login.logout\"", "\"security\"");
    assertThat(leaves).noneMatch(leaf -> leaf.contains(opened.cookie()));
  }

  private Opened open() {
    return sessions.open(person, Sessions.LOCAL, clock.instant(), HERE);
  }

  private SessionEntry only() {
    List<SessionEntry> own = sessions.of(person);
    assertThat(own).hasSize(1);
    return own.getFirst();
  }

  private void disable(String at) {
    engine
        .sql()
        .sql("update principal set disabled_at = " + at + " where id = ?")
        .param(person)
        .update();
    engine.bean(Callers.class).reset();
  }

  private Sessions sessions(boolean twoFactorsDemanded) {
    return new Sessions(
        engine.bean(SessionTable.class),
        engine.bean(Callers.class),
        new FactorRule(
            twoFactorsDemanded,
            new LoginSettings(List.of(GITHUB), Set.of(Verb.READ, Verb.APPROVE))),
        engine.bean(TokenEnds.class),
        engine.bean(Strangers.class),
        engine.bean(LoginLog.class),
        engine.bean(Followers.class),
        engine.bean(Transactions.class),
        clock);
  }
}
