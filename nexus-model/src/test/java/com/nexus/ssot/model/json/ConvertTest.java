package com.nexus.ssot.model.json;

import static com.nexus.ssot.model.Causes.fault;
import static com.nexus.ssot.model.Causes.places;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConvertTest {
  enum Colour {
    RED,
    DARK_BLUE
  }

  record Inner(String name, @Nullable Integer size) {}

  record All(
      String text,
      boolean flag,
      int count,
      long total,
      BigDecimal amount,
      UUID id,
      Instant at,
      Colour colour,
      Period period,
      Inner inner,
      List<Inner> inners,
      Set<Colour> colours,
      Map<String, Integer> sizes,
      JsonNode anything) {}

  record Loose(
      @Nullable String text,
      @Nullable List<@Nullable String> words,
      @Nullable Map<Colour, @Nullable Boolean> flags,
      @Nullable Integer someCount,
      @Nullable Boolean isOn,
      @Nullable Long total,
      @Nullable JsonNode anything,
      @Nullable Double ratio) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Raw(byte[] data) {}

  record Picky(int low, int high) {
    Picky {
      if (low > high) {
        throw new IllegalArgumentException("low must not be above high.");
      }
      if (low < 0) {
        throw Fault.of(
            FaultCode.INVALID, "No.", List.of(Cause.at("/low", "low must not be negative.", null)));
      }
    }
  }

  record Holder(@Nullable Picky picky, @Nullable List<Picky> more) {}

  private static final String GOOD =
      """
      {"text": "t", "flag": true, "count": 1, "total": 5000000000, "amount": 1.50,
       "id": "01890a5d-ac96-774b-bcce-b302099a8057", "at": "2030-01-31T13:00:00.1234567+01:00",
       "colour": "dark_blue", "period": "P1Y", "inner": {"name": "n", "size": null},
       "inners": [{"name": "a"}], "colours": ["RED", "red"], "sizes": {"Ab_C": 1},
       "anything": [null]}\
      """;

  @Test
  void everyTypeIsRead() {
    All all = read(GOOD, All.class);
    assertThat(all.colour()).isEqualTo(Colour.DARK_BLUE);
    assertThat(all.colours()).containsExactly(Colour.RED);
    assertThat(all.at()).isEqualTo(Instant.parse("2030-01-31T12:00:00.123456Z"));
    assertThat(all.amount()).isEqualTo(new BigDecimal("1.50"));
    assertThat(all.period()).isEqualTo(Period.parse("1y"));
    assertThat(all.inners()).containsExactly(new Inner("a", null));
    assertThat(all.sizes()).containsExactly(Map.entry("Ab_C", 1));
    assertThat(all.anything()).hasToString("[null]");
  }

  @Test
  void whatIsWrittenReadsBackAsTheSame() {
    All all = read(GOOD, All.class);
    assertThat(Json.convert(Json.tree(all), All.class)).isEqualTo(all);
    assertThat(Json.read(Json.mapper().writeValueAsBytes(all), All.class)).isEqualTo(all);
  }

  @Test
  void everyMissingFieldIsNamedAtOnce() {
    Fault fault = fault(() -> read("{}", All.class));
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes()).hasSize(14);
    assertThat(fault.causes()).allSatisfy(c -> assertThat(c.message()).contains("required"));
    assertThat(fault.causes())
        .contains(
            Cause.at("/colour", "This field is required.", "Give one of RED, DARK_BLUE."),
            Cause.at("/inner", "This field is required.", "Give an object."),
            Cause.at("/sizes", "This field is required.", "Give an object."),
            Cause.at("/period", "This field is required.", "Give a value."));
  }

  @Test
  void whatMayBeMissingMayBeNullToo() {
    assertThat(read("{}", Loose.class))
        .isEqualTo(read("{\"text\":null,\"words\":null,\"some_count\":null}", Loose.class));
    assertThat(read("{\"words\":[null],\"flags\":{\"red\":null}}", Loose.class).words())
        .containsExactly((String) null);
  }

  @Test
  void aNullWhereSomethingIsNeededIsRefused() {
    String nulls =
        GOOD.replace("\"t\"", "null")
            .replace("{\"name\": \"a\"}", "null")
            .replace(": 1}", ": null}");
    assertThat(places(() -> read(nulls, All.class)))
        .containsExactly("/text", "/inners/0", "/sizes/Ab_C");
  }

  @Test
  void unknownFieldsAreNamedAndTheKnownOnesListed() {
    Fault fault = fault(() -> read("{\"txet\":1,\"someCount\":2,\"a/b~\":3}", Loose.class));
    assertThat(fault.causes())
        .containsExactly(
            Cause.at(
                "/txet",
                "There is no field \"txet\".",
                "Known fields: text, words, flags, some_count, is_on, total, anything, ratio."),
            Cause.at("/someCount", "There is no field \"someCount\".", "Write some_count."),
            Cause.at(
                "/a~1b~0",
                "There is no field \"a/b~\".",
                "Known fields: text, words, flags, some_count, is_on, total, anything, ratio."));
  }

  @Test
  void everyWrongValueIsToldAtOnceWithItsPointer() {
    String bad =
        """
        {"text": 1, "flag": "true", "count": 1.5, "total": true, "amount": "1", "id": "x",
         "at": "2030-01-31", "colour": "pink", "period": "30m", "inner": [],
         "inners": [{"name": 1, "nam": 2}, 3], "colours": {}, "sizes": {"a": "1", "b": 2e0},
         "anything": {"k": "\\u0000"}}\
        """;
    assertThat(places(() -> read(bad, All.class)))
        .containsExactly(
            "/text",
            "/flag",
            "/count",
            "/total",
            "/amount",
            "/id",
            "/at",
            "/colour",
            "/period",
            "/inner",
            "/inners/0/nam",
            "/inners/0/name",
            "/inners/1",
            "/colours",
            "/sizes/a",
            "/sizes/b",
            "/anything/k");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "some_count | 2147483648",
        "some_count | -2147483649",
        "some_count | 1.0",
        "some_count | \"1\"",
        "some_count | []",
        "some_count | 1e400",
        "total      | 9223372036854775808",
        "total      | 1e3",
        "is_on      | 1",
        "is_on      | \"yes\"",
        "is_on      | {}",
        "text       | 1",
        "text       | true",
        "text       | 1.5",
        "text       | []",
        "ratio      | 1e400",
        "ratio      | \"1\"",
        "words      | \"a\"",
        "flags      | {\"green\":true}",
        "flags      | []",
      })
  void nothingIsBentIntoShape(String field, String value) {
    String body = "{\"" + field + "\":" + value + "}";
    assertThat(places(() -> read(body, Loose.class)))
        .singleElement()
        .satisfies(at -> assertThat(at).startsWith("/" + field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-01-31",
        "2030-01-31T12:00:00",
        "+10000-01-01T00:00:00Z",
        "0000-12-31T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2030-02-30T00:00:00Z",
        "tomorrow",
        "",
      })
  void aMomentThatNobodyCanStoreIsRefused(String moment) {
    assertThat(places(() -> read(GOOD.replaceAll("2030[^\"]*", moment), All.class)))
        .containsExactly("/at");
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsRefused() {
    assertThat(places(() -> read(GOOD.replace("1.50", "1e999999999"), All.class)))
        .containsExactly("/amount");
  }

  @Test
  void aShortUuidIsRefused() {
    assertThat(places(() -> read(GOOD.replace("01890a5d-", "1-"), All.class)))
        .containsExactly("/id");
  }

  @Test
  void textThatNoDatabaseTakesIsRefusedWhereverItStands() {
    assertThat(places(() -> read("{\"text\":\"a\\u0000\"}", Loose.class))).containsExactly("/text");
    assertThat(places(() -> read("{\"text\":\"\\ud800\"}", Loose.class))).containsExactly("/text");
    assertThat(places(() -> read("{\"text\":\"\\udc00x\"}", Loose.class))).containsExactly("/text");
    assertThat(read("{\"text\":\"\\ud83d\\ude00\"}", Loose.class).text()).isEqualTo("😀");
    assertThat(places(() -> read("{\"anything\":[[\"\\u0000\"],{\"\\ud800\":1}]}", Loose.class)))
        .hasSize(2)
        .first()
        .isEqualTo("/anything/0/0");
  }

  @Test
  void whatARecordSaysAgainstItsValuesIsTold() {
    Fault fault =
        fault(() ->
            read(
                "{\"picky\":{\"low\":2,\"high\":1},\"more\":[{\"low\":-1,\"high\":1}]}",
                Holder.class));
    assertThat(fault.causes())
        .containsExactly(
            Cause.at("/picky", "low must not be above high.", null),
            Cause.at("/more/0/low", "low must not be negative.", null));
  }

  @Test
  void theWholeValueMustBeAnObject() {
    for (String body : List.of("[]", "null", "1", "\"x\"")) {
      assertThat(places(() -> read(body, Loose.class))).as(body).containsExactly("");
    }
  }

  @Test
  void aFloodOfCausesIsCutShort() {
    String body = "{" + String.join(",", Seeded.list(5_000, i -> "\"f" + i + "\":1")) + "}";
    Fault fault = fault(() -> read(body, Loose.class));
    assertThat(fault.causes()).hasSize(Binder.MOST_CAUSES + 1);
    assertThat(fault.causes().getLast().message()).isEqualTo("There are 4900 more causes.");
  }

  @Test
  void aStrangersTextDoesNotReachAScreenUnquoted() {
    Fault fault = fault(() -> read("{\"\\u001b[2Jx\\u202e\":1}", Loose.class));
    assertThat(fault.causes().getFirst().message())
        .isEqualTo("There is no field \"\\u001b[2Jx\\u202e\".");
  }

  @Test
  void plainTypesAndMapsAreReadAsWell() {
    assertThat(Json.convert(json("5"), Integer.class)).isEqualTo(5);
    assertThat(Json.convert(json("5"), int.class)).isEqualTo(5);
    assertThat((Object) Json.convert(json("{\"a\":[1]}"), Map.class)).hasToString("{a=[1]}");
    assertThat((Object) Json.convert(json("[1]"), List.class)).hasToString("[1]");
    assertThat(Json.convert(json("[1]"), JsonNode.class)).hasToString("[1]");
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(UTF_8));
  }

  private static <T> T read(String text, Class<T> type) {
    return Json.read(text.getBytes(UTF_8), type);
  }

  @Test
  void bytesTravelAsBase64() {
    assertThat(Json.read("{\"data\":\"aMOk\"}".getBytes(UTF_8), Raw.class).data())
        .isEqualTo("hä".getBytes(UTF_8));
    assertThat(places(() -> Json.read("{\"data\":\"?\"}".getBytes(UTF_8), Raw.class)))
        .containsExactly("/data");
  }
}
