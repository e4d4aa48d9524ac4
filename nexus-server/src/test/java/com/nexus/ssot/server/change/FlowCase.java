package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.server.TestCast;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.WriteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A context that asks for approval, people who may do this and that in it, and one thing. */
abstract class FlowCase {
  static final WriteOptions USUAL = WriteOptions.none();

  final TestEngine engine = TestEngine.shared();
  final TestCast people = new TestCast(engine);
  final ChangeFlow flow = engine.bean(ChangeFlow.class);
  final String unique = UUID.randomUUID().toString().substring(0, 8);
  final String place = "flow-" + unique;
  final String name = "thing-" + unique;
  final UUID anna = people.person("anna", place, Verb.READ, Verb.WRITE, Verb.APPROVE);
  final UUID ben = people.person("ben", place, Verb.READ, Verb.APPROVE, Verb.EXECUTE);
  final UUID cleo =
      people.person("cleo", place, Verb.READ, Verb.WRITE, Verb.APPROVE, Verb.OVERRIDE);

  FlowCase() {
    asks(1, ChangeWindows.ALWAYS);
  }

  static ChangeWindows frozen() {
    Instant now = Instant.now();
    return new ChangeWindows(
        "UTC",
        List.of(),
        List.of(
            new ChangeWindows.Freeze(
                now.minus(Duration.ofHours(1)).toString().substring(0, 19),
                now.plus(Duration.ofHours(1)).toString().substring(0, 19),
                "release")));
  }

  void asks(int required, ChangeWindows windows) {
    engine
        .policy()
        .rule(
            place,
            List.of(),
            true,
            false,
            new ApprovalRules(required, 0, List.of(), Period.parse("30d"), false),
            windows);
  }

  Actor in(UUID person) {
    return people.signedIn(person);
  }

  Change propose(UUID by, String value) {
    return engine
        .changes()
        .propose(proposal(by, Terms.USUAL, TestThings.order(place, name, value)))
        .change();
  }

  Change proposeManual(String value) {
    return engine
        .changes()
        .propose(proposal(anna, Terms.MANUAL, TestThings.order(place, name, value)))
        .change();
  }

  Proposal proposal(UUID by, Terms terms, Operation... operations) {
    return new Proposal(
        in(by), List.of(operations), "description", "because", null, false, Map.of(), terms);
  }

  /** Writes the thing as if its context asked nobody. */
  void directly(String value) {
    engine.policy().rule(place, List.of(), false, false);
    propose(anna, value);
    asks(1, ChangeWindows.ALWAYS);
  }

  Change edit(UUID by, Change change, String value) {
    return flow.edit(
            change.id(),
            in(by),
            USUAL,
            new Edits.Wanted(
                List.of(TestThings.order(place, name, value)),
                change.description(),
                change.justification(),
                Terms.USUAL,
                false))
        .change();
  }

  Change approve(UUID by, Change change) {
    return flow.approve(change.id(), change.digest(), null, in(by), USUAL).change();
  }

  Change shown(Change change) {
    return flow.show(change.id(), engine.admin()).change();
  }

  static Fault refused(ThrowingCallable work) {
    Fault fault = catchThrowableOfType(Fault.class, work);
    assertThat(fault).as("it must be refused").isNotNull();
    return fault;
  }

  static FaultCode code(ThrowingCallable work) {
    return refused(work).code();
  }

  List<String> values() {
    return engine
        .sql()
        .sql("select value from test_thing where name = ?")
        .param(name)
        .query(String.class)
        .list();
  }

  List<String> actions(Change change) {
    return engine
        .sql()
        .sql(
            """
            select action from audit_event where proposal_id = ? and outcome <> 'denied'
            order by order_no, ord
            """)
        .param(change.id())
        .query(String.class)
        .list();
  }

  List<String> deniedActions(Change change) {
    return engine
        .sql()
        .sql(
            """
            select action || ' ' || (leaf::jsonb ->> 'code') from audit_event
            where proposal_id = ? and outcome = 'denied'
            """)
        .param(change.id())
        .query(String.class)
        .list();
  }
}
