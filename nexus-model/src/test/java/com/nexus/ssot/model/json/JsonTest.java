package com.nexus.ssot.model.json;

import static com.nexus.ssot.model.Causes.fault;
import static com.nexus.ssot.model.Causes.places;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1, 'a':2}                | line 1, column 12",
        "{'a':1} {'b':2}               | line 1, column 9",
        "{'a':1} x                     | line 1, column 9",
        "[1,2                          | line 1, column 5",
        "{'a':}                        | line 1, column 6",
        "{a:1}                         | line 1, column 2",
        "[1,]                          | line 1, column 4",
        "[01]                          | line 1, column 3",
        "[NaN]                         | line 1, column 5",
        "[1, 2e91141240261]            | line 1, column 5",
        "[1] // really                 | line 1, column 5",
      })
  void whatIsNotJsonIsRefusedWithItsPlace(String json, String place) {
    Fault fault = fault(() -> Json.read(json.replace('\'', '"').getBytes(UTF_8)));
    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(fault.causes().getFirst().at()).isEqualTo(place);
  }

  @Test
  void whatWasStoredIsReadHoweverLongItsTextsAre() {
    String json = "[\"" + "x".repeat(Json.MAX_TEXT + 1) + "\"]";
    assertThat(fault(() -> Json.read(json.getBytes(UTF_8))).code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(Json.stored().readTree(json).get(0).asString()).hasSize(Json.MAX_TEXT + 1);
  }

  @Test
  void thePlaceCountsLinesAndCharacters() {
    byte[] text = "{\n  \"ä€😀\": \"x\",\n  \"b\": tru\n}".getBytes(UTF_8);
    assertThat(places(() -> Json.read(text)).getFirst()).startsWith("line 3, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\n"})
  void nothingIsNotAValue(String text) {
    assertThat(fault(() -> Json.read(text.getBytes(UTF_8))).causes().getFirst().message())
        .isEqualTo("There is no JSON value.");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
    assertThat(places(() -> Json.read("[\n\"grün\"]".getBytes(ISO_8859_1))))
        .containsExactly("line 2, column 4");
    assertThat(fault(() -> Json.read("{}".getBytes(UTF_16))).code()).isEqualTo(FaultCode.MALFORMED);
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    byte[] cut = {'"', (byte) 0xe2, (byte) 0x82};
    assertThat(places(() -> Json.read(overlong))).containsExactly("line 1, column 2");
    assertThat(places(() -> Json.read(surrogate))).containsExactly("line 1, column 2");
    assertThat(places(() -> Json.read(cut))).containsExactly("line 1, column 2");
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(Json.read("\uFEFF{}".getBytes(UTF_8)).isObject()).isTrue();
    assertThat(fault(() -> Json.read("\uFEFF\uFEFF{}".getBytes(UTF_8))).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void nulAndOtherControlCharactersAreRefused() {
    for (String text : new String[] {"[1,\0]", "\"a\0b\"", "\"a\nb\"", "{\"\u0001\":1}"}) {
      assertThat(fault(() -> Json.read(text.getBytes(UTF_8))).code())
          .as(text)
          .isEqualTo(FaultCode.MALFORMED);
    }
  }

  @Test
  void nestingEndsAtSixtyFour() {
    assertThat(Json.read(("[".repeat(64) + "]".repeat(64)).getBytes(UTF_8)).isArray()).isTrue();
    Fault fault = fault(() -> Json.read(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)));
    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(fault.causes().getFirst().message()).contains("64").doesNotContain("Constraints");
    assertThat(fault(() -> Json.read("{\"a\":".repeat(1_000_000).getBytes(UTF_8))).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void textEndsAt256Kibibytes() {
    String longest = '"' + "x".repeat(Json.MAX_TEXT) + '"';
    assertThat(Json.read(longest.getBytes(UTF_8)).stringValue()).hasSize(Json.MAX_TEXT);
    String longer = '"' + "x".repeat(Json.MAX_TEXT + 1) + '"';
    assertThat(fault(() -> Json.read(longer.getBytes(UTF_8))).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void namesEndAt1024Characters() {
    String longest = "{\"" + "n".repeat(Json.MAX_NAME) + "\":1}";
    assertThat(Json.read(longest.getBytes(UTF_8)).size()).isEqualTo(1);
    String longer = "{\"" + "n".repeat(Json.MAX_NAME + 1) + "\":1}";
    Fault fault = fault(() -> Json.read(longer.getBytes(UTF_8)));
    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(fault.causes().getFirst().message()).contains("1024").doesNotContain("Constraints");
    assertThat(fault.causes().getFirst().at()).startsWith("line 1, column ");
  }

  @Test
  void aLineOfTenMegabytesIsReadOrRefusedButNeverBreaksAnything() {
    String numbers = "[" + "1234567,".repeat(1_250_000) + "1]";
    assertThat(Json.read(numbers.getBytes(UTF_8)).size()).isEqualTo(1_250_001);
    String text = '"' + "x".repeat(10_000_000) + '"';
    assertThat(fault(() -> Json.read(text.getBytes(UTF_8))).code()).isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void numbersEndAtAHundredDigits() {
    assertThat(Json.read("1".repeat(100).getBytes(UTF_8)).isNumber()).isTrue();
    assertThat(fault(() -> Json.read("1".repeat(101).getBytes(UTF_8))).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void numbersAreKeptAsWritten() {
    assertThat(Json.read("[0.10,1e400,9007199254740993]".getBytes(UTF_8)))
        .hasToString("[0.10,1E+400,9007199254740993]");
  }

  @Test
  void randomBytesAreReadOrRefusedButNeverBreakAnything() {
    Seeded.forAll(
        3_000,
        random -> {
          byte[] bytes = CanonicalJson.bytes(Seeded.json(random, 4));
          for (int edits = random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          try {
            Json.read(bytes);
          } catch (Fault e) {
            assertThat(e.code()).isEqualTo(FaultCode.MALFORMED);
            assertThat(e.causes()).singleElement().satisfies(c -> assertThat(c.at()).isNotNull());
          }
        });
  }

  /** The cases of RFC 7396, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'b'}            | {'a':'c'}                    | {'a':'c'}",
        "{'a':'b'}            | {'b':'c'}                    | {'a':'b','b':'c'}",
        "{'a':'b'}            | {'a':null}                   | {}",
        "{'a':'b','b':'c'}    | {'a':null}                   | {'b':'c'}",
        "{'a':['b']}          | {'a':'c'}                    | {'a':'c'}",
        "{'a':'c'}            | {'a':['b']}                  | {'a':['b']}",
        "{'a':{'b':'c'}}      | {'a':{'b':'d','c':null}}     | {'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]}    | {'a':[1]}                    | {'a':[1]}",
        "['a','b']            | ['c','d']                    | ['c','d']",
        "{'a':'b'}            | ['c']                        | ['c']",
        "{'a':'foo'}          | null                         | null",
        "{'a':'foo'}          | 'bar'                        | 'bar'",
        "{'e':null}           | {'a':1}                      | {'e':null,'a':1}",
        "[1,2]                | {'a':'b','c':null}           | {'a':'b'}",
        "{}                   | {'a':{'bb':{'ccc':null}}}    | {'a':{'bb':{}}}",
      })
  void aMergePatchDoesWhatTheStandardSays(String target, String patch, String expected) {
    JsonNode before = json(target);
    JsonNode change = json(patch);
    assertThat(Json.mergePatch(before, change)).isEqualTo(json(expected));
    assertThat(before).isEqualTo(json(target));
    assertThat(change).isEqualTo(json(patch));
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"\\ud800\"]',3", "'[\"\\ude00x\"]',3", "'[\"\\ud83dx\\ude00\"]',3",
    "'[\"\\ud83d\\ud83d\\ude00\"]',3", "'{\"\\ud83d\":1}',3", "'[\"\\\\\\ud800\"]',5"
  })
  void halfASurrogatePairIsNoUnicode(String json, int column) {
    assertThat(places(() -> Json.readUnicode(json.getBytes(UTF_8))))
        .containsExactly("line 1, column " + column);
    assertThat(Json.read(json.getBytes(UTF_8)).isContainer()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[\"\\ud83d\\ude00\"]", "[\"\\\\ud800\"]", "[\"😀\\u0041\"]", "[\"\\n\"]"})
  void wholePairsAreUnicode(String json) {
    assertThat(Json.readUnicode(json.getBytes(UTF_8)).isArray()).isTrue();
  }
}
