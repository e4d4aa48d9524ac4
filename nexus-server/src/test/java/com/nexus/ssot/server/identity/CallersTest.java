package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Who is calling, and what they may do. */
class CallersTest {
  private final TestEngine engine = TestEngine.shared();
  private final Callers callers = engine.bean(Callers.class);

  @Test
  void aKeyStandsForItsPrincipal() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("Front_End"), Verb.READ, Verb.WRITE);
    Actor actor = who(key).orElseThrow();
    assertThat(actor.kind()).isEqualTo(PrincipalKind.SERVICE);
    assertThat(actor.via()).isEqualTo("key:" + key.id());
    assertThat(actor.credential().contexts()).containsExactly("front-end");
    assertThat(actor.verbs()).containsExactlyInAnyOrder(Verb.READ, Verb.WRITE);
    assertThat(actor.subject()).isNotEqualTo(actor.principalId());
  }

  @Test
  void anUnknownKeyStandsForNobody() {
    assertThat(who(ApiKey.generate())).isEmpty();
  }

  @Test
  void aRevokedKeyOpensNothingFromTheNextRequestOn() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    assertThat(who(key)).isPresent();
    engine
        .changes()
        .propose(
            Proposal.of(engine.admin(), Operation.of("key.revoke", new KeyRevocation(key.id()))));
    assertThat(who(key)).isEmpty();
  }

  @Test
  void aKeyThatExpiredOpensNothing() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    Instant now = Instant.now();
    assertThat(at(now.plus(Duration.ofDays(89))).authenticate(key, Actor.Origin.INTERNAL))
        .isPresent();
    assertThat(at(now.plus(Duration.ofDays(91))).authenticate(key, Actor.Origin.INTERNAL))
        .isEmpty();
  }

  @Test
  void aDisabledPrincipalGetsNowhere() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    UUID principal = who(key).orElseThrow().principalId();
    engine
        .sql()
        .sql("update principal set disabled_at = now() where id = ?")
        .param(principal)
        .update();
    callers.reset();
    assertThat(who(key)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"APPROVE", "OVERRIDE"},
      mode = EnumSource.Mode.EXCLUDE)
  void theAdministratorMayDoEverythingButApprove(Verb verb) {
    assertThat(callers.allows(engine.admin(), verb, ObjectKind.ALIAS, "free")).isTrue();
    assertThat(callers.allows(engine.admin(), verb, ObjectKind.ANCHOR, null)).isTrue();
    engine.policy().rule("team-only", List.of("nobodys-team"), false, false);
    assertThat(callers.allows(engine.admin(), Verb.WRITE, ObjectKind.ALIAS, "team-only")).isFalse();
    assertThat(callers.allows(engine.admin(), Verb.APPROVE, ObjectKind.ALIAS, "team-only"))
        .isFalse();
  }

  @Test
  void aKeyDoesOnlyWhatItsVerbsSay() {
    Actor reader = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    assertThat(callers.allows(reader, Verb.READ, ObjectKind.ALIAS, "free")).isTrue();
    assertThat(callers.allows(reader, Verb.WRITE, ObjectKind.ALIAS, "free")).isFalse();
    assertThatThrownBy(() -> callers.require(reader, Verb.WRITE, ObjectKind.ALIAS, "free"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void aKeyReachesOnlyItsContexts() {
    Actor narrow = engine.caller(PrincipalKind.SERVICE, List.of("free"), Verb.READ, Verb.WRITE);
    assertThat(callers.allows(narrow, Verb.WRITE, ObjectKind.ALIAS, "free")).isTrue();
    assertThat(callers.allows(narrow, Verb.READ, ObjectKind.ALIAS, "other")).isFalse();
    assertThat(callers.allows(narrow, Verb.WRITE, ObjectKind.ALIAS, null)).isTrue();
    assertThat(callers.allows(narrow, Verb.READ, ObjectKind.ANCHOR, null)).isTrue();
    assertThat(callers.allows(narrow, Verb.WRITE, ObjectKind.ANCHOR, null)).isFalse();
  }

  @Test
  void agentsAdministerNothing() {
    Actor agent =
        new Actor(
            UUID.randomUUID(),
            UUID.randomUUID(),
            null,
            PrincipalKind.AGENT,
            "agent",
            Actor.Credential.internal(),
            Actor.Origin.INTERNAL);
    assertThat(callers.allows(agent, Verb.ADMIN, ObjectKind.KEY, null)).isFalse();
    assertThat(callers.allows(agent, Verb.APPROVE, ObjectKind.ALIAS, "free")).isFalse();
  }

  @Test
  void whereARuleNamesTeamsOnlyTheirMembersWrite() {
    Teams teams = engine.bean(Teams.class);
    String team = "team_" + UUID.randomUUID();
    teams.ensure(List.of(team, team));
    teams.ensure(List.of(team));
    engine.policy().rule("of-team", List.of(team), false, false);
    engine.policy().rule("of-others", List.of("some_other_team"), false, false);
    engine.policy().rule("of-words", List.of("team_approval", "temporary_only"), false, false);
    // Made by the administrator, who is in the team: what is theirs is in it too.
    Actor service = engine.caller(PrincipalKind.SERVICE, List.of("*"), Verb.WRITE, Verb.READ);
    assertThat(callers.allows(service, Verb.WRITE, ObjectKind.ALIAS, "of-team")).isTrue();
    assertThat(callers.allows(service, Verb.WRITE, ObjectKind.ALIAS, "of-others")).isFalse();
    assertThat(callers.allows(service, Verb.READ, ObjectKind.ALIAS, "of-others")).isTrue();
    assertThat(callers.allows(service, Verb.WRITE, ObjectKind.ALIAS, "of-words")).isTrue();
  }

  @Test
  void theUseOfAKeyIsWrittenDown() {
    ApiKey key = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    assertThat(who(key)).isPresent();
    assertThat(who(key)).isPresent();
    engine.bean(LastUse.class).write();
    assertThat(engine.bean(KeyTable.class).find(key.id()).orElseThrow().lastUsedAt()).isNotNull();
  }

  @Test
  void aKeyRingHoldsWhatIsUsable() {
    ApiKey usable = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    ApiKey revoked = engine.key(PrincipalKind.SERVICE, List.of("*"), Verb.READ);
    engine
        .changes()
        .propose(
            Proposal.of(
                engine.admin(), Operation.of("key.revoke", new KeyRevocation(revoked.id()))));
    List<String> ids =
        engine.bean(KeyTable.class).usableAt(Instant.now()).stream().map(KeyEntry::id).toList();
    assertThat(ids).contains(usable.id(), engine.adminKey().id()).doesNotContain(revoked.id());
  }

  private Optional<Actor> who(ApiKey key) {
    return callers.authenticate(key, new Actor.Origin("127.0.0.1", "test", "request-3", null));
  }

  private Callers at(Instant time) {
    ObjectProvider<com.nexus.ssot.server.base.ContextPolicy> none =
        new StaticListableBeanFactory()
            .getBeanProvider(com.nexus.ssot.server.base.ContextPolicy.class);
    return new Callers(
        engine.bean(KeyTable.class),
        engine.bean(AuthorityTable.class),
        none,
        new LastUse(engine.bean(KeyTable.class), engine.bean(Transactions.class)),
        engine.bean(Denials.class),
        InstantSource.fixed(time));
  }
}
