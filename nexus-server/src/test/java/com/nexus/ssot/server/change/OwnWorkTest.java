package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestThings;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Nobody approves what is their own work, whoever stands between them and it. */
class OwnWorkTest extends FlowCase {
  @Test
  void whatAServiceOfAServiceProposesIsTheWorkOfWhoMadeTheFirst() {
    UUID first = people.add(PrincipalKind.SERVICE, "s-1", ben, List.of(place), Verb.WRITE);
    UUID second = people.add(PrincipalKind.SERVICE, "s-2", first, List.of(place), Verb.WRITE);
    UUID third =
        people.add(PrincipalKind.SERVICE, "s-3", second, List.of(place), Verb.READ, Verb.WRITE);
    Change change = propose(third, "one");
    assertThat(code(() -> approve(ben, change))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThatThrownBy(() ->
            engine
                .sql()
                .sql(
                    """
                    insert into change_verdict (change_id, revision, digest, person, verdict,
                      authenticated_at, given_at)
                    values (?, 1, ?, ?, 'APPROVED', now(), now())
                    """)
                .param(change.id())
                .param(change.digest())
                .param(ben)
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(approve(cleo, change).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void anAgentEditsOnlyForWhomItProposed() {
    people.grant(ben, Verb.WRITE, place);
    UUID agent =
        people.add(PrincipalKind.AGENT, "shared", ben, List.of(place), Verb.READ, Verb.WRITE);
    Actor forAnna = acting(agent, anna);
    Change change =
        engine
            .changes()
            .propose(
                new Proposal(
                    forAnna,
                    List.of(TestThings.order(place, name, "good")),
                    null,
                    null,
                    null,
                    false,
                    java.util.Map.of(),
                    Terms.USUAL))
            .change();
    Edits.Wanted wanted =
        new Edits.Wanted(
            List.of(TestThings.order(place, name, "evil")), null, null, Terms.USUAL, false);
    assertThat(code(() -> flow.edit(change.id(), acting(agent, ben), USUAL, wanted)))
        .isEqualTo(FaultCode.FORBIDDEN);
    assertThat(code(() -> flow.withdraw(change.id(), null, acting(agent, ben), USUAL)))
        .isEqualTo(FaultCode.FORBIDDEN);
    Change edited = flow.edit(change.id(), forAnna, USUAL, wanted).change();
    assertThat(edited.onBehalfOf()).isEqualTo("anna");
    assertThat(code(() -> approve(anna, edited))).isEqualTo(FaultCode.OWN_CHANGE);
    assertThat(approve(cleo, edited).state()).isEqualTo(ChangeState.APPLIED);
  }

  @Test
  void aSecretIsRefusedWhereverSomebodyWritesIt() {
    Change change = propose(anna, "one");
    String secret = ApiKey.generate().text();
    assertThat(
            code(() ->
                engine
                    .bean(Changes.class)
                    .requireSound(
                        new Edits.Wanted(
                            List.of(TestThings.order(place, name, secret)),
                            null,
                            null,
                            Terms.USUAL,
                            false))))
        .isEqualTo(FaultCode.INVALID);
    assertThat(code(() -> flow.comment(change.id(), "try " + secret, in(anna), USUAL)))
        .isEqualTo(FaultCode.INVALID);
    assertThat(code(() -> flow.approve(change.id(), change.digest(), secret, in(ben), USUAL)))
        .isEqualTo(FaultCode.INVALID);
    assertThat(code(() -> flow.reject(change.id(), change.digest(), secret, in(ben), USUAL)))
        .isEqualTo(FaultCode.INVALID);
    assertThat(code(() -> flow.withdraw(change.id(), secret, in(anna), USUAL)))
        .isEqualTo(FaultCode.INVALID);
    assertThat(shown(change).state()).isEqualTo(ChangeState.IN_REVIEW);
  }

  /** An agent that acts for somebody by a token. */
  private Actor acting(UUID agent, UUID person) {
    return engine
        .bean(Callers.class)
        .agentFor(
            agent,
            person,
            new Actor.Credential(
                "token:test", Set.of(Verb.READ, Verb.WRITE), Set.of("*"), Instant.now()),
            Actor.Origin.INTERNAL)
        .orElseThrow();
  }
}
