package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a password may be. */
class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seven grey otters hum",
        "correct staple of otters",
        "583920174659201774",
        "thequickbrownotterhums",
        "ÄÖÜ äöü ßßß éèê ñ",
        "               x9",
        "xkqj vbnz wplm rtyh",
        "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰",
        "!@#$%^&*(){}[]<>?",
        "<script>alert(1)</script>"
      })
  void everythingLongThatFewWouldChooseIsGood(String password) {
    assertThatCode(() -> require(password)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "Password123456789",
        "P@ssw0rdP@ssw0rd",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "123456789012345",
        "qwertyuiopasdfghjkl",
        "abcdefghijklmnop",
        "ponmlkjihgfedcba",
        "1q2w3e4r5t6y7u8i9o0p",
        "iloveyouiloveyou",
        "letmein-letmein-2026",
        "nexus-ssot-nexus",
        "NexusSSOT2026!!!",
        "melinda.oconnor1",
        "oconnor-password",
        "dragon monkey 1999",
        "sunshine!!!!!!!!"
      })
  void whatManyChooseIsRefused(String password) {
    Fault fault = catchThrowableOfType(Fault.class, () -> require(password));
    assertThat(fault).as(password).isNotNull();
    assertThat(fault.causes().getFirst().at()).isEqualTo("password");
    assertThat(fault.toString()).doesNotContain(password);
  }

  @Test
  void lengthIsCountedInCharactersAndNotInBytes() {
    assertThat(refused("a b c d e f g ")).isTrue();
    assertThat(refused("😀😁😂🤣😃😄😅😆😉😊😋😎😍😘")).isTrue();
    String words = "seven grey otters hum ";
    assertThat(refused(words.repeat(6).substring(0, 128))).isFalse();
    assertThat(refused(words.repeat(6).substring(0, 129))).isTrue();
  }

  @Test
  void aPasswordIsTheSameHoweverItsLettersAreComposed() {
    assertThat(PasswordRules.normalised("cafe\u0301")).isEqualTo("caf\u00e9");
    PasswordHashes hashes = new PasswordHashes(1, Duration.ofSeconds(10));
    String hash = hashes.hash("seven grey cafe\u0301s hum");
    assertThat(hashes.matches("seven grey caf\u00e9s hum", hash)).isTrue();
  }

  @Test
  void theListIsAsLongAsIsAskedFor() {
    assertThat(CommonPasswords.own().size()).isGreaterThanOrEqualTo(3000);
  }

  private static boolean refused(String password) {
    return catchThrowableOfType(Fault.class, () -> require(password)) != null;
  }

  private static void require(String password) {
    PasswordRules.require("password", password, List.of("melinda.oconnor", "Melinda O'Connor"));
  }
}
