package com.nexus.ssot.model.governance;

import static com.nexus.ssot.model.Causes.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    "90d, 90d, 2024-05-30T00:00:00Z",
    "1y, 1y, 2025-03-01T00:00:00Z",
    "7y, 7y, 2031-03-01T00:00:00Z",
    "2w, 14d, 2024-03-15T00:00:00Z",
    "12h, 12h, 2024-03-01T12:00:00Z",
    "30s, PT30S, 2024-03-01T00:00:30Z",
    "PT90M, PT1H30M, 2024-03-01T01:30:00Z",
    "P1Y6M, P1Y6M, 2025-09-01T00:00:00Z",
    "P12M, 1y, 2025-03-01T00:00:00Z",
    "P1M, P1M, 2024-04-01T00:00:00Z",
    "P1W, 7d, 2024-03-08T00:00:00Z",
    "p90d, 90d, 2024-05-30T00:00:00Z",
    "P1DT12H, P1DT12H, 2024-03-02T12:00:00Z",
    "P1Y2M3DT4H5M6S, P1Y2M3DT4H5M6S, 2025-05-04T04:05:06Z",
    "1000y, 1000y, 3024-03-01T00:00:00Z",
  })
  void aPeriodIsReadShownAndAdded(String text, String shown, Instant end) {
    Period period = Period.parse(text);
    assertThat(period).hasToString(shown).isEqualTo(Period.parse(shown));
    assertThat(period.addTo(Instant.parse("2024-03-01T00:00:00Z"))).isEqualTo(end);
    assertThat(Json.tree(period).stringValue()).isEqualTo(shown);
    assertThat(Json.convert(Json.tree(period), Period.class)).isEqualTo(period);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "90",
        "d",
        "90D ",
        "90 d",
        "-1d",
        "+1d",
        "1.5d",
        "30m",
        "1y6m",
        "P",
        "PT",
        "P1D1T",
        "P-1D",
        "PT-1H",
        "P1.5D",
        "0d",
        "0y",
        "PT0S",
        "P0D",
        "1001y",
        "366001d",
        "999999999y",
        "999999999w",
        "P999999999W",
        "P999999999Y",
        "999999999d",
        "PT999999999H",
        "9999999999d",
        "P1Y1Y",
        "ninety days",
        "９０d",
      })
  void whatIsNoPeriodIsRefused(String text) {
    var fault = fault(() -> Period.parse(text, "/ttl"));
    assertThat(fault.code()).isEqualTo(FaultCode.INVALID);
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).isEqualTo("/ttl");
    assertThat(fault.causes().getFirst().fix()).isNotBlank();
  }

  @Test
  void minutesAndMonthsAreToldApart() {
    assertThat(fault(() -> Period.parse("30m")).causes().getFirst().fix())
        .isEqualTo("Write minutes as PT30M, and months as P1M.");
  }

  @Test
  void periodsAreComparedByWhereTheyEnd() {
    Period year = Period.parse("1y");
    assertThat(Period.parse("366d").isLongerThan(year)).isTrue();
    assertThat(Period.parse("365d").isLongerThan(year)).isFalse();
    assertThat(year.isLongerThan(year)).isFalse();
    assertThat(Period.parse("90d").isLongerThan(year)).isFalse();
    Instant inLeapYear = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(Period.parse("366d").isLongerThan(year, inLeapYear)).isFalse();
    assertThat(Period.parse("367d").isLongerThan(year, inLeapYear)).isTrue();
  }

  @Test
  void whatIsShownReadsBackAsTheSame() {
    Seeded.forAll(
        3_000,
        random -> {
          String date =
              "P%dY%dM%dD".formatted(random.nextInt(9), random.nextInt(30), random.nextInt(99));
          String time =
              "T%dH%dM%dS".formatted(random.nextInt(99), random.nextInt(99), random.nextInt(99));
          String text = date + (random.nextBoolean() ? time : "") + "";
          if (text.matches(".*[1-9].*")) {
            Period period = Period.parse(text);
            assertThat(Period.parse(period.toString())).isEqualTo(period);
          }
        });
  }
}
