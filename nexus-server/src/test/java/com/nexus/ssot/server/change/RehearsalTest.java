package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.identity.NewKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is tried leaves no trace. Looks at every table, so it has a database of its own. */
class RehearsalTest {
  private static TestEngine engine;

  @BeforeAll
  static void start() {
    engine = TestEngine.start();
    engine.policy().rule("guarded", List.of(), true, false);
    propose(false, put("free", "there", "one"));
    // What the sequencer and the chores do is done.
    TestEngine.eventually(() -> rows().getOrDefault("audit_pending", 1L) == 0);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void aDryRunStoresNothing() {
    Map<String, Long> before = rows();
    Outcome created = propose(true, put("free", "tried", "one"));
    assertThat(created.dryRun()).isTrue();
    assertThat(created.change().state()).isEqualTo(ChangeState.APPLIED);
    propose(true, put("free", "there", "two"));
    propose(true, put("free", "tried", "one"), put("free", "tried", "two"));
    assertThat(propose(true, put("guarded", "tried", "one")).change().state())
        .isEqualTo(ChangeState.IN_REVIEW);
    propose(
        true,
        Operation.of(
            "key.create",
            NewKey.of(
                ApiKey.generate(),
                new KeyDraft(
                    "tried",
                    PrincipalKind.SERVICE,
                    List.of("*"),
                    List.of(Verb.READ),
                    null,
                    null,
                    null))));
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aRefusedChangeStoresNothing() {
    Map<String, Long> before = rows();
    assertThatThrownBy(
            () -> propose(false, put("free", "tried", "one"), put("no-such", "tried", "one")))
        .isInstanceOf(Fault.class);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aChangeOfNothingStoresNothing() {
    Map<String, Long> before = rows();
    assertThat(propose(false, put("free", "there", "one")).unchanged()).isTrue();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aWaitingChangeStoresItselfAndItsEventAndNothingElse() {
    Map<String, Long> before = rows();
    propose(false, put("guarded", "waits", "one"), put("guarded", "waits", "two"));
    TestEngine.eventually(() -> rows().getOrDefault("audit_pending", 1L) == 0);
    Map<String, Long> expected = new HashMap<>(before);
    for (String table :
        List.of(
            "change",
            "change_revision",
            "audit_event",
            "audit_body",
            "audit_sealed",
            "audit_leaf")) {
      expected.merge(table, 1L, Long::sum);
    }
    // Two operations on one object that is planned anew each time: it has no id of its own yet.
    expected.put("change_target", rows().getOrDefault("change_target", 0L));
    assertThat(rows()).isEqualTo(expected);
  }

  private static Outcome propose(boolean dryRun, Operation... operations) {
    return engine
        .changes()
        .propose(new Proposal(engine.admin(), List.of(operations), null, null, null, dryRun));
  }

  private static Operation put(String context, String name, String value) {
    return Operation.of("thing.put", new TestThings.Order(context, name, value));
  }

  /** How many rows each table has. */
  private static Map<String, Long> rows() {
    Map<String, Long> rows = new HashMap<>();
    List<String> tables =
        engine
            .sql()
            .sql(
                """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and not c.relispartition
                  and n.nspname = current_schema() and c.relname <> 'flyway_schema_history'
                """)
            .query(String.class)
            .list();
    for (String table : tables) {
      rows.put(table, engine.sql().sql("select count(*) from " + table).query(Long.class).single());
    }
    return rows;
  }
}
