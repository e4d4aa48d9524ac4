package com.nexus.ssot.server.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of free text. */
class CleanTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "two\nlines\tand a tab",
        "Grüße, 世界, 👍",
        "می\u200cخواهم",
        "क्\u200dष",
      })
  void ordinaryTextStaysAsItIs(String text) {
    assertThat(CleanText.of(text)).isEqualTo(new CleanText(text, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, control characters",
    "001B, control characters",
    "000D, control characters",
    "0085, control characters",
    "202E, bidirectional controls",
    "2066, bidirectional controls",
    "200B, zero-width characters",
    "FEFF, zero-width characters",
    "2060, zero-width characters",
    "E0041, tag characters",
    "200D, zero-width characters",
  })
  void whatCannotBeSeenIsRemoved(String codePoint, String sort) {
    String unwanted = Character.toString(Integer.parseInt(codePoint, 16));
    assertThat(CleanText.of("a " + unwanted + " b" + unwanted))
        .isEqualTo(new CleanText("a  b", sort + " (2)"));
  }

  @Test
  void textIsComposed() {
    assertThat(CleanText.of("e\u0301").text()).isEqualTo("é");
  }

  @Test
  void lettersThatComeTogetherAreComposedToo() {
    assertThat(CleanText.of("e\u200b\u0301").text()).isEqualTo("é");
  }

  @Test
  void everySortIsCounted() {
    assertThat(CleanText.of("\u0001\u202a\u0002").removed())
        .isEqualTo("control characters (2), bidirectional controls (1)");
  }
}
