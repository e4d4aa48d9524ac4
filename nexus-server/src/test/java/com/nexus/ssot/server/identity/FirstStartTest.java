package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.audit.TestSubjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.HealthComponent.Health;
import com.nexus.ssot.server.base.HealthComponent.State;
import com.nexus.ssot.server.db.Sessions;
import com.nexus.ssot.server.settings.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first principals. */
class FirstStartTest {

  @Test
  void theGivenKeyIsTheAdministratorsAndIsNotShown() {
    TestEngine engine = TestEngine.shared();
    assertThat(engine.bean(FirstStart.class).keyShownOnce()).isEmpty();
    assertThat(engine.admin().kind()).isEqualTo(PrincipalKind.HUMAN);
    assertThat(engine.admin().via()).isEqualTo("key:" + engine.adminKey().id());
  }

  @Test
  void theServerActsAsAServiceOfItsOwn() {
    FirstStart first = TestEngine.shared().bean(FirstStart.class);
    assertThat(first.server().via()).isEqualTo("internal");
    assertThat(first.server().principalId()).isNotEqualTo(first.administrator());
  }

  @Test
  void aRestartWithTheSameKeyIsAccepted() {
    TestEngine engine = TestEngine.shared();
    assertThat(start(engine, engine.adminKey()).keyShownOnce()).isEmpty();
  }

  @Test
  void aRestartWithoutAKeyShowsNone() {
    assertThat(start(TestEngine.shared(), null).keyShownOnce()).isEmpty();
  }

