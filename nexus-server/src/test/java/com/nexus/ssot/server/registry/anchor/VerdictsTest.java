package com.nexus.ssot.server.registry.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Places for comparisons, and verdicts that are kept. */
class VerdictsTest {
  private static final Compatibility VERDICT =
      new Compatibility(
          "books",
          "2",
          CompatibilityLevel.FULL,
          Compatibility.Outcome.COMPATIBLE,
          null,
          List.of("1"),
          Map.of(),
          List.of());

  @Test
  void oneComparisonTooManyIsSentAwayUntilAPlaceIsFree() {
    Verdicts verdicts = new Verdicts(2, Duration.ZERO);
    verdicts.get(
        "first",
        () ->
            verdicts.get(
                "second",
                () -> {
                  assertThatThrownBy(() -> verdicts.get("third", () -> VERDICT))
                      .isInstanceOfSatisfying(
                          Fault.class,
                          fault -> assertThat(fault.code()).isEqualTo(FaultCode.OVERLOADED));
                  return VERDICT;
                }));
    assertThat(verdicts.get("third", () -> VERDICT)).isEqualTo(VERDICT);
  }

  @Test
  void aVerdictIsWorkedOutOnce() {
    Verdicts verdicts = new Verdicts(1, Duration.ZERO);
    verdicts.get("one", () -> VERDICT);
    Compatibility again =
        verdicts.get(
            "one",
            () -> {
              throw new AssertionError("worked out twice");
            });
    assertThat(again).isEqualTo(VERDICT);
    assertThat(verdicts.find("other")).isEmpty();
  }

  @Test
  void aComparisonThatFailsGivesItsPlaceBack() {
    Verdicts verdicts = new Verdicts(1, Duration.ZERO);
    assertThatThrownBy(() ->
            verdicts.get(
                "one",
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(verdicts.get("one", () -> VERDICT)).isEqualTo(VERDICT);
  }
}
