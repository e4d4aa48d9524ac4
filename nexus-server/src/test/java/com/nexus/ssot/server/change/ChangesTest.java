package com.nexus.ssot.server.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestFollower;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.http.EntityTags;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of proposals. */
class ChangesTest {
  private final TestEngine engine = TestEngine.shared();
  private final String name = "thing-" + UUID.randomUUID();

  @Test
  void aChangeThatPolicyApprovesIsAppliedAtOnceWithItsEvent() {
    Change change = put("free", name, "one").change();
    assertThat(change.state()).isEqualTo(ChangeState.APPLIED);
    assertThat(change.approvedBy()).isEqualTo("policy");
    assertThat(values(name)).containsExactly("one");
    assertThat(actionsOf(change)).containsExactly("thing.put");
    assertThat(engine.bean(ChangeTable.class).find(change.id()).orElseThrow().change())
        .isEqualTo(change);
  }

  @Test
  void aChangeInAContextThatNeedsApprovalWaitsAndChangesNothing() {
    engine.policy().rule("guarded", List.of(), true, false);
    Change change = put("guarded", name, "one").change();
    assertThat(change.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(change.approvedBy()).isNull();
    assertThat(change.appliedAt()).isNull();
    assertThat(values(name)).isEmpty();
    assertThat(actionsOf(change)).containsExactly("change.proposed");
    assertThat(
            engine
                .sql()
                .sql("select object_type from change_target where change_id = ?")
                .param(change.id())
                .query(String.class)
                .list())
        .containsExactly("thing");
  }

  @Test
  void aWaitingChangeKeepsWhatWasAskedForSoThatItCanBePlannedAgain() {
    engine.policy().rule("guarded", List.of(), true, false);
    Change change = put("guarded", name, "one").change();
    String operations = engine.bean(ChangeTable.class).find(change.id()).orElseThrow().operations();
    assertThat(Json.mapper().readTree(operations).get(0).path("body").path("value").asString())
        .isEqualTo("one");
  }

  @Test
  void aChangeByAnAgentAlwaysWaitsForAPerson() {
    Actor agent = engine.caller(PrincipalKind.AGENT, List.of("*"), Verb.READ, Verb.WRITE);
    for (String context : new String[] {"free", null}) {
      Change change = propose(agent, order(context, name, "one")).change();
      assertThat(change.state()).isEqualTo(ChangeState.IN_REVIEW);
    }
    assertThat(values(name)).isEmpty();
  }

  @Test
  void nothingIsWrittenInAReadOnlyContext() {
    engine.policy().rule("frozen", List.of(), false, true);
    assertThat(refusal(order("frozen", name, "one")).code()).isEqualTo(FaultCode.READ_ONLY);
    assertThat(values(name)).isEmpty();
  }

  @Test
  void aContextThatDoesNotExistIsRefused() {
    assertThat(refusal(order("no-such-context", name, "one")).code()).isEqualTo(FaultCode.INVALID);
  }

  @Test
  void anUnknownKindIsRefusedWithTheKnownOnes() {
    Fault fault = refusal(Operation.of("thing.explode", "now"));
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes().getFirst().fix()).contains("thing.put");
  }

  @Test
  void aChangeWithoutOperationsIsRefused() {
    assertThat(
            catchThrowableOfType(
                    Fault.class,
                    () ->
                        engine
                            .changes()
                            .propose(
                                new Proposal(engine.admin(), List.of(), null, null, null, false)))
                .code())
        .isEqualTo(FaultCode.INVALID);
  }

  @Test
  void aChangeThatChangesNothingIsNotStored() {
    put("free", name, "one");
    Outcome again = put("free", name, "one");
    assertThat(again.unchanged()).isTrue();
    assertThat(again.change().operations()).hasSize(1);
    assertThat(again.change().operations().getFirst().after()).isNotNull();
    assertThat(engine.bean(ChangeTable.class).find(again.change().id())).isEmpty();
    assertThat(actionsOf(again.change())).isEmpty();
  }

  @Test
  void theEntityTagOfAnEarlierRevisionIsRefused() {
    Change first = put("free", name, "one").change();
    UUID id = idOf(first);
    put("free", name, "two");
    Operation stale =
        new Operation(
            "thing.put", new TestThings.Order("free", name, "three"), EntityTags.of(id, 1), false);
    Fault fault = refusal(stale);
    assertThat(fault.code()).isEqualTo(FaultCode.PRECONDITION_FAILED);
    assertThat(fault.entityTag()).isEqualTo(EntityTags.of(id, 2));
    assertThat(values(name)).containsExactly("two");
  }

  @Test
  void operationsOfOneChangeSeeEachOther() {
    Change change =
        propose(engine.admin(), order("free", name, "one"), order("free", name, "two")).change();
    assertThat(values(name)).containsExactly("two");
    assertThat(change.operations().get(1).baseRevision()).isEqualTo(1);
    assertThat(actionsOf(change)).containsExactly("thing.put", "thing.put");
  }

  @Test
  void operationsOfOneChangeHappenTogetherOrNotAtAll() {
    engine.policy().rule("frozen", List.of(), false, true);
    assertThat(refusal(order("free", name, "one"), order("frozen", name, "two")).code())
        .isEqualTo(FaultCode.READ_ONLY);
    assertThat(values(name)).isEmpty();
  }

  @Test
  void oneOperationThatMustWaitMakesTheWholeChangeWait() {
    engine.policy().rule("guarded", List.of(), true, false);
    Change change =
        propose(engine.admin(), order("free", name, "one"), order("guarded", name, "two")).change();
    assertThat(change.state()).isEqualTo(ChangeState.IN_REVIEW);
    assertThat(change.operations()).hasSize(2);
    assertThat(values(name)).isEmpty();
    assertThat(actionsOf(change)).containsExactly("change.proposed");
  }

