package com.nexus.ssot.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.Transactions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is recorded of a change, and that it stays. */
class AuditLogTest {
  private final TestEngine engine = TestEngine.shared();
  private final Actor admin = engine.admin();
  private final String name = "thing-" + UUID.randomUUID();

  @Test
  void theLeafSaysWhatWasDoneByWhomAndOnWhatApproval() {
    Change change = put("one");
    Map<String, Object> event = eventOf(change);
    String text = String.valueOf(event.get("leaf"));
    JsonNode leaf = Json.mapper().readTree(text);
    JsonNode after = change.operations().getFirst().after();
    assertThat(CanonicalJson.text(leaf)).isEqualTo(text);
    assertThat(leaf.path("v").asInt()).isEqualTo(1);
    assertThat(leaf.path("event_id").asString()).isEqualTo(String.valueOf(event.get("event_id")));
    assertThat(leaf.path("at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(Instant.parse(leaf.path("at").asString())).isEqualTo(change.appliedAt());
    assertThat(leaf.path("actor").asString()).isEqualTo(admin.subject().toString());
    assertThat(leaf.path("actor_kind").asString()).isEqualTo("human");
    assertThat(leaf.path("via").asString()).startsWith("key:" + engine.adminKey().id() + "@");
    assertThat(leaf.path("action").asString()).isEqualTo("thing.put");
    assertThat(leaf.path("outcome").asString()).isEqualTo("success");
    assertThat(leaf.path("object_type").asString()).isEqualTo("thing");
    assertThat(leaf.path("object_key").asString()).isEqualTo(name);
    assertThat(leaf.path("context").asString()).isEqualTo("free");
    assertThat(leaf.path("object_version").asInt()).isEqualTo(1);
    assertThat(leaf.path("proposal_id").asString()).isEqualTo(change.id().toString());
    assertThat(leaf.path("proposal_digest").asString()).isEqualTo(change.digest());
    assertThat(leaf.path("revision").asInt()).isEqualTo(1);
    assertThat(leaf.path("policy_version").asString()).isEqualTo("free@1");
    assertThat(leaf.path("request_id").asString()).isEqualTo("request-1");
    assertThat(leaf.path("after_hash").asString())
        .isEqualTo(Sha256.prefixed(CanonicalJson.bytes(java.util.Objects.requireNonNull(after))));
    assertThat(leaf.has("before_hash")).isFalse();
    assertThat(leaf.path("commit").asString()).hasSize(64);
  }

  @Test
  void whatAnAgentDoesIsRecordedAsDoneForItsOwner() {
    Actor agent = engine.caller(PrincipalKind.AGENT, List.of("*"), Verb.WRITE);
    Operation put = Operation.of("thing.put", new TestThings.Order("free", name, "one"));
    Change change = engine.changes().propose(Proposal.of(agent, put)).change();
    Map<String, Object> event =
        engine
            .sql()
            .sql("select leaf, on_behalf_of from audit_event where proposal_id = ?")
            .param(change.id())
            .query()
            .singleRow();
    JsonNode leaf = Json.mapper().readTree(String.valueOf(event.get("leaf")));
    assertThat(leaf.path("actor").asString()).isEqualTo(agent.subject().toString());
    assertThat(leaf.path("on_behalf_of").asString()).isEqualTo(admin.subject().toString());
    assertThat(event.get("on_behalf_of")).isEqualTo(admin.subject());
  }

  @Test
  void whatAPersonOrAServiceDoesIsDoneForNobodyElse() {
    assertThat(String.valueOf(eventOf(put("one")).get("leaf"))).doesNotContain("on_behalf_of");
    Actor service = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.WRITE);
    Operation put = Operation.of("thing.put", new TestThings.Order("free", name, "two"));
    Change change = engine.changes().propose(Proposal.of(service, put)).change();
    assertThat(String.valueOf(eventOf(change).get("leaf"))).doesNotContain("on_behalf_of");
  }

  @Test
  void theLeafNamesNobody() {
    String leaf = String.valueOf(eventOf(put("one")).get("leaf"));
    assertThat(leaf)
        .doesNotContain(admin.principalId().toString())
        .doesNotContain(admin.name())
        .doesNotContain("127.0.0.1");
  }

  @Test
  void theLeafsHashIsThatOfTheTree() {
    Map<String, Object> event = eventOf(put("one"));
    byte[] leaf = String.valueOf(event.get("leaf")).getBytes(UTF_8);
    byte[] prefixed = new byte[leaf.length + 1];
    System.arraycopy(leaf, 0, prefixed, 1, leaf.length);
    assertThat((byte[]) event.get("leaf_hash")).isEqualTo(Sha256.of(prefixed));
    assertThat(HexFormat.of().formatHex(EventWriter.leafHash(new byte[0])))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(HexFormat.of().formatHex(EventWriter.leafHash("L123456".getBytes(UTF_8))))
        .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  }

  @Test
  void theContentBesideTheLeafHashesToWhatTheLeafSays() {
    put("one");
    Change change = put("two");
    Map<String, Object> event = eventOf(change);
    JsonNode leaf = Json.mapper().readTree(String.valueOf(event.get("leaf")));
    for (String side : new String[] {"old", "new"}) {
      String body =
          engine
              .sql()
              .sql("select body from audit_body where event_id = ? and side = ?")
              .param(event.get("event_id"))
              .param(side)
              .query(String.class)
              .single();
      assertThat(Sha256.prefixed(body.getBytes(UTF_8)))
          .isEqualTo(leaf.path(side.equals("old") ? "before_hash" : "after_hash").asString());
    }
  }

  @Test
  void whatIdentifiesAPersonIsSealedAndCommittedTo() throws Exception {
    Change change =
        engine
            .changes()
            .propose(
                new Proposal(admin, List.of(order("one")), null, "because of Ann", null, false))
            .change();
    Map<String, Object> event = eventOf(change);
    UUID eventId = UUID.fromString(String.valueOf(event.get("event_id")));
    Envelope.Sealed sealed =
        engine
            .sql()
            .sql("select nonce, ciphertext from audit_sealed where event_id = ?")
            .param(eventId)
            .query((row, n) -> new Envelope.Sealed(row.getBytes(1), row.getBytes(2)))
            .single();
    byte[] opened =
        Envelope.open(
            engine.bean(Subjects.class).keyOf(admin.subject()),
            sealed,
            EventWriter.about(eventId, admin.subject()));
    byte[] part = Arrays.copyOfRange(opened, 32, opened.length);
    JsonNode personal = Json.read(part);
    assertThat(personal.path("principal_id").asString()).isEqualTo(admin.principalId().toString());
    assertThat(personal.path("actor_name").asString()).isEqualTo(admin.name());
    assertThat(personal.path("ip").asString()).isEqualTo("127.0.0.1");
    assertThat(personal.path("user_agent").asString()).isEqualTo("test");
    assertThat(personal.path("reason").asString()).isEqualTo("because of Ann");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(opened, 0, 32, "HmacSHA256"));
    assertThat(Json.mapper().readTree(String.valueOf(event.get("leaf"))).path("commit").asString())
        .isEqualTo(HexFormat.of().formatHex(mac.doFinal(part)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set action = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_event_default set action = 'x'",
        "delete from audit_event_default",
        "truncate audit_event_default",
        "update audit_body set body = '{}'",
        "delete from audit_body",
        "truncate audit_body",
        "delete from audit_body_default",
        "update audit_leaf set leaf_index = 0",
        "delete from audit_leaf",
        "truncate audit_leaf",
      })
  void whatWasRecordedCannotBeChangedOrRemoved(String statement) {
    assertThatThrownBy(() -> engine.sql().sql(statement).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .message()
        .containsAnyOf("append-only", "permission denied");
  }

  @Test
  void everyTableOfTheLogRefusesForEveryRole() {
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select c.relname from pg_class c
                    where c.relkind in ('r', 'p')
                      and c.relname similar to 'audit_(event|body|leaf)%'
                      and not exists (select from pg_trigger t where t.tgrelid = c.oid
                        and t.tgname = 'append_only' and t.tgenabled = 'A')
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void theMonthsToComeHaveTheirPartitions() {
    engine.bean(AuditTable.class).makePartitionsAhead();
    engine
        .sql()
        .sql("select audit_make_partitions((now() + interval '5 months')::date)")
        .query(row -> {});
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select count(*) from generate_series(0, 3) m, unnest(array['event', 'body']) t
                    where to_regclass('audit_' || t || '_'
                      || to_char(now() at time zone 'UTC' + make_interval(months => m), 'YYYY_MM'))
                      is not null
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(8);
    assertThat(
            engine.sql().sql("select count(*) from audit_event_default").query(Long.class).single())
        .isZero();
  }

  @Test
  void theSeedsTableShowsTheSameEvents() {
    put("one");
    Change change = put("two");
    Map<String, Object> row =
        engine
            .sql()
            .sql(
                """
                select id, table_name, record_id, action, old_values ->> 'value' as old,
                  new_values ->> 'value' as new, changed_by, changed_at, ip_address, user_agent,
                  "user", details, created_at, is_archived, archived_at
                from audit_logs where new_values ->> 'change_id' = ?
                """)
            .param(change.id().toString())
            .query()
            .singleRow();
    assertThat(row)
        .containsEntry("table_name", "thing")
        .containsEntry("action", "thing.put")
        .containsEntry("old", "one")
        .containsEntry("new", "two")
        .containsEntry("changed_by", admin.principalId())
        .containsEntry("is_archived", false);
    assertThat(row.get("record_id")).isNotNull();
  }

  @Test
  void anObjectThatIsTooLargeToRecordIsNotChanged() {
    assertThat(refusal(order("x".repeat(1 << 20))).code()).isEqualTo(FaultCode.INVALID);
    assertThat(things()).isZero();
  }

  @Test
  void aNameThatMakesTheLeafTooLargeIsRefused() {
    Operation huge =
        Operation.of("thing.put", new TestThings.Order("free", name + "x".repeat(65_000), "one"));
    assertThat(refusal(huge).code()).isEqualTo(FaultCode.INVALID);
  }

  @Test
  void halfACharacterIsRefused() {
    assertThat(refusal(order("half \ud800 pair")).code()).isEqualTo(FaultCode.INVALID);
    assertThat(things()).isZero();
  }

  @Test
  void eventsAreRecordedOnlyInsideATransaction() {
    AuditLog log = engine.bean(AuditLog.class);
    AuditEntries entries = log.prepare(admin, Instant.EPOCH, List.of(event("thing.look")));
    assertThatThrownBy(() ->
            log.append(
                new com.nexus.ssot.server.base.Writes() {
                  @Override
                  public void add(String sql, Object... values) {}

                  @Override
                  public void flush() {}
                },
                entries))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            engine
                .bean(Transactions.class)
                .write(writes -> {
                  log.append(writes, log.prepare(admin, Instant.EPOCH, List.of()));
                  return true;
                }))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "look",
        "Thing.Look",
        "thing look",
        "thing.",
        "a.very_long_action_name_that_nobody_would_ever_want_to_read"
      })
  void anActionMustBeWellFormed(String action) {
    assertThat(
            catchThrowableOfType(
                    Fault.class,
                    () ->
                        engine
                            .bean(AuditLog.class)
                            .prepare(admin, Instant.EPOCH, List.of(event(action))))
                .code())
        .isEqualTo(FaultCode.INVALID);
  }

  @Test
  void withoutItsEventNothingIsChanged() {
    // The event meets a table that cannot take it.
    assertThatThrownBy(() ->
            engine
                .bean(Transactions.class)
                .write(writes -> {
                  writes.add("create temporary table audit_event (no int) on commit drop");
                  writes.flush();
                  AuditLog log = engine.bean(AuditLog.class);
                  writes.add(
                      """
                      insert into test_thing
                      values (gen_random_uuid(), '-', ?, 'x', 1, now(), gen_random_uuid())
                      """,
                      name);
                  log.append(
                      writes, log.prepare(admin, Instant.EPOCH, List.of(event("thing.put"))));
                  return true;
                }))
        .isInstanceOf(DataAccessException.class);
    assertThat(things()).isZero();
  }

  private static AuditEvent event(String action) {
    return new AuditEvent(
        action,
        AuditEvent.Result.SUCCESS,
        null,
        null,
        null,
        JsonNodeFactory.instance.objectNode(),
        null,
        null);
  }

  private Change put(String value) {
    return engine.changes().propose(Proposal.of(admin, order(value))).change();
  }

  private Operation order(String value) {
    return Operation.of("thing.put", new TestThings.Order("free", name, value));
  }

  private Fault refusal(Operation operation) {
    return catchThrowableOfType(
        Fault.class, () -> engine.changes().propose(Proposal.of(admin, operation)));
  }

  private long things() {
    return engine
        .sql()
        .sql("select count(*) from test_thing where name = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private Map<String, Object> eventOf(Change change) {
    return engine
        .sql()
        .sql("select event_id, leaf, leaf_hash from audit_event where proposal_id = ?")
        .param(change.id())
        .query()
        .singleRow();
  }
}
