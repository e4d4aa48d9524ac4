package com.nexus.ssot.model.json;

import static com.nexus.ssot.model.Causes.fault;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalJsonTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void theNumbersOfTheStandardAreWrittenAsItSays(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalJson.text(NODES.numberNode(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberIsRefused(double value) {
    ObjectNode holder = NODES.objectNode();
    holder.putArray("a/b").add(1).add(value);
    var fault = fault(() -> CanonicalJson.text(holder));
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes().getFirst().at()).isEqualTo("/a~1b/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "9007199254740993", "-9007199254740993"})
  void aNumberThatADoubleCannotHoldIsRefused(String number) {
    assertThat(fault(() -> canonical(number)).code()).isEqualTo(FaultCode.INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740992, 9007199254740992",
    "9007199254740994, 9007199254740994",
    "-9223372036854775808, -9223372036854776000",
    "-9223372036854776000, -9223372036854776000",
    "295147905179352825856, 295147905179352830000",
    "295147905179352830000, 295147905179352830000",
    "1e2, 100",
    "1.0, 1",
    "-0, 0",
    "-0.0, 0",
    "1e-7, 1e-7",
    "0.1000000000000000055, 0.1",
  })
  void theSameNumberIsAlwaysWrittenTheSameWay(String number, String expected) {
    assertThat(canonical(number)).isEqualTo(expected);
  }

  @Test
  void theExampleOfTheStandardComesOutAsItSays() {
    String given =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }\
        """;
    assertThat(canonical(given))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void keysAreOrderedByTheirCodeUnits() {
    ObjectNode object = NODES.objectNode();
    List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6", "")
        .forEach(key -> object.put(key, 0));
    assertThat(Json.read(CanonicalJson.bytes(object)).propertyNames())
        .containsExactly("", "\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33");
  }

  @Test
  void onlyWhatMustBeEscapedIs() {
    String given = "\b\t\n\f\r\u0000\u001f\"\\/\u007f\u2028\ud83d\ude00";
    assertThat(CanonicalJson.text(NODES.stringNode(given)))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\u007f\u2028\ud83d\ude00\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "x\udc00", "\ud800\ud800\udc00", "\udc00\ud800"})
  void halfASurrogatePairIsRefusedInTextAndInKeys(String text) {
    assertThat(fault(() -> CanonicalJson.text(NODES.stringNode(text))).code())
        .isEqualTo(FaultCode.INVALID);
    assertThat(fault(() -> CanonicalJson.text(NODES.objectNode().put(text, 1))).code())
        .isEqualTo(FaultCode.INVALID);
  }

  @Test
  void bytesInATreeAreWrittenAsBase64() {
    assertThat(CanonicalJson.text(NODES.binaryNode(new byte[] {1, 2}))).isEqualTo("\"AQI=\"");
  }

  @Test
  void whatIsNotJsonIsAMistakeOfTheProgram() {
    assertThatThrownBy(() -> CanonicalJson.text(NODES.missingNode()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.text(NODES.pojoNode(new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void canonicalTextReadsBackAsTheSameValueAndStaysAsItIs() {
    Seeded.forAll(
        2_000,
        random -> {
          JsonNode value = Seeded.json(random, 5);
          String text = CanonicalJson.text(value);
          JsonNode again = Json.read(text.getBytes(UTF_8));
          assertThat(CanonicalJson.text(again)).isEqualTo(text);
          assertSame(again, value);
        });
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    Seeded.forAll(
        1_000,
        random -> {
          JsonNode value = Seeded.json(random, 5);
          assertThat(CanonicalJson.text(reordered(value, random)))
              .isEqualTo(CanonicalJson.text(value));
        });
  }

  @Test
  void everyDoubleIsWrittenInTheFewestDigitsThatReadBackAsIt() {
    Seeded.forAll(
        20_000,
        random -> {
          double value = Seeded.finite(random);
          String text = CanonicalJson.text(NODES.numberNode(value));
          assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0 : value);
          assertThat(digits(text)).isLessThanOrEqualTo(17);
        });
  }

  @Test
  void wholeNumbersAreWrittenAsTheyAreOrRefused() {
    Seeded.forAll(
        5_000,
        random -> {
          BigInteger value = new BigInteger(1 + random.nextInt(80), random);
          JsonNode node = NODES.numberNode(value);
          boolean exact = new BigDecimal(value.doubleValue()).toBigInteger().equals(value);
          try {
            String text = CanonicalJson.text(node);
            assertThat(exact || new BigDecimal(text).toBigInteger().equals(value)).isTrue();
            assertThat(Double.parseDouble(text)).isEqualTo(value.doubleValue());
          } catch (Fault e) {
            assertThat(exact).isFalse();
          }
        });
  }

  @Test
  @Timeout(60)
  void theWayToAValueCostsNothingUnlessItIsTold() {
    ArrayNode numbers = NODES.arrayNode();
    for (int i = 0; i < 1_000_000; i++) {
      numbers.add(1);
    }
    String name = "n".repeat(1_000_000);
    ObjectNode holder = NODES.objectNode();
    holder.set(name, numbers);
    assertThat(CanonicalJson.text(holder).length()).isEqualTo(3_000_006);

    numbers.add("\ud800");
    String told = fault(() -> CanonicalJson.text(holder)).causes().getFirst().at();
    assertThat(("/" + name + "/1000000").equals(told)).isTrue();
  }

  private static String canonical(String json) {
    return CanonicalJson.text(Json.read(json.getBytes(UTF_8)));
  }

  private static long digits(String number) {
    String mantissa = number.replaceAll("e.*", "").replaceAll("[-.]", "");
    return mantissa.replaceAll("^0+", "").replaceAll("0+$", "").length();
  }

  private static JsonNode reordered(JsonNode value, Random random) {
    if (value instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
      ObjectNode other = NODES.objectNode();
      Seeded.shuffled(members, random)
          .forEach(member -> other.set(member.getKey(), reordered(member.getValue(), random)));
      return other;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode other = NODES.arrayNode();
      array.forEach(element -> other.add(reordered(element, random)));
      return other;
    }
    return value;
  }

  @Test
  void bytesOfARecordAreWrittenAsTheMapperWritesThem() {
    JsonNode tree = Json.tree(Map.of("content", new byte[] {1, 2, 3}));
    assertThat(CanonicalJson.text(tree)).isEqualTo("{\"content\":\"AQID\"}");
    assertThatThrownBy(() -> CanonicalJson.text(JsonNodeFactory.instance.pojoNode(this)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSame(JsonNode actual, JsonNode expected) {
    assertThat(actual.getNodeType()).isEqualTo(expected.getNodeType());
    if (expected.isNumber()) {
      assertThat(actual.doubleValue()).isEqualTo(expected.doubleValue() + 0.0);
    } else if (expected.isString()) {
      assertThat(actual.stringValue()).isEqualTo(expected.stringValue());
    } else if (expected.isObject()) {
      assertThat(actual.propertyNames())
          .containsExactlyInAnyOrderElementsOf(expected.propertyNames());
      expected.properties().forEach(m -> assertSame(actual.get(m.getKey()), m.getValue()));
    } else if (expected.isArray()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertSame(actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
