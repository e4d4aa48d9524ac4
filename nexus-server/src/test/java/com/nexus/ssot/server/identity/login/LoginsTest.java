package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Signing in, as far as no browser is needed to see it. */
class LoginsTest {
  private static final String PASSWORD = "seven grey otters hum";

  private final TestEngine engine = TestEngine.shared();
  private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private final PasswordHashes hashes = new PasswordHashes(2, Duration.ofMinutes(2));
  private final PasswordTable passwords = engine.bean(PasswordTable.class);
  private final Devices devices = new Devices(engine.settings(), clock);
  private final Logins logins = logins();
  private final LocalUser user = user(hashes.hash(PASSWORD));

  @Test
  void asMuchIsComputedWhoeverIsNamed() {
    LocalUser without = passwords.find(TestPeople.person(engine)).orElseThrow();
    List<Attempt> attempts =
        List.of(
            attempt("wrong but long enough", null),
            attempt("", null),
            new Attempt(name(without), PASSWORD, null, null),
            new Attempt("nobody-" + UUID.randomUUID(), PASSWORD, null, null),
            new Attempt("\ud800", PASSWORD, null, null),
            new Attempt("nul\0", PASSWORD, null, null));
    for (Attempt attempt : attempts) {
      long before = hashes.computed();
      assertThat(refused(attempt).code()).isEqualTo(FaultCode.UNAUTHENTICATED);
      assertThat(hashes.computed()).isEqualTo(before + 1);
    }
    long before = hashes.computed();
    assertThat(logins.login(attempt(PASSWORD, null), from(7))).isNotNull();
    assertThat(hashes.computed()).isEqualTo(before + 1);
  }

  @Test
  void aNameThatNobodyCanHaveIsRefusedBeforeAnythingIsKeptOrComputed() {
    long before = hashes.computed();
    String detail = refused(attempt("wrong but long enough", null)).detail();
    assertThat(hashes.computed()).isEqualTo(before + 1);
    for (int i = 0; i < 50; i++) {
      Fault fault = refused(new Attempt("x".repeat(201), PASSWORD, null, null));
      assertThat(fault.code()).isEqualTo(FaultCode.UNAUTHENTICATED);
      assertThat(fault.detail()).isEqualTo(detail);
    }
    assertThat(hashes.computed()).isEqualTo(before + 1);
  }

  @Test
  void whatOthersTryElsewhereDoesNotHoldUpABrowserInWhichThePersonSignedInBefore() {
    String kept = devices.make(Logins.accountOf(name(user)));
    for (int i = 0; i < 60; i++) {
      refused(attempt("wrong but long enough", null), from(i));
    }
    assertThat(refused(attempt(PASSWORD, null), from(99)).code()).isEqualTo(FaultCode.RATE_LIMITED);
    Attempt known = new Attempt(name(user), PASSWORD, null, kept);
    assertThat(logins.login(known, from(99))).isNotNull();
    for (int i = 0; i < 6; i++) {
      refused(new Attempt(name(user), "wrong but long enough", null, kept), from(99));
    }
    assertThat(refused(known, from(99)).code())
        .as("nor does anybody guess faster with it")
        .isEqualTo(FaultCode.RATE_LIMITED);
  }

