package com.nexus.ssot.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestFollower;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.Session;
import com.nexus.ssot.server.db.Sessions;
import com.nexus.ssot.server.db.Transactions;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The order that the log gets, whatever happens meanwhile. */
class SequencerTest {
  private static TestEngine engine;
  private static Actor admin;

  @BeforeAll
  static void startAnEngineWithoutASequencer() {
    engine = TestEngine.start();
    engine.bean(Sequencer.class).close();
    admin = engine.admin();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void manyAtOnceLeaveNoGapAndNoDuplicate() throws Exception {
    try (Sequencer _ = started(step -> {})) {
      write(16, 200, engine.changes());
      eventually();
    }
    assertThat(events()).isGreaterThanOrEqualTo(3200);
  }

  @Test
  void aTransactionThatWaitedLandsAfterTheOneItWaitedForThoughItsNumberIsLower() throws Exception {
    engine
        .sql()
        .sql(
            """
            insert into test_thing
            select gen_random_uuid(), '-', n, 'x', 1, now(), gen_random_uuid()
            from unnest(array['first', 'second']) n
            """)
        .update();
    Transactions transactions = engine.bean(Transactions.class);
    List<String> xids = new ArrayList<>();
    AtomicBoolean holds = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> waiting =
          threads.submit(() ->
              transactions.write(writes -> {
                lock("first");
                xids.add(xid());
                TestEngine.eventually(holds::get);
                lock("second");
                append(writes, "thing.waited");
                return true;
              }));
      TestEngine.eventually(() -> xids.size() == 1);
      transactions.write(writes -> {
        lock("second");
        xids.add(xid());
        holds.set(true);
        TestEngine.eventually(this::somebodyWaits);
        append(writes, "thing.held");
        return true;
      });
      waiting.get();
    }
    assertThat(Long.parseLong(xids.get(0))).isLessThan(Long.parseLong(xids.get(1)));
    try (Sequencer _ = started(step -> {})) {
      eventually();
    }
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select e.action from audit_leaf l join audit_event e using (event_id)
                    where e.action in ('thing.held', 'thing.waited')
                    order by l.leaf_index desc limit 2
                    """)
                .query(String.class)
                .list())
        .containsExactly("thing.waited", "thing.held");
  }

  @ParameterizedTest
  @EnumSource(Sequencer.Step.class)
  void aSequencerThatDiesAnywhereIsFollowedByOneThatGoesOn(Sequencer.Step fatal) throws Exception {
    AtomicInteger deaths = new AtomicInteger();
    try (Sequencer mortal =
        started(step -> {
          if (step == fatal && deaths.incrementAndGet() <= 3) {
            throw new IllegalStateException("dies at " + step);
          }
        })) {
      for (int round = 0; round < 4; round++) {
        write(2, 10, engine.changes());
        mortal.committedHere();
        eventually();
      }
    }
    assertThat(deaths.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void severalServersShareOneLog() throws Exception {
    Sequencer first = started(step -> {});
    TestEngine.eventually(first::leads);
    try (AnnotationConfigApplicationContext other = engine.anotherServer()) {
      TestFollower follower = other.getBean(TestFollower.class);
      other.getBean(Feed.class).start(other.getBean(AuditLog.class).nextIndex());
      assertThat(other.getBean(Sequencer.class).leads()).isFalse();
      write(4, 50, engine.changes());
      write(4, 50, other.getBean(Changes.class));
      eventually();
      TestEngine.eventually(
          () -> other.getBean(Feed.class).index() == engine.bean(AuditLog.class).nextIndex());
      assertThat(follower.heard().stream().flatMap(List::stream).map(ObjectChange::objectId))
          .hasSizeGreaterThanOrEqualTo(400);

      first.close();
      write(2, 10, other.getBean(Changes.class));
      TestEngine.eventually(other.getBean(Sequencer.class)::leads);
      eventually();
    } finally {
      first.close();
    }
  }

  @Test
  void twoThatBothBelieveToLeadStillGiveNoIndexTwice() throws Exception {
    Sessions sessions = Sessions.of(engine.bean(DataSource.class));
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      // As behind a pooler that breaks the locks of sessions.
      List<Future<?>> rogues = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        rogues.add(
            threads.submit(() -> {
              try (Session session = sessions.open()) {
                while (!done.get()) {
                  session.transaction(() -> {
                    long next = SequencerTable.lockState(session);
                    int assigned = SequencerTable.assign(session, next, 7);
                    SequencerTable.moveState(session, next + assigned);
                    return assigned;
                  });
                }
              }
            }));
      }
      write(8, 50, engine.changes());
      eventually();
      done.set(true);
      for (Future<?> rogue : rogues) {
        rogue.get();
      }
    }
    eventually();
  }

  @Test
  void aLostConnectionIsReplaced() throws Exception {
    try (Sequencer _ = started(step -> {})) {
      for (int round = 0; round < 3; round++) {
        write(1, 1, engine.changes());
        eventually();
        engine
            .sql()
            .sql(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where pid <> pg_backend_pid() and usename = current_user
                  and datname = current_database()
                """)
            .query(row -> {});
        dropDeadConnections();
        TestEngine.eventually(this::canWriteAgain);
        eventually();
      }
    }
  }

  /** The pool trusts a connection for half a second; other tests must not be given dead ones. */
  private static void dropDeadConnections() throws SQLException {
    engine
        .bean(DataSource.class)
        .unwrap(HikariDataSource.class)
        .getHikariPoolMXBean()
        .softEvictConnections();
  }

  private boolean canWriteAgain() {
    try {
      write(1, 1, engine.changes());
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void aPendingRowWithoutItsEventStopsTheLogUntilItIsMended() throws Exception {
    SequencerState state = new SequencerState(new SimpleMeterRegistry());
    AuditComponent health = new AuditComponent(state);
    UUID missing = UUID.randomUUID();
    try (Sequencer sequencer = sequencer(state, step -> {})) {
      sequencer.start();
      write(1, 1, engine.changes());
      eventually();
      TestEngine.eventually(() -> health.health().state() == HealthComponent.State.OK);
      final long before = engine.bean(AuditLog.class).nextIndex();
      engine
          .sql()
          .sql("insert into audit_pending (event_id, order_no, ord) values (?, 0, 0)")
          .param(missing)
          .update();
      TestEngine.eventually(() -> health.health().state() == HealthComponent.State.DOWN);
      write(1, 1, engine.changes());
      assertThat(engine.bean(AuditLog.class).nextIndex()).isEqualTo(before);
      engine.sql().sql("delete from audit_pending where event_id = ?").param(missing).update();
      eventually();
      TestEngine.eventually(() -> health.health().state() == HealthComponent.State.OK);
    }
  }

  @Test
  void whatWaitsIsMeasuredAlsoWhileEveryBatchFindsSomething() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    AtomicBoolean busy = new AtomicBoolean(true);
    write(1, 1, engine.changes());
    try (ExecutorService others = Executors.newSingleThreadExecutor();
        Sequencer sequencer =
            sequencer(
                new SequencerState(meters),
                now::get,
                step -> {
                  if (step == Sequencer.Step.ASSIGNED && busy.get()) {
                    // Too late for this batch, so that the next one finds it.
                    CompletableFuture.runAsync(
                            () -> engine.changes().propose(Proposal.of(admin, put(unique()))),
                            others)
                        .join();
                    now.updateAndGet(time -> time.plusSeconds(1));
                  }
                })) {
      sequencer.start();
      try {
        TestEngine.eventually(() -> meters.get("nexus_audit_pending_events").gauge().value() >= 1);
      } finally {
        busy.set(false);
      }
      eventually();
    }
  }

  @Test
  void aFeedThatCannotGoOnSaysSo() {
    AtomicBoolean broken = new AtomicBoolean(true);
    DataSource source = engine.bean(DataSource.class);
    DataSource flaky =
        new DelegatingDataSource(source) {
          @Override
          public Connection getConnection() throws SQLException {
            if (broken.get()) {
              throw new SQLException("away");
            }
            return super.getConnection();
          }
        };
    try (Feed feed =
        new Feed(
            new FeedTable(JdbcClient.create(flaky)),
            engine.bean(AuditTable.class),
            engine.bean(Followers.class))) {
      FeedComponent health = new FeedComponent(feed);
      feed.start(0);
      TestEngine.eventually(() -> health.health().state() == HealthComponent.State.DEGRADED);
      broken.set(false);
      TestEngine.eventually(() -> health.health().state() == HealthComponent.State.OK);
    }
  }

  private static String unique() {
    return "thing-" + UUID.randomUUID();
  }

  @Test
  void aTransactionOfManyEventsIsNotCut() {
    String name = "of-many-" + UUID.randomUUID();
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      operations.add(put(name + i));
    }
    try (Sequencer _ = started(step -> {})) {
      eventually();
      engine.bean(Feed.class).start(engine.bean(AuditLog.class).nextIndex());
      engine.changes().propose(new Proposal(admin, operations, null, null, null, false));
      eventually();
      TestEngine.eventually(() -> heard(name).size() == 2);
      assertThat(heard(name)).allMatch(each -> each.size() == 700);
    }
  }

  @Test
  void aFeedThatStandsBeyondTheLogStartsAnew() {
    String name = "after-reset-" + UUID.randomUUID();
    Feed feed = engine.bean(Feed.class);
    TestFollower follower = engine.bean(TestFollower.class);
    try (Sequencer _ = started(step -> {})) {
      eventually();
      int resets = follower.resets();
      feed.start(1_000_000);
      TestEngine.eventually(() -> follower.resets() > resets);
      TestEngine.eventually(() -> feed.index() == engine.bean(AuditLog.class).nextIndex());
      engine.changes().propose(Proposal.of(admin, put(name)));
      TestEngine.eventually(() -> heard(name).size() == 2);
    }
  }

  @Test
  void theFeedTellsOfEverythingFromTheBeginning() {
    Feed feed = engine.bean(Feed.class);
    TestFollower follower = engine.bean(TestFollower.class);
    try (Sequencer _ = started(step -> {})) {
      engine.changes().propose(Proposal.of(admin, put("told-" + UUID.randomUUID())));
      eventually();
      int heard = follower.heard().size();
      feed.start(0);
      TestEngine.eventually(() -> feed.index() == engine.bean(AuditLog.class).nextIndex());
      assertThat(
              follower.heard().subList(heard, follower.heard().size()).stream()
                  .flatMap(List::stream)
                  .map(ObjectChange::action))
          .containsSubsequence("principal.create", "principal.create", "key.create", "thing.put");
    }
  }

  @Test
  void theFeedGoesOnBehindATextLongerThanARequestMayHave() {
    String name = "long-" + UUID.randomUUID();
    Feed feed = engine.bean(Feed.class);
    try (Sequencer _ = started(step -> {})) {
      eventually();
      feed.start(engine.bean(AuditLog.class).nextIndex());
      Object body = new TestThings.Order("free", name, "x".repeat(Json.MAX_TEXT + 1));
      engine.changes().propose(Proposal.of(admin, Operation.of("thing.put", body)));
      eventually();
      TestEngine.eventually(() -> heard(name).size() == 2);
    }
  }

  private static List<List<ObjectChange>> heard(String name) {
    return engine.bean(TestFollower.class).heard().stream()
        .filter(each -> each.getFirst().objectKey().startsWith(name))
        .toList();
  }

  private static Sequencer started(Consumer<Sequencer.Step> hook) {
    Sequencer sequencer = sequencer(new SequencerState(new SimpleMeterRegistry()), hook);
    sequencer.start();
    return sequencer;
  }

  private static Sequencer sequencer(SequencerState state, Consumer<Sequencer.Step> hook) {
    return sequencer(state, InstantSource.system(), hook);
  }

  private static Sequencer sequencer(
      SequencerState state, InstantSource clock, Consumer<Sequencer.Step> hook) {
    return new Sequencer(
        Sessions.of(engine.bean(DataSource.class)),
        () -> engine.bean(Feed.class).wake(),
        state,
        clock,
        hook);
  }

  private static void write(int threads, int each, Changes changes) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(
            pool.submit(() -> {
              for (int i = 0; i < each; i++) {
                changes.propose(Proposal.of(admin, put("thing-" + UUID.randomUUID())));
              }
            }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
  }

  private static Operation put(String name) {
    return Operation.of("thing.put", new TestThings.Order("free", name, "one"));
  }

  private void append(Writes writes, String action) {
    AuditLog log = engine.bean(AuditLog.class);
    AuditEvent event =
        new AuditEvent(action, AuditEvent.Result.SUCCESS, null, null, null, null, null, null);
    log.append(writes, log.prepare(admin, Instant.EPOCH, List.of(event)));
  }

  private void lock(String name) {
    engine
        .sql()
        .sql("select name from test_thing where name = ? for update")
        .param(name)
        .query(row -> {});
  }

  private String xid() {
    return engine.sql().sql("select pg_current_xact_id()::text").query(String.class).single();
  }

  private boolean somebodyWaits() {
    return engine
            .sql()
            .sql("select count(*) from pg_locks where not granted")
            .query(Long.class)
            .single()
        > 0;
  }

  private long events() {
    return engine.sql().sql("select count(*) from audit_event").query(Long.class).single();
  }

  /** Waits until everything has its index, and checks that the indices are without fault. */
  private void eventually() {
    TestEngine.eventually(() ->
        engine
            .sql()
            .sql("select not exists (select from audit_pending)")
            .query(Boolean.class)
            .single());
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select (select count(*) from audit_event) = count(*)
                      and count(distinct event_id) = count(*)
                      and min(leaf_index) = 0 and max(leaf_index) = count(*) - 1
                      and (select next_index from audit_state) = count(*)
                    from audit_leaf
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }
}
