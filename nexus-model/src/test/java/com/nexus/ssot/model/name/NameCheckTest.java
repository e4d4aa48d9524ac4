package com.nexus.ssot.model.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.governance.NamingRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameCheckTest {
  private static final NamingRules USUAL = new NamingRules("^[a-z0-9-]+$", 3, 50);
  private static final NamingRules ANYTHING = new NamingRules(".*", 1, 200);

  @ParameterizedTest
  @ValueSource(strings = {"user-profile", "User_Mgmt", "abc", "123", "---"})
  void theUsualNamesAreAllowed(String name) {
    assertThat(check(name, USUAL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_alias!, !, 14",
    "!abc, !, 1",
    "ab!cd, !, 3",
    "abc.def, ., 4",
    "Ä-b, Ä, 1",
    "ab😀cd, 😀, 3",
    "a😀b, 😀, 2",
  })
  void theCharacterAtFaultIsNamedWithItsPosition(String name, String character, int position) {
    assertThat(check(name, USUAL))
        .containsExactly(
            Cause.at(
                "/alias",
                "The character \"%s\" at position %d is not allowed."
                    .formatted(character, position),
                "Names here match ^[a-z0-9-]+$."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a%2fb",
        "a;b",
        "a b",
        "a\tb",
        "a\u0000b",
        "a\u202eb",
        "a\u200bb",
        "a\u00a0b",
        "a\ud800b",
        "a\ufeffb",
        "a\u2028b",
        ".",
        "..",
        "a\ue000b",
        "a\u0085b",
      })
  void someCharactersAreNeverAllowed(String name) {
    assertThat(check(name, ANYTHING))
        .singleElement()
        .satisfies(cause -> assertThat(cause.message()).contains("never allowed"));
  }

  @Test
  void lengthIsCountedInCharactersAndToldBesideTheRest() {
    assertThat(check("", USUAL))
        .containsExactly(
            Cause.at("/alias", "The name has 0 characters.", "Choose one of 3 to 50 characters."));
    assertThat(check("a", USUAL).getFirst().message()).isEqualTo("The name has 1 character.");
    assertThat(check("x".repeat(51), USUAL)).hasSize(1);
    assertThat(check("x".repeat(100_000), USUAL)).hasSize(1);
    assertThat(check("a!", USUAL)).hasSize(2);
    assertThat(check("😀".repeat(51), ANYTHING)).isEmpty();
  }

  @Test
  void aPatternWithoutAnObviousOffenderIsShown() {
    NamingRules rules = new NamingRules("team-[a-z]+", 3, 50);
    assertThat(check("crew-x", rules))
        .containsExactly(
            Cause.at("/alias", "The name does not match.", "Names here match team-[a-z]+."));
  }

  @Test
  void aPatternMustMatchTheWholeName() {
    NamingRules rules = new NamingRules("[a-z]+", 1, 50);
    assertThat(check("abc1", rules)).hasSize(1);
    assertThat(check("1abc", rules)).hasSize(1);
    assertThat(check("abc", rules)).isEmpty();
  }

  @Test
  void aPatternThatWouldExhaustOthersIsHarmless() {
    NamingRules rules = new NamingRules("^(a+)+$", 1, 200);
    assertThat(check("a".repeat(199) + "!", rules)).hasSize(1);
  }

  @Test
  void morePatternsThanAreKeptWorkToo() {
    for (int i = 0; i < 1_100; i++) {
      assertThat(check("abc", new NamingRules("abc|x" + i, 1, 50))).isEmpty();
    }
  }

  @Test
  void randomNamesAreAllowedExactlyWhenTheirKeyMatches() {
    Seeded.forAll(
        5_000,
        random -> {
          Name name = Name.of(Seeded.text(random, 8));
          assertThat(NameCheck.check(name, USUAL, "/alias").isEmpty())
              .isEqualTo(name.key().matches("[a-z0-9-]{3,50}"));
        });
  }

  @Test
  void thePagesOfTheServerCannotBeAliases() {
    assertThat(List.of("api", "console", "health", "well-known", "resolve", "v3", "favicon.ico"))
        .filteredOn(ReservedNames::isReservedAlias)
        .containsExactly("api", "console", "health", "resolve", "v3", "favicon.ico");
    assertThat(ReservedNames.isReservedAlias(Name.of("API").key())).isTrue();
    assertThat(ReservedNames.isReservedAlias("user-profile")).isFalse();
    assertThat(ReservedNames.ALIAS_KEYS).allSatisfy(k -> assertThat(Name.of(k).key()).isEqualTo(k));
  }

  private static List<Cause> check(String name, NamingRules rules) {
    return NameCheck.check(Name.of(name), rules, "/alias");
  }
}
