package com.nexus.ssot.model.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.json.Sha256;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void aNewKeyHasTheShapeThatTheDocumentsSay() {
    ApiKey key = ApiKey.generate();
    assertThat(key.text())
        .hasSize(67)
        .matches("nxs_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}");
    assertThat(key.id()).isEqualTo(key.text().substring(9, 17));
    assertThat(key.sha256()).isEqualTo(Sha256.of(key.text().getBytes(US_ASCII)));
  }

  @Test
  void aKeyReadsBackAsItself() {
    ApiKey key = ApiKey.generate();
    assertThat(ApiKey.parse(key.text())).contains(key);
    assertThat(ApiKey.parse(key.text()).orElseThrow()).hasSameHashCodeAs(key);
    assertThat(key).isNotEqualTo(ApiKey.generate()).isNotEqualTo(key.text());
  }

  /** CRC-32 of {@code nxs_live_00000000_} and 43 zeros, worked out with another implementation. */
  @Test
  void theChecksumIsTheUsualCrc32() {
    String body = "nxs_live_00000000_" + "0".repeat(43);
    assertThat(ApiKey.parse(body + "13tp27")).isPresent();
  }

  @Test
  void aKeyPrintsWithoutItsSecret() {
    ApiKey key = ApiKey.generate();
    assertThat(key).hasToString("nxs_live_" + key.id() + "_…");
    assertThat("a " + key + " b").doesNotContain(key.text().substring(18));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"nxs_live_", "nxs_live_00000000_", "Bearer x", "ä"})
  void otherTextIsNotAKey(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @Test
  void whatSurroundsAKeyIsNotPassedOver() {
    String key = ApiKey.generate().text();
    for (String text : Set.of(" " + key, key + "\n", key + "0", key.substring(1), "x" + key)) {
      assertThat(ApiKey.parse(text)).isEmpty();
    }
    assertThat(ApiKey.parse(key.replace("live", "test"))).isEmpty();
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    Seeded.forAll(
        5_000,
        random -> {
          StringBuilder text = new StringBuilder(ApiKey.generate().text());
          int place = random.nextInt(text.length());
          char other = BASE62.charAt(random.nextInt(62));
          if (text.charAt(place) != other) {
            text.setCharAt(place, other);
            assertThat(ApiKey.parse(text.toString())).as("%s", text).isEmpty();
          }
        });
  }

  @Test
  void twoSwappedNeighboursAreNoticed() {
    Seeded.forAll(
        2_000,
        random -> {
          String key = ApiKey.generate().text();
          int place = random.nextInt(key.length() - 1);
          char a = key.charAt(place);
          char b = key.charAt(place + 1);
          if (a != b) {
            String swapped = key.substring(0, place) + b + a + key.substring(place + 2);
            assertThat(ApiKey.parse(swapped)).as(swapped).isEmpty();
          }
        });
  }

  @Test
  void keysAreNeverTheSameAndUseTheWholeAlphabet() {
    Set<String> keys = new HashSet<>();
    Set<Integer> characters = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String text = ApiKey.generate().text();
      keys.add(text);
      characters.addAll(text.substring(19, 61).chars().boxed().collect(Collectors.toSet()));
    }
    assertThat(keys).hasSize(2_000);
    assertThat(characters).hasSize(62);
  }
}
