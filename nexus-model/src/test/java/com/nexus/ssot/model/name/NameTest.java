package com.nexus.ssot.model.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NameTest {
  @Test
  void aNameIsShownAsWrittenAndComparedByItsKey() {
    Name name = Name.of("User_Mgmt");
    assertThat(name).hasToString("User_Mgmt");
    assertThat(name.key()).isEqualTo("user-mgmt");
    assertThat(Name.of("user-mgmt").shown()).isEqualTo("user-mgmt");
  }

  @Test
  void aNameWithoutAnythingToFoldIsItsOwnKey() {
    assertThat(Name.of("user-profile2").key()).isSameAs(Name.of("user-profile2").shown());
  }

  @Test
  void composedAndDecomposedLettersAreTheSameName() {
    assertThat(Name.of("Mu\u0308ller")).isEqualTo(Name.of("M\u00fcller"));
  }

  @Test
  void lettersThatAreComposedInOneCaseOnlyMakeOneName() {
    assertThat(Name.of("J\u030c").key()).isEqualTo(Name.of("\u01f0").key());
  }

  @Test
  void everyLetterWithAnyCommonMarkHasOneKey() {
    for (int letter = 0; letter < 0x20000; letter++) {
      for (int mark = letter < 0x600 ? 0x300 : 0x344; mark < 0x346; mark++) {
        String text = Character.toString(letter) + (char) mark;
        String key = Name.of(text).key();
        if (!Name.of(key).key().equals(key)
            || !Name.of(text.toLowerCase(Locale.ROOT)).key().equals(key)) {
          throw new AssertionError("%x %x".formatted(letter, mark));
        }
      }
    }
  }

  @Test
  void theKeyOfAKeyIsTheKey() {
    Seeded.forAll(
        5_000,
        random -> {
          String key = Name.of(Seeded.text(random, 20)).key();
          assertThat(Name.of(key).key()).isEqualTo(key);
        });
  }

  @Test
  void caseUnderscoresAndNormalFormDoNotMakeAnotherName() {
    Seeded.forAll(
        5_000,
        random -> {
          String text = Seeded.text(random, 20);
          String key = Name.of(text).key();
          assertThat(Name.of(text.toLowerCase(Locale.ROOT)).key()).isEqualTo(key);
          assertThat(Name.of(text.replace('_', '-')).key()).isEqualTo(key);
          assertThat(Name.of(Normalizer.normalize(text, Normalizer.Form.NFD)).key()).isEqualTo(key);
          assertThat(Name.of(Normalizer.normalize(text, Normalizer.Form.NFC)).key()).isEqualTo(key);
        });
  }
}
