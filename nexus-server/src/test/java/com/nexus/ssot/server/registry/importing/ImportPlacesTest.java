package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Places for imports. */
class ImportPlacesTest {
  @Test
  void oneImportTooManyIsSentAwayUntilAPlaceIsFree() {
    ImportPlaces places = new ImportPlaces(2, Duration.ZERO);
    String answer =
        places.take(() ->
            places.take(() -> {
              assertThatThrownBy(() -> places.take(() -> "third"))
                  .isInstanceOfSatisfying(
                      Fault.class,
                      fault -> assertThat(fault.code()).isEqualTo(FaultCode.OVERLOADED));
              return "second";
            }));
    assertThat(answer).isEqualTo("second");
    assertThat(places.<String>take(() -> "third")).isEqualTo("third");
  }

  @Test
  void anImportThatFailsGivesItsPlaceBack() {
    ImportPlaces places = new ImportPlaces(1, Duration.ZERO);
    assertThatThrownBy(() ->
            places.take(() -> {
              throw new IllegalStateException("broken");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(places.<String>take(() -> "next")).isEqualTo("next");
  }
}
