package com.nexus.ssot.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What patterns mean. */
class PatternsTest {

  @Test
  void aPatternMeansEverythingAKindOrOneThing() {
    assertThat(Patterns.match(List.of("*"), "alias.update")).isTrue();
    assertThat(Patterns.match(List.of("team.*", "alias.*"), "alias.update")).isTrue();
    assertThat(Patterns.match(List.of("alias.update"), "alias.update")).isTrue();
    assertThat(Patterns.match(List.of("alias.update"), "alias.update_more")).isFalse();
    assertThat(Patterns.match(List.of("ali.*"), "alias.update")).isFalse();
    assertThat(Patterns.match(List.of(), "alias.update")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "alias.*", "team.member_add"})
  void thesArePatterns(String text) {
    assertThat(Patterns.isPattern(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "alias", "**", "*.update", "alias.**", "Alias.update", "a.b.c", "a._"})
  void theseAreNone(String text) {
    assertThat(Patterns.isPattern(text)).isFalse();
  }
}