  @Test
  void whatWaitsIsCheckedByTheDatabaseAsWell() {
    engine.policy().rule("guarded", List.of(), true, false);
    // The second cannot be planned unless the first was carried out in the rehearsal.
    Change change =
        propose(engine.admin(), order("guarded", name, "one"), order("guarded", name, "two"))
            .change();
    assertThat(change.operations().get(1).baseRevision()).isEqualTo(1);
    assertThat(values(name)).isEmpty();
  }

  @Test
  void theDigestIsTheHashOfWhatWillHappen() {
    Change change = put("free", name, "one").change();
    StoredChange stored = engine.bean(ChangeTable.class).find(change.id()).orElseThrow();
    ObjectNode whole = Json.mapper().createObjectNode();
    whole.putArray("contexts").add("free");
    whole.set("operations", Json.mapper().readTree(stored.operations()));
    whole.put("policy_version", "free@1");
    whole.put("revision", 1);
    assertThat(change.digest())
        .isEqualTo("sha256:" + Sha256.hex(Sha256.of(CanonicalJson.text(whole).getBytes(UTF_8))));
  }

  @Test
  void theDigestOfAWaitingChangeCoversWhatWasAskedFor() {
    engine.policy().rule("guarded", List.of(), true, false);
    Change change = put("guarded", name, "one").change();
    StoredChange stored = engine.bean(ChangeTable.class).find(change.id()).orElseThrow();
    assertThat(
            Digests.change(
                List.of("guarded"),
                CanonicalJson.text(Json.mapper().readTree(stored.operations())),
                Terms.USUAL,
                "guarded@2",
                1))
        .isEqualTo(change.digest());
  }

  @Test
  void theProposersTextIsCleanedBeforeTheDigestIsTaken() {
    Outcome outcome =
        engine
            .changes()
            .propose(
                new Proposal(
                    engine.admin(),
                    List.of(order("free", name, "one")),
                    "safe\u202e text\u0007",
                    "be\u200bcause",
                    null,
                    false));
    assertThat(outcome.change().description()).isEqualTo("safe text");
    assertThat(outcome.change().justification()).isEqualTo("because");
    assertThat(outcome.cleaned())
        .containsExactly(
            "/description: bidirectional controls (1), control characters (1)",
            "/justification: zero-width characters (1)");
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                engine
                    .changes()
                    .propose(
                        new Proposal(
                            engine.admin(),
                            List.of(order("free", name, "one")),
                            "x".repeat(4001),
                            "y".repeat(4001),
                            null,
                            false)));
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes())
        .extracting(cause -> cause.at())
        .containsExactly("/description", "/justification");
  }

  @Test
  void followersHearOfAnAppliedChangeAtOnce() {
    Change change = put("free", name, "one").change();
    ObjectChange heard =
        engine.bean(TestFollower.class).heard().stream()
            .flatMap(List::stream)
            .filter(each -> each.objectKey().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(heard.action()).isEqualTo("thing.put");
    assertThat(heard.revision()).isEqualTo(1);
    assertThat(heard.objectId()).isEqualTo(idOf(change));
    assertThat(heard.after()).isEqualTo(change.operations().getFirst().after());
  }

  @Test
  void followersHearNothingOfWhatWaits() {
    engine.policy().rule("guarded", List.of(), true, false);
    put("guarded", name, "one");
    assertThat(engine.bean(TestFollower.class).heard().stream().flatMap(List::stream))
        .noneMatch(each -> each.objectKey().equals(name));
  }

  @Test
  void aDeletedObjectLeavesItsStateBeforeInTheLog() {
    put(null, name, "one");
    Change change =
        propose(
                engine.admin(),
                Operation.of("thing.remove", com.nexus.ssot.model.name.Name.of(name)))
            .change();
    assertThat(change.operations().getFirst().after()).isNull();
    assertThat(values(name)).isEmpty();
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select side from audit_body where event_id in
                      (select event_id from audit_event where proposal_id = ?)
                    """)
                .param(change.id())
                .query(String.class)
                .list())
        .containsExactly("old");
  }

  @Test
  void aChangeIsLaterThanWhatItBuildsOn() {
    put("free", name, "one");
    // As if another server, whose clock is ahead, had changed it last.
    engine
        .sql()
        .sql("update test_thing set updated_at = now() + interval '1 hour' where name = ?")
        .param(name)
        .update();
    put("free", name, "two");
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select updated_at > now() + interval '59 minutes' and revision = 2
                    from test_thing where name = ?
                    """)
                .param(name)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private Outcome put(@Nullable String context, String thing, String value) {
    return propose(engine.admin(), order(context, thing, value));
  }

  private Outcome propose(Actor actor, Operation... operations) {
    return engine
        .changes()
        .propose(new Proposal(actor, List.of(operations), null, null, null, false));
  }

  private Fault refusal(Operation... operations) {
    return catchThrowableOfType(Fault.class, () -> propose(engine.admin(), operations));
  }

  private static Operation order(@Nullable String context, String thing, String value) {
    return Operation.of("thing.put", new TestThings.Order(context, thing, value));
  }

  private List<String> values(String thing) {
    return engine
        .sql()
        .sql("select value from test_thing where name = ? order by context")
        .param(thing)
        .query(String.class)
        .list();
  }

  private List<String> actionsOf(Change change) {
    return engine
        .sql()
        .sql("select action from audit_event where proposal_id = ? order by ord")
        .param(change.id())
        .query(String.class)
        .list();
  }

  private static UUID idOf(Change change) {
    JsonNode after = change.operations().getFirst().after();
    return UUID.fromString(String.valueOf(after == null ? null : after.path("id").asString()));
  }
}