  @Test
  void aHundredWhoSignInAtOnceKeepTheHeap() throws Exception {
    long heapBefore = usedAfterCollection();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Actor.Origin origin = from(i);
        Attempt attempt =
            i % 2 == 0
                ? attempt(PASSWORD, null)
                : new Attempt("nobody-" + i + "-" + user.subject(), PASSWORD, null, null);
        attempts.add(threads.submit(() -> got(attempt, origin)));
      }
      int in = 0;
      for (Future<Boolean> attempt : attempts) {
        in += attempt.get() ? 1 : 0;
      }
      // Some of the fifty meet the delay for their account, which counts attempts as they begin.
      assertThat(in).isBetween(5, 50);
    }
    assertThat(hashes.mostAtOnce()).isLessThanOrEqualTo(2);
    assertThat(usedAfterCollection() - heapBefore).isLessThan(100L << 20);
  }

  private boolean got(Attempt attempt, Actor.Origin origin) {
    try {
      logins.login(attempt, origin);
      return true;
    } catch (Fault e) {
      assertThat(e.code()).isIn(FaultCode.UNAUTHENTICATED, FaultCode.RATE_LIMITED);
      return false;
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void aPasswordThatWasHashedWithLessIsHashedAgain() {
    LocalUser old = user(new Argon2PasswordEncoder(16, 32, 1, 8 * 1024, 1).encode(PASSWORD));
    logins.login(new Attempt(name(old), PASSWORD, null, null), from(1));
    String now = passwords.find(old.principalId()).orElseThrow().hash();
    assertThat(now).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(logins.login(new Attempt(name(old), PASSWORD, null, null), from(1))).isNotNull();
    assertThat(passwords.find(old.principalId()).orElseThrow().hash()).isEqualTo(now);
  }

  @Test
  void whoSetUpCodesIsAskedForOneAndToldNoMoreThanOthers() {
    Totp totp = engine.bean(Totp.class);
    Transactions transactions = engine.bean(Transactions.class);
    String secret = transactions.write(writes -> totp.propose(writes, user, clock.instant()));
    String first = TotpTest.code(secret, clock.instant());
    boolean confirmed =
        transactions.write(writes -> totp.confirm(writes, user, first, clock.instant()));
    assertThat(confirmed).isTrue();
    clock.pass(Duration.ofMinutes(1));
    String code = TotpTest.code(secret, clock.instant());
    Fault withoutCode = refused(attempt(PASSWORD, null));
    Fault wrongPassword = refused(attempt("wrong but long enough", code));
    Fault wrongCode = refused(attempt(PASSWORD, "000000".equals(code) ? "000001" : "000000"));
    assertThat(List.of(withoutCode.detail(), wrongPassword.detail()))
        .containsOnly(wrongCode.detail());
    // A wrong password does not use the code up.
    assertThat(logins.login(attempt(PASSWORD, code), from(2)).actor().verbs()).isNotEmpty();
    assertThat(refused(attempt(PASSWORD, code)).code()).isEqualTo(FaultCode.UNAUTHENTICATED);
  }

  @Test
  void failuresAreRecordedWithoutTheNameAndFolded() {
    Actor.Origin origin = from(3);
    for (int i = 0; i < 3; i++) {
      refused(attempt("wrong but long enough", null), origin);
    }
    assertThat(leaves()).hasSize(1);
    clock.pass(Duration.ofMinutes(1));
    refused(attempt("wrong but long enough", null), origin);
    List<String> leaves = leaves();
    assertThat(leaves).hasSize(2);
    assertThat(leaves)
        .allMatch(leaf -> leaf.contains("\"login.fail\"") && leaf.contains("\"denied\""))
        .noneMatch(leaf -> leaf.contains(name(user)));
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select b.body from audit_body b join audit_event e on e.event_id = b.event_id
                    where e.actor = ? order by e.order_no
                    """)
                .param(user.subject())
                .query(String.class)
                .list())
        .containsExactly("{\"attempts\":1}", "{\"attempts\":3}");
  }

  @Test
  void aNameThatDoesNotExistIsNotRecorded() {
    String typed = "my secret typed in the wrong field " + UUID.randomUUID();
    refused(new Attempt(typed, "x", null, null));
    List<String> dump =
        engine
            .sql()
            .sql(
                "select e.leaf || coalesce(b.body, '') from audit_event e left join audit_body b"
                    + " on b.event_id = e.event_id")
            .query(String.class)
            .list();
    assertThat(dump).isNotEmpty().noneMatch(row -> row.contains("my secret typed"));
  }

  private List<String> leaves() {
    return engine
        .sql()
        .sql("select leaf from audit_event where actor = ? order by order_no")
        .param(user.subject())
        .query(String.class)
        .list();
  }

  private Attempt attempt(String password, @Nullable String code) {
    return new Attempt(name(user), password, code, null);
  }

  private Fault refused(Attempt attempt) {
    return refused(attempt, from(9));
  }

  private Fault refused(Attempt attempt, Actor.Origin origin) {
    Fault fault = catchThrowableOfType(Fault.class, () -> logins.login(attempt, origin));
    assertThat(fault).isNotNull();
    return fault;
  }

  private static Actor.Origin from(int address) {
    return new Actor.Origin("198.51.100." + address, "test", "request-7", null);
  }

  private static String name(LocalUser user) {
    return String.valueOf(user.username());
  }

  private LocalUser user(String hash) {
    UUID id = TestPeople.person(engine);
    engine
        .bean(Transactions.class)
        .write(writes -> {
          passwords.set(writes, id, hash, Instant.now());
          return true;
        });
    return passwords.find(id).orElseThrow();
  }

  private Logins logins() {
    FailedLogins failures =
        new FailedLogins(
            engine.bean(LoginLog.class),
            engine.bean(FirstStart.class),
            engine.bean(Followers.class),
            engine.bean(Transactions.class),
            clock);
    return new Logins(
        passwords,
        hashes,
        engine.bean(Totp.class),
        new LoginDelays(new NoLimits(), clock),
        devices,
        engine.bean(Sessions.class),
        engine.bean(Callers.class),
        failures,
        engine.bean(Transactions.class),
        clock);
  }
}
