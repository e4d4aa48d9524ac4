package com.nexus.ssot.model.access;

import static com.nexus.ssot.model.access.Rights.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.access.Decision.Denied;
import com.nexus.ssot.model.access.Decision.Reason;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorityTest {
  private static final int CASES = 20_000;
  private static final Limits KEY = new Limits(Set.of(Verb.values()), Set.of("*"), null);
  private static final Limits SESSION =
      new Limits(Set.of(Verb.values()), Set.of("*"), NOW.minusSeconds(60));

  @Test
  void withoutAGrantNothingIsAllowed() {
    Seeded.forAll(
        1_000,
        random -> {
          Authority some = Rights.authority(random);
          Authority nobody = with(some, List.of(), some.restrictions());
          assertThat(decide(nobody, Rights.limits(random), Rights.ask(random), random).allowed())
              .isFalse();
        });
  }

  @Test
  void anotherRestrictionNeverAllowsMore() {
    Seeded.forAll(
        CASES,
        random -> {
          Authority free = Rights.authority(random);
          List<Scope> more = new ArrayList<>(free.restrictions());
          more.add(Rights.scope(random));
          implies(random, with(free, free.grants(), more), free);
        });
  }

  @Test
  void anotherGrantNeverAllowsLess() {
    Seeded.forAll(
        CASES,
        random -> {
          Authority few = Rights.authority(random);
          List<Grant> more = new ArrayList<>(few.grants());
          more.add(Rights.grant(random));
          implies(random, few, with(few, more, few.restrictions()));
        });
  }

  @Test
  void aCredentialNeverAllowsMoreThanItsPrincipalMay() {
    Seeded.forAll(
        CASES,
        random -> {
          Authority authority = Rights.authority(random);
          Limits narrow = Rights.limits(random);
          Limits wide = new Limits(Set.of(Verb.values()), Set.of("*"), narrow.authenticatedAt());
          Ask ask = Rights.ask(random);
          ContextRule rule = Rights.rule(random);
          if (authority.decide(narrow, ask, rule, NOW).allowed()) {
            assertThat(narrow.verbs()).contains(ask.verb());
            assertThat(authority.decide(wide, ask, rule, NOW).allowed()).isTrue();
          }
        });
  }

  @Test
  void anAgentNeverMayWhatItsPersonMayNot() {
    Seeded.forAll(
        CASES,
        random -> {
          Authority person = Rights.human(random);
          Authority agent =
              new Authority(
                  PrincipalKind.AGENT,
                  true,
                  person.teams(),
                  List.of(Grant.of(Scope.EVERYTHING)),
                  List.of(),
                  person);
          Ask ask = Rights.ask(random);
          ContextRule rule = Rights.rule(random);
          if (agent.decide(SESSION, ask, rule, NOW).allowed()) {
            assertThat(person.decide(SESSION, ask, rule, NOW).allowed()).isTrue();
          }
          if (agent.reach(SESSION, ask.verb(), ask.kind()).has("backend")) {
            assertThat(person.reach(SESSION, ask.verb(), ask.kind()).has("backend")).isTrue();
          }
        });
  }

  /** What goes into a query must be what single decisions say, or lists leak or hide. */
  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"READ", "EXPORT", "MONITOR"})
  void theContextsInReachAreThoseThatSingleDecisionsAllow(Verb verb) {
    Seeded.forAll(
        CASES,
        random -> {
          Authority authority = Rights.authority(random);
          Limits limits = Rights.limits(random);
          ObjectKind kind = Rights.pick(random, ObjectKind.values());
          Reach reach = authority.reach(limits, verb, kind);
          for (String context : Rights.CONTEXTS) {
            // An owner that no team is, so that conditional grants do not count.
            Ask ask = new Ask(verb, kind, null, context, "nobody");
            assertThat(reach.has(context))
                .as("%s, %s: %s in %s", authority, limits, kind, context)
                .isEqualTo(authority.decide(limits, ask, ContextRule.NONE, NOW).allowed());
          }
        });
  }

  @Test
  void whatAMakerHandsOnIsPartOfWhatTheMakerMay() {
    Seeded.forAll(
        CASES,
        random -> {
          Authority maker = Rights.human(random);
          Limits limits = Rights.limits(random);
          Authority made =
              new Authority(
                  PrincipalKind.SERVICE,
                  true,
                  maker.teams(),
                  maker.within(limits.verbs(), limits.contexts()),
                  maker.restrictions(),
                  null);
          Ask ask = Rights.ask(random);
          ContextRule rule = Rights.rule(random);
          if (maker.active() && made.decide(KEY, ask, rule, NOW).allowed()) {
            assertThat(maker.decide(SESSION, ask, rule, NOW).allowed()).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      names = {"APPROVE", "OVERRIDE"})
  void onlyAPersonWithAFreshLoginApprovesOrOverrides(Verb verb) {
    Ask ask = Ask.of(verb, ObjectKind.ALIAS, "frontend");
    for (PrincipalKind kind : PrincipalKind.values()) {
      Authority all = mayAll(kind, verb);
      assertThat(all.decide(KEY, ask, ContextRule.NONE, NOW))
          .isEqualTo(new Denied(Reason.HUMAN_REQUIRED));
      if (kind != PrincipalKind.HUMAN) {
        assertThat(all.decide(SESSION, ask, ContextRule.NONE, NOW))
            .isEqualTo(new Denied(Reason.HUMAN_REQUIRED));
      }
    }
    Authority human = mayAll(PrincipalKind.HUMAN, verb);
    assertThat(human.decide(SESSION, ask, ContextRule.NONE, NOW).allowed()).isTrue();
    assertThat(human.decide(SESSION, ask, ContextRule.NONE, NOW.plus(Authority.STEP_UP_AGE)))
        .isEqualTo(new Denied(Reason.STEP_UP_REQUIRED));
  }

  @Test
  void everythingMeansNeitherOverridingNorPersonalDataNorSecrets() {
    Authority admin = authority(PrincipalKind.HUMAN, Grant.of(Scope.EVERYTHING));
    for (Verb verb : EnumSet.complementOf(EnumSet.of(Verb.OVERRIDE))) {
      for (ObjectKind kind : ObjectKind.values()) {
        assertThat(admin.decide(SESSION, Ask.of(verb, kind, null), ContextRule.NONE, NOW).allowed())
            .as("%s %s", verb, kind)
            .isEqualTo(kind != ObjectKind.PII && kind != ObjectKind.SECRET);
      }
    }
    assertThat(
            admin
                .decide(
                    SESSION, Ask.of(Verb.OVERRIDE, ObjectKind.ALIAS, "x"), ContextRule.NONE, NOW)
                .allowed())
        .isFalse();
  }

  @Test
  void anActWithANameNeedsItsNameOrEverything() {
    Ask deploy = new Ask(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/staging", null);
    Authority runs =
        authority(
            PrincipalKind.HUMAN, Grant.of(new Scope(Verb.EXECUTE, ObjectKind.WORKFLOW, null, "*")));
    Authority deploys =
        authority(
            PrincipalKind.HUMAN,
            Grant.of(new Scope(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/staging")));
    assertThat(runs.decide(KEY, deploy, ContextRule.NONE, NOW))
        .isEqualTo(new Denied(Reason.NO_GRANT));
    assertThat(deploys.decide(KEY, deploy, ContextRule.NONE, NOW).allowed()).isTrue();
    Ask elsewhere = new Ask(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/production", null);
    assertThat(deploys.decide(KEY, elsewhere, ContextRule.NONE, NOW).allowed()).isFalse();
    assertThatThrownBy(() -> new Scope(Verb.EXECUTE, null, "deploy", "*"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRestrictionBeatsEverything() {
    Authority admin =
        with(
            authority(PrincipalKind.HUMAN, Grant.of(Scope.EVERYTHING)),
            List.of(Grant.of(Scope.EVERYTHING)),
            List.of(new Scope(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/production")));
    Ask production = new Ask(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/production", null);
    Ask staging = new Ask(Verb.EXECUTE, ObjectKind.WORKFLOW, "deploy", "env/staging", null);
    assertThat(admin.decide(KEY, production, ContextRule.NONE, NOW))
        .isEqualTo(new Denied(Reason.RESTRICTED));
    assertThat(admin.decide(KEY, staging, ContextRule.NONE, NOW).allowed()).isTrue();
  }

  @Test
  void ownersWriteWhatTheirTeamsOwn() {
    Authority owner =
        new Authority(
            PrincipalKind.HUMAN,
            true,
            Set.of("web"),
            List.of(
                new Grant(
                    new Scope(Verb.WRITE, ObjectKind.ALIAS, null, "*"),
                    Grant.Condition.OWNING_TEAM)),
            List.of(),
            null);
    assertThat(owner.decide(KEY, ownedBy("web"), ContextRule.NONE, NOW).allowed()).isTrue();
    assertThat(owner.decide(KEY, ownedBy("ai"), ContextRule.NONE, NOW).allowed()).isFalse();
    assertThat(
            owner
                .decide(
                    KEY, Ask.of(Verb.WRITE, ObjectKind.ALIAS, "frontend"), ContextRule.NONE, NOW)
                .allowed())
        .as("what nobody owns")
        .isFalse();
    assertThat(
            owner
                .decide(KEY, Ask.of(Verb.WRITE, ObjectKind.ALIAS, null), ContextRule.NONE, NOW)
                .allowed())
        .as("at the door, where the alias is not known yet")
        .isTrue();
  }

  @Test
  void theRuleOfAContextNarrowsWhoWritesAndApprovesButNotWhoReads() {
    ContextRule rule = new ContextRule(Set.of("maintainers"));
    Authority admin = authority(PrincipalKind.HUMAN, Grant.of(Scope.EVERYTHING));
    for (Verb verb : List.of(Verb.WRITE, Verb.APPROVE)) {
      assertThat(admin.decide(SESSION, Ask.of(verb, ObjectKind.ALIAS, "system"), rule, NOW))
          .isEqualTo(new Denied(Reason.CONTEXT_RULE));
    }
    assertThat(
            admin
                .decide(SESSION, Ask.of(Verb.READ, ObjectKind.ALIAS, "system"), rule, NOW)
                .allowed())
        .isTrue();
  }

  @Test
  void servicesNeverAdministerPersonalDataAndAgentsNothing() {
    Scope pii = new Scope(Verb.ADMIN, ObjectKind.PII, null, "*");
    Ask ask = Ask.of(Verb.ADMIN, ObjectKind.PII, null);
    assertThat(
            authority(PrincipalKind.SERVICE, Grant.of(pii)).decide(KEY, ask, ContextRule.NONE, NOW))
        .isEqualTo(new Denied(Reason.NEVER_FOR_KIND));
    assertThat(
            authority(PrincipalKind.HUMAN, Grant.of(pii))
                .decide(KEY, ask, ContextRule.NONE, NOW)
                .allowed())
        .isTrue();
    for (ObjectKind kind : ObjectKind.values()) {
      assertThat(
              mayAll(PrincipalKind.AGENT, Verb.ADMIN)
                  .decide(KEY, Ask.of(Verb.ADMIN, kind, null), ContextRule.NONE, NOW))
          .isEqualTo(new Denied(Reason.NEVER_FOR_KIND));
    }
  }

  @Test
  void aKeyThatOnlyAdministersGivesNobodyMoreThanThatAndNoServiceMakesApprovers() {
    Authority admin = authority(PrincipalKind.HUMAN, Grant.of(Scope.EVERYTHING));
    Authority service = authority(PrincipalKind.SERVICE, Grant.of(Scope.EVERYTHING));
    Limits onlyAdmin = new Limits(Set.of(Verb.ADMIN), Set.of("*"), null);
    Limits keyOfService =
        new Limits(
            EnumSet.complementOf(EnumSet.of(Verb.APPROVE, Verb.OVERRIDE)), Set.of("*"), null);
    Ask write = Ask.of(Verb.WRITE, ObjectKind.ALIAS, "frontend");
    Ask approve = Ask.of(Verb.APPROVE, ObjectKind.ALIAS, "frontend");
    assertThat(admin.mayGive(onlyAdmin, write, ContextRule.NONE)).isFalse();
    assertThat(admin.mayGive(keyOfService, write, ContextRule.NONE)).isTrue();
    assertThat(admin.mayGive(keyOfService, approve, ContextRule.NONE)).isTrue();
    assertThat(service.mayGive(keyOfService, approve, ContextRule.NONE)).isFalse();
    assertThat(
            service.mayGive(
                keyOfService, Ask.of(Verb.READ, ObjectKind.PII, null), ContextRule.NONE))
        .isFalse();
  }

  @Test
  void whoIsDisabledMayNothing() {
    Authority gone =
        new Authority(
            PrincipalKind.HUMAN,
            false,
            Set.of(),
            List.of(Grant.of(Scope.EVERYTHING)),
            List.of(),
            null);
    assertThat(gone.decide(KEY, Ask.of(Verb.READ, ObjectKind.ALIAS, "x"), ContextRule.NONE, NOW))
        .isEqualTo(new Denied(Reason.INACTIVE));
    assertThat(gone.reach(KEY, Verb.READ, ObjectKind.ALIAS).isNothing()).isTrue();
  }

  private static Ask ownedBy(String team) {
    return new Ask(Verb.WRITE, ObjectKind.ALIAS, null, "frontend", team);
  }

  private static Authority mayAll(PrincipalKind kind, Verb verb) {
    List<Grant> grants = new ArrayList<>();
    for (ObjectKind object : ObjectKind.values()) {
      grants.add(Grant.of(new Scope(verb, object, null, "*")));
    }
    return new Authority(kind, true, Set.of(), grants, List.of(), null);
  }

  private static Authority authority(PrincipalKind kind, Grant grant) {
    return new Authority(kind, true, Set.of(), List.of(grant), List.of(), null);
  }

  private static Authority with(Authority base, List<Grant> grants, List<Scope> restrictions) {
    return new Authority(
        base.kind(), base.active(), base.teams(), grants, restrictions, base.person());
  }

  private static void implies(Random random, Authority less, Authority more) {
    Limits limits = Rights.limits(random);
    Ask ask = Rights.ask(random);
    ContextRule rule = Rights.rule(random);
    if (less.decide(limits, ask, rule, NOW).allowed()) {
      assertThat(more.decide(limits, ask, rule, NOW).allowed()).isTrue();
    }
  }

  private static Decision decide(Authority authority, Limits limits, Ask ask, Random random) {
    return authority.decide(limits, ask, Rights.rule(random), NOW);
  }
}
