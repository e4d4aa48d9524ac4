package com.nexus.ssot.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody gives what they do not have. */
class GainTest {
  private static final Authority NOBODY = of(List.of(), List.of());
  private static final Scope DEPLOYS =
      new Scope(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/production");
  private static final Authority ADMIN = of(List.of(Grant.of(Scope.EVERYTHING)), List.of(DEPLOYS));
  private static final Authority MANAGER =
      of(
          List.of(
              grant(Verb.ADMIN, ObjectKind.ROLE, "*"), grant(Verb.READ, ObjectKind.ALIAS, "shop")),
          List.of());

  @Test
  void whoHasItGivesIt() {
    assertThat(beyond(NOBODY, of(MANAGER.grants(), List.of()), MANAGER)).isEmpty();
  }

  @Test
  void whoHasItSomewhereDoesNotGiveItElsewhere() {
    Authority reader = of(List.of(grant(Verb.READ, ObjectKind.ALIAS, "*")), List.of());
    assertThat(beyond(NOBODY, reader, MANAGER))
        .extracting(Gain::inWords)
        .containsExactly("read alias in every context");
  }

  @Test
  void whatIsForbiddenToTheGiverIsNotGivenEvenByStar() {
    Authority everything = of(List.of(Grant.of(Scope.EVERYTHING)), List.of());
    assertThat(beyond(NOBODY, everything, ADMIN))
        .extracting(Gain::inWords)
        .containsExactly("execute workflow:deploy in env/production");
    assertThat(beyond(NOBODY, ADMIN, ADMIN)).isEmpty();
  }

  @Test
  void whoAdministersEverythingGivesByNameWhatStarDoesNotMean() {
    Authority privy = of(List.of(grant(Verb.READ, ObjectKind.PII, "*")), List.of());
    assertThat(beyond(NOBODY, privy, ADMIN)).isEmpty();
    assertThat(beyond(NOBODY, privy, MANAGER)).isNotEmpty();
  }

  @Test
  void liftingARestrictionGivesWhatItForbade() {
    List<Grant> writes = List.of(grant(Verb.WRITE, ObjectKind.ALIAS, "shop"));
    Authority bound = of(writes, List.of(new Scope(Verb.WRITE, null, null, "*")));
    assertThat(beyond(bound, of(writes, List.of()), MANAGER)).isNotEmpty();
    assertThat(beyond(of(writes, List.of()), bound, MANAGER)).isEmpty();
  }

  @Test
  void wakingSomebodyGivesThemAllTheyHad() {
    Authority asleep =
        new Authority(PrincipalKind.HUMAN, false, Set.of(), ADMIN.grants(), List.of(), null);
    assertThat(beyond(asleep, ADMIN, MANAGER)).isNotEmpty();
    assertThat(beyond(ADMIN, asleep, MANAGER)).isEmpty();
  }

  @Test
  void nobodyTakesWhatTheyCouldNotGive() {
    Authority reader = of(List.of(grant(Verb.READ, ObjectKind.ALIAS, "*")), List.of());
    assertThat(Gain.lost(reader, NOBODY, MANAGER, limits(), Map.of()))
        .extracting(Gain::inWords)
        .containsExactly("read alias in every context");
    assertThat(Gain.lost(NOBODY, reader, MANAGER, limits(), Map.of())).isEmpty();
    assertThat(Gain.lost(MANAGER, NOBODY, MANAGER, limits(), Map.of())).isEmpty();
    // Who administers everything stops also who may do what is forbidden to them.
    Authority everything = of(List.of(Grant.of(Scope.EVERYTHING)), List.of());
    assertThat(Gain.lost(everything, NOBODY, ADMIN, limits(), Map.of())).isEmpty();
    Limits narrow = new Limits(Set.of(Verb.values()), Set.of("shop"), null);
    assertThat(Gain.lost(everything, NOBODY, ADMIN, narrow, Map.of())).isNotEmpty();
  }

  @Test
  void aTeamThatAContextDemandsIsARightToo() {
    List<Grant> writes = List.of(grant(Verb.WRITE, ObjectKind.ALIAS, "*"));
    Authority outside = of(writes, List.of());
    Authority inside =
        new Authority(PrincipalKind.HUMAN, true, Set.of("keepers"), writes, List.of(), null);
    Map<String, ContextRule> rules = Map.of("system", new ContextRule(Set.of("keepers")));
    assertThat(Gain.beyond(outside, inside, outside, limits(), rules))
        .extracting(Gain::inWords)
        .contains("write alias in system");
    assertThat(Gain.beyond(outside, inside, inside, limits(), rules)).isEmpty();
  }

  @Test
  void ownersOfAliasesGiveWhatTheirTeamOwns() {
    Grant owned =
        new Grant(new Scope(Verb.WRITE, ObjectKind.ALIAS, null, "*"), Grant.Condition.OWNING_TEAM);
    Authority after =
        new Authority(PrincipalKind.HUMAN, true, Set.of("blue"), List.of(owned), List.of(), null);
    Authority red =
        new Authority(PrincipalKind.HUMAN, true, Set.of("red"), List.of(owned), List.of(), null);
    assertThat(beyond(NOBODY, after, after)).isEmpty();
    assertThat(beyond(NOBODY, after, red)).isNotEmpty();
  }

  @Test
  void aNarrowCredentialGivesNoMoreThanItAllows() {
    Limits reading = new Limits(Set.of(Verb.READ), Set.of("*"), null);
    assertThat(Gain.beyond(NOBODY, ADMIN, ADMIN, reading, Map.of())).isNotEmpty();
    Limits narrow = new Limits(Set.of(Verb.values()), Set.of("shop"), null);
    assertThat(Gain.beyond(NOBODY, ADMIN, ADMIN, narrow, Map.of())).isNotEmpty();
  }

  private static List<Ask> beyond(Authority before, Authority after, Authority giver) {
    return Gain.beyond(before, after, giver, limits(), Map.of());
  }

  private static Limits limits() {
    return new Limits(Set.of(Verb.values()), Set.of("*"), null);
  }

  private static Grant grant(Verb verb, ObjectKind kind, String context) {
    return Grant.of(new Scope(verb, kind, null, context));
  }

  private static Authority of(List<Grant> grants, List<Scope> restrictions) {
    return new Authority(PrincipalKind.HUMAN, true, Set.of(), grants, restrictions, null);
  }
}
