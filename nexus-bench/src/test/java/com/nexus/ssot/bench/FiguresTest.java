package com.nexus.ssot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleOnes() {
    assertThat(Figures.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3.0);
    assertThat(Figures.median(List.of(4.0, 1.0, 3.0, 9.0))).isEqualTo(3.5);
  }

  @Test
  void whatWrkPrintsIsReadWithItsUnitsAndFailures() {
    Wrk wrk =
        Wrk.parse(
            """
              Latency Distribution
                 50%  812.00us
                 99%    2.35ms
              Socket errors: connect 0, read 1, write 0, timeout 2
              Non-2xx or 3xx responses: 4
            Requests/sec:  35123.45
            """);
    assertThat(wrk).isEqualTo(new Wrk(35123.45, 0.812, 2.35, 7));
  }

  @Test
  void outputWithoutARateIsAFailureAndNotAZero() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect"))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("no rate");
  }

  @Test
  void onlyKnownOptionsAreTaken() {
    assertThat(Options.read(new String[] {"--rounds=3"}, Map.of("rounds", 5)).get("rounds"))
        .isEqualTo(3);
    assertThatThrownBy(() -> Options.read(new String[] {"--round=3"}, Map.of("rounds", 5)))
        .hasMessageContaining("--round=3");
    assertThatThrownBy(() -> Options.read(new String[] {"--rounds=x"}, Map.of("rounds", 5)))
        .hasMessageContaining("whole number");
  }
}
