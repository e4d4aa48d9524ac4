package com.nexus.ssot.model.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.text.SecretText.Sort;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are found wherever they stand, and what people write otherwise is not taken for one. */
class SecretTextTest {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String BASE62 = UPPER + "abcdefghijklmnopqrstuvwxyz";
  private static final List<String> WORDS =
      List.of(
          "orders",
          "v1.2.3",
          "api.example.com",
          "https://api.example.com/v1?q=a@b",
          "12:30@noon",
          "the key",
          "AKIA",
          "nxs_live_",
          "ghp_",
          "xox-games",
          "eyJ",
          "-----BEGIN CERTIFICATE-----",
          "user:password",
          "a.b.c",
          "Größe",
          "日本語",
          "2026-05-01T12:00:00Z",
          "com.example.Some_Class",
          "mailto:anna@example.com",
          "ssh://git@example.com/x",
          "0x0123456789abcdef",
          "{\"alg\":1}");

  @ParameterizedTest
  @EnumSource(Sort.class)
  void aSecretIsFoundAmongWhateverStandsAroundIt(Sort sort) {
    Random random = new Random(sort.name().hashCode());
    for (int i = 0; i < 500; i++) {
      String secret = secret(sort, random);
      String text =
          words(random) + " " + secret + pick(random, " ", "\n", ", ", ") ", "\" ") + words(random);
      assertThat(SecretText.in(text)).get().extracting(SecretText::sort).isEqualTo(sort);
      assertThat(text).contains(SecretText.in(text).orElseThrow().text());
      boolean certain = sort == Sort.API_KEY || sort == Sort.PRIVATE_KEY;
      assertThat(SecretText.inDocument(text).isPresent()).isEqualTo(certain);
    }
  }

  @Test
  void whatPeopleWriteOtherwiseIsNoSecret() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String text = words(random);
      assertThat(SecretText.in(text)).as(text).isEmpty();
    }
  }

  @Test
  void aKeyWithAWrongChecksumIsNone() {
    String key = ApiKey.generate().text();
    char last = key.charAt(key.length() - 1);
    String wrong = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
    assertThat(SecretText.in(wrong)).isEmpty();
    assertThat(SecretText.in(wrong + " " + key)).isPresent();
  }

  @Test
  void threePartsAreATokenOnlyIfTheFirstSaysHowItIsSigned() {
    Function<String, String> token =
        header -> base64(header) + "." + base64("{\"sub\":\"x\"}") + ".c2lnbmF0dXJl";
    assertThat(SecretText.in(token.apply("{ \"typ\":\"JWT\", \"alg\":\"none\"}"))).isPresent();
    assertThat(SecretText.in(token.apply("{\"typ\":\"JWT\"}"))).isEmpty();
    assertThat(SecretText.in(token.apply("[\"alg\"]"))).isEmpty();
    assertThat(SecretText.in("com-example." + token.apply("{\"alg\":\"RS256\"}"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.",
        "://",
        "://a:",
        "nxs_live_",
        "AKIA",
        "xoxa-",
        "-----BEGIN ",
        "a.aa.",
        "aaaaaaaa.aa."
      })
  void aLongTextIsReadInNoTime(String part) {
    String text = part.repeat(1_000_000 / part.length());
    assertThat(SecretText.in(text).map(SecretText::sort)).isNotEqualTo(Optional.of(Sort.JWT));
  }

  @Test
  void nothingPrintsTheSecret() {
    String key = ApiKey.generate().text();
    assertThat(SecretText.in(key).orElseThrow().toString()).doesNotContain(key);
  }

  private static String secret(Sort sort, Random random) {
    return switch (sort) {
      case API_KEY -> ApiKey.generate().text();
      case PRIVATE_KEY ->
          "-----BEGIN "
              + pick(random, "", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ")
              + "PRIVATE KEY-----";
      case WEBHOOK -> "whsec_" + letters(random, BASE62 + "+/", 43) + "=";
      case AWS -> pick(random, "AKIA", "ASIA") + letters(random, UPPER, 16);
      case GITHUB ->
          random.nextBoolean()
              ? pick(random, "ghp_", "gho_", "ghs_") + letters(random, BASE62, 36)
              : "github_pat_" + letters(random, BASE62 + "_", 40);
      case SLACK -> pick(random, "xoxb-", "xoxp-") + letters(random, BASE62, 24);
      case JWT ->
          base64("{\"alg\":\"HS256\",\"kid\":\"" + letters(random, BASE62, 4) + "\"}")
              + "."
              + base64("{\"sub\":\"" + letters(random, BASE62, 9) + "\"}")
              + "."
              + letters(random, BASE62, 43);
      case ADDRESS ->
          pick(random, "https", "postgres")
              + "://"
              + pick(random, "", "anna", "a%40b")
              + ":"
              + letters(random, BASE62, 1 + random.nextInt(12))
              + "@db.example.com/x";
    };
  }

  private static String words(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(pick(random, " ", "\n", " - "));
    }
    return text.toString();
  }

  private static String letters(Random random, String alphabet, int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return letters.toString();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
