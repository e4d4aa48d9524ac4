package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Making and ending keys. */
class KeysTest {
  private final TestEngine engine = TestEngine.shared();

  @Test
  void aKeyIsMadeByAChangeWithItsEvent() {
    ApiKey key = ApiKey.generate();
    Change change = create(engine.admin(), key, draft("a key", List.of("free"), "30d")).change();
    assertThat(change.operations().getFirst().objectType()).isEqualTo("api_key");
    KeyEntry made = engine.bean(KeyTable.class).find(key.id()).orElseThrow();
    assertThat(made.sha256()).isEqualTo(key.sha256());
    assertThat(made.contexts()).containsExactly("free");
    assertThat(made.toString()).isEqualTo("KeyEntry[" + key.id() + "]");
  }

  @Test
  void neitherSecretNorHashStandsAnywhereButInTheTableOfKeys() {
    ApiKey key = ApiKey.generate();
    create(engine.admin(), key, draft("a key", List.of("*"), null));
    String secret = key.text().substring(18);
    String hash = HexFormat.of().formatHex(key.sha256());
    assertThat(
            engine
                .sql()
                .sql(
                    """
                    select body from audit_body union all select leaf from audit_event
                    union all select operations::text from change
                    union all select row_to_json(k)::text from api_key k where id <> ?
                    """)
                .param(key.id())
                .query(String.class)
                .list())
        .noneMatch(text -> text.contains(secret) || text.contains(hash))
        .anyMatch(text -> text.contains(key.id()));
  }

  @Test
  void aDraftIsToldEverythingThatIsWrongWithIt() {
    KeyDraft draft =
        new KeyDraft(
            "\u0000",
            PrincipalKind.HUMAN,
            List.of("no-such"),
            List.of(Verb.APPROVE),
            "2y",
            null,
            null);
    Fault fault = refusal(engine.admin(), draft);
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes())
        .extracting(Cause::at)
        .containsExactly("/name", "/kind", "/contexts/0", "/verbs/0", "/expires_in");
  }

  @Test
  void aKeyReachesSomethingAndDoesSomething() {
    KeyDraft draft =
        new KeyDraft("empty", PrincipalKind.SERVICE, List.of(), List.of(), "soon", null, null);
    assertThat(refusal(engine.admin(), draft).causes())
        .extracting(Cause::at)
        .containsExactly("/contexts", "/verbs", "/expires_in");
  }

  @Test
  void aKeyIsNeverWiderThanTheOneThatMakesIt() {
    Actor narrow =
        new Actor(
            engine.admin().principalId(),
            engine.admin().subject(),
            null,
            PrincipalKind.SERVICE,
            "narrow",
            new Actor.Credential(
                "key:narrow", java.util.Set.of(Verb.ADMIN, Verb.READ), java.util.Set.of("*"), null),
            Actor.Origin.INTERNAL);
    Fault fault = refusal(narrow, draft("wide", List.of("*"), null));
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("/verbs/1");
  }

  @Test
  void whoMayNotAdministerMakesNoKeys() {
    Actor writer = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.READ, Verb.WRITE);
    assertThat(refusal(writer, draft("mine", List.of("*"), null)).code())
        .isEqualTo(FaultCode.FORBIDDEN);
  }

  @Test
  void agentsGetNoRightToAdminister() {
    KeyDraft draft =
        new KeyDraft(
            "agent", PrincipalKind.AGENT, List.of("*"), List.of(Verb.ADMIN), null, null, null);
    assertThat(refusal(engine.admin(), draft).causes())
        .extracting(Cause::at)
        .containsExactly("/verbs/0");
  }

  @Test
  void aKeyIsRevokedOnce() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    assertThat(revoke(key.id()).unchanged()).isFalse();
    assertThat(revoke(key.id()).unchanged()).isTrue();
  }

  @Test
  void aKeyThatDoesNotExistCannotBeRevoked() {
    assertThat(catchThrowableOfType(Fault.class, () -> revoke("00000000")).code())
        .isEqualTo(FaultCode.NOT_FOUND);
  }

  @Test
  void theLastKeyThatCanAdministerStays() {
    try (TestEngine alone = TestEngine.start()) {
      Operation last = Operation.of("key.revoke", new KeyRevocation(alone.adminKey().id()));
      Fault fault =
          catchThrowableOfType(
              Fault.class, () -> alone.changes().propose(Proposal.of(alone.admin(), last)));
      assertThat(fault.code()).isEqualTo(FaultCode.IN_USE);
      alone.key(PrincipalKind.SERVICE, List.of("*"), Verb.ADMIN);
      assertThat(alone.changes().propose(Proposal.of(alone.admin(), last)).unchanged()).isFalse();
    }
  }

  private Outcome revoke(String id) {
    return engine
        .changes()
        .propose(Proposal.of(engine.admin(), Operation.of("key.revoke", new KeyRevocation(id))));
  }

  private Outcome create(Actor actor, ApiKey key, KeyDraft draft) {
    return engine
        .changes()
        .propose(Proposal.of(actor, Operation.of("key.create", NewKey.of(key, draft))));
  }

  private Fault refusal(Actor actor, KeyDraft draft) {
    return catchThrowableOfType(Fault.class, () -> create(actor, ApiKey.generate(), draft));
  }

  private static KeyDraft draft(String name, List<String> contexts, @Nullable String life) {
    return new KeyDraft(
        name, PrincipalKind.SERVICE, contexts, List.of(Verb.READ, Verb.WRITE), life, null, null);
  }
}