  @Test
  void aRestartWithAnotherKeyIsRefused() {
    Fault fault =
        catchThrowableOfType(Fault.class, () -> start(TestEngine.shared(), ApiKey.generate()));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes().getFirst().at()).isEqualTo("NEXUS_ADMIN_KEY");
  }

  @Test
  void theFirstKeyLivesForAYear() {
    TestEngine engine = TestEngine.shared();
    KeyEntry first = engine.bean(KeyTable.class).find(engine.adminKey().id()).orElseThrow();
    assertThat(Duration.between(first.createdAt(), first.expiresAt()).toDays())
        .isBetween(365L, 366L);
  }

  @Test
  void whoIsLockedOutIsReadmittedByARestart() {
    try (TestEngine engine = TestEngine.start()) {
      expireAll(engine);
      ApiKey shown = start(engine, null).keyShownOnce().orElseThrow();
      assertOpens(engine, shown);
      assertThat(start(engine, null).keyShownOnce()).isEmpty();
      assertThat(
              engine
                  .sql()
                  .sql("select count(*) from audit_event where action = 'key.create'")
                  .query(Long.class)
                  .single())
          .isEqualTo(2);
    }
  }

  @Test
  void aKeyThatNobodyWasShownIsAsGoodAsNone() {
    try (TestEngine engine = TestEngine.start()) {
      expireAll(engine);
      FirstStart failed = start(engine, null);
      assertThat(failed.keyShownOnce()).isPresent();
      assertThat(start(engine, null).keyShownOnce()).as("while that start goes on").isEmpty();
      assertThat(keys(engine, failed)).isEqualTo(State.OK);
      failed.close();
      assertThat(keys(engine, failed)).isEqualTo(State.DEGRADED);
      FirstStart next = start(engine, null);
      assertOpens(engine, next.keyShownOnce().orElseThrow());
      next.keyWasShown();
      assertThat(start(engine, null).keyShownOnce()).isEmpty();
    }
  }

  private static State keys(TestEngine engine, FirstStart first) {
    Administrators administrators = engine.bean(Administrators.class);
    try (AdministratorKey key =
        new AdministratorKey(administrators, InstantSource.system(), first)) {
      return key.health().state();
    }
  }

  @Test
  void whoIsLockedOutIsReadmittedByAKeyThatIsSet() {
    try (TestEngine engine = TestEngine.start()) {
      ApiKey own = ApiKey.generate();
      assertThat(catchThrowableOfType(Fault.class, () -> start(engine, own))).isNotNull();
      expireAll(engine);
      assertThat(start(engine, own).keyShownOnce()).isEmpty();
      assertOpens(engine, own);
    }
  }

  @Test
  void aDatabaseOfAnEarlierVersionIsBroughtToRoles() {
    try (TestEngine engine = TestEngine.start()) {
      for (String table : List.of("role_member", "grant_rule", "role")) {
        engine.sql().sql("delete from " + table).update();
      }
      UUID administrator = engine.bean(FirstStart.class).administrator();
      String admin = "update principal set admin = true where id = ?";
      engine.sql().sql(admin).param(administrator).update();
      assertThat(start(engine, engine.adminKey()).keyShownOnce()).isEmpty();
      assertThat(engine.bean(PrincipalTable.class).isAdmin(administrator)).isFalse();
      assertThat(engine.bean(RoleTable.class).namesOf(administrator)).containsExactly("admin");
      assertThat(engine.bean(RoleTable.class).list(null, 10))
          .extracting(StoredRole::name)
          .containsExactly("admin", "developer", "operator");
      assertThat(engine.bean(FirstPrincipals.class).bring()).isFalse();
    }
  }

  @Test
  void anAdministratorWithoutTheRoleIsReadmittedWithIt() {
    try (TestEngine engine = TestEngine.start()) {
      engine.sql().sql("delete from role_member").update();
      engine.sql().sql("update principal set disabled_at = now() where kind = 'HUMAN'").update();
      ApiKey shown = start(engine, null).keyShownOnce().orElseThrow();
      engine.bean(Callers.class).reset();
      assertOpens(engine, shown);
      assertThat(engine.bean(Administrators.class).any(Instant.now())).isTrue();
    }
  }

  @Test
  void aSetKeyThatEndedIsNotGivenAgain() {
    try (TestEngine engine = TestEngine.start()) {
      expireAll(engine);
      ApiKey shown = start(engine, engine.adminKey()).keyShownOnce().orElseThrow();
      assertThat(shown.id()).isNotEqualTo(engine.adminKey().id());
      assertOpens(engine, shown);
    }
  }

  @Test
  void theEndOfTheLastAdministeringKeyIsToldThirtyDaysBefore() {
    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    assertThat(AdministratorKey.health(Optional.of(now.plus(Duration.ofDays(31))), now).state())
        .isEqualTo(State.OK);
    Health late = AdministratorKey.health(Optional.of(now.plus(Duration.ofDays(30))), now);
    assertThat(late.state()).isEqualTo(State.DEGRADED);
    assertThat(late.detail()).contains("2026-03-31");
    assertThat(AdministratorKey.health(Optional.empty(), now).state()).isEqualTo(State.DEGRADED);
  }

  private static void expireAll(TestEngine engine) {
    engine
        .sql()
        .sql(
            "update api_key set created_at = created_at - interval '2 years',"
                + " expires_at = now() - interval '1 day'")
        .update();
  }

  private static void assertOpens(TestEngine engine, ApiKey key) {
    assertThat(engine.bean(Callers.class).authenticate(key, Actor.Origin.INTERNAL))
        .hasValueSatisfying(actor -> assertThat(actor.kind()).isEqualTo(PrincipalKind.HUMAN));
  }

  @Test
  void aRestartWithAnotherEncryptionKeyIsRefused() {
    TestEngine engine = TestEngine.shared();
    Secrets secrets = engine.settings().secrets();
    Secrets other = new Secrets(secrets.secretKey(), null, new byte[32], null);
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> start(engine, null, TestSubjects.with(engine.sql(), other.auditEncryptionKey())));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes().getFirst().at()).isEqualTo("AUDIT_ENCRYPTION_KEY");
  }

  @Test
  void serversThatStartAtOnceMakeOneAdministrator() throws Exception {
    try (TestEngine engine = TestEngine.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String table :
          List.of("first_principal", "role_member", "grant_rule", "role", "person")) {
        engine.sql().sql("delete from " + table).update();
      }
      CyclicBarrier together = new CyclicBarrier(4);
      List<Future<FirstStart>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starts.add(
            threads.submit(() -> {
              together.await();
              return start(engine, null);
            }));
      }
      List<ApiKey> shown = new ArrayList<>();
      for (Future<FirstStart> start : starts) {
        start.get().keyShownOnce().ifPresent(shown::add);
      }
      assertThat(shown).hasSize(1);
      assertThat(engine.bean(Callers.class).authenticate(shown.getFirst(), Actor.Origin.INTERNAL))
          .hasValueSatisfying(actor -> assertThat(actor.kind()).isEqualTo(PrincipalKind.HUMAN));
      assertThat(
              engine.sql().sql("select count(*) from first_principal").query(Long.class).single())
          .isEqualTo(2);
    }
  }

  private static FirstStart start(TestEngine engine, @Nullable ApiKey given) {
    return start(engine, given, engine.bean(Subjects.class));
  }

  private static FirstStart start(TestEngine engine, @Nullable ApiKey given, Subjects subjects) {
    return new FirstStart(
        engine.bean(FirstPrincipals.class),
        engine.bean(PrincipalTable.class),
        engine.bean(AuthorityTable.class),
        engine.bean(KeyTable.class),
        engine.bean(Administrators.class),
        subjects,
        engine.bean(Followers.class),
        InstantSource.system(),
        Sessions.of(engine.bean(DataSource.class)),
        given);
  }
}
