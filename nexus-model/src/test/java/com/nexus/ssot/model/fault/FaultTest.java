package com.nexus.ssot.model.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
  private static final Path CATALOGUE = Path.of("..", "docs", "faults.md");

  @Test
  void everyCodeHasASectionInTheCatalogueAndEverySectionACode() throws IOException {
    List<String> sections =
        Files.readAllLines(CATALOGUE).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FaultCode.values()).map(Enum::name).toList());
  }

  @Test
  void everySectionSaysTheStatusOfItsCodeAndWhatToDo() throws IOException {
    String text = Files.readString(CATALOGUE);
    for (FaultCode code : FaultCode.values()) {
      String section = text.split("(?m)^### " + code.name() + "$", 2)[1].split("(?m)^##", 2)[0];
      assertThat(section)
          .as(code.name())
          .contains("HTTP " + code.status() + ", exit code " + code.exitCode())
          .contains("**Do:**");
    }
  }

  @Test
  void everyCodeHasItsOwnTitle() {
    assertThat(FaultCode.values()).extracting(FaultCode::title).doesNotHaveDuplicates();
    assertThat(FaultCode.values()).allSatisfy(c -> assertThat(c.status()).isBetween(400, 599));
  }

  @Test
  void aFaultKeepsWhatItIsGiven() {
    Cause cause = Cause.at("/x", "Wrong.", "Right it.");
    RuntimeException origin = new RuntimeException("origin");
    assertThat(Fault.of(FaultCode.INVALID, "No.", List.of(cause), origin))
        .satisfies(f -> {
          assertThat(f.code()).isEqualTo(FaultCode.INVALID);
          assertThat(f.detail()).isEqualTo("No.");
          assertThat(f.causes()).containsExactly(cause);
          assertThat(f.getCause()).isSameAs(origin);
          assertThat(f.entityTag()).isNull();
        });
    assertThat(Fault.of(FaultCode.INTERNAL, "No.", origin).causes()).isEmpty();
    assertThat(Fault.preconditionFailed("No.", "\"t\"").entityTag()).isEqualTo("\"t\"");
  }

  @Test
  void aProblemLeavesOutWhatItDoesNotHave() {
    Fault fault = Fault.of(FaultCode.STALE, "It moved.");
    assertThat(Json.tree(Problem.of(fault, null)))
        .hasToString(
            "{\"type\":\"/docs/faults#STALE\",\"title\":\"The object changed meanwhile\","
                + "\"status\":409,\"code\":\"STALE\",\"detail\":\"It moved.\",\"retryable\":true}");
    Problem full =
        Problem.of(
                Fault.of(FaultCode.GONE, "Gone.", List.of(Cause.of("Because.", null))), "request-1")
            .suggesting(List.of("other"))
            .succeededBy("next");
    assertThat(full.suggestions()).containsExactly("other");
    assertThat(full.successor()).isEqualTo("next");
    assertThat(full.instance()).isEqualTo("request-1");
    assertThat(full.causes()).containsExactly(Cause.of("Because.", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain ä 😀 | \"plain ä 😀\"",
        "a\"b\\c | \"a\\\"b\\\\c\"",
        "a\u001b[2J | \"a\\u001b[2J\"",
        "a\u202eb\u200b.c | \"a\\u202eb\\u200b.c\"",
        "a\ud800b | \"a\\ud800b\"",
      })
  void aStrangersTextIsQuoted(String text, String quoted) {
    assertThat(Quoted.of(text)).isEqualTo(quoted);
  }

  @Test
  void aStrangersTextIsCutShort() {
    assertThat(Quoted.of("😀".repeat(60))).isEqualTo('"' + "😀".repeat(60) + '"');
    assertThat(Quoted.of("x".repeat(61))).isEqualTo('"' + "x".repeat(60) + "…\"");
    assertThat(Quoted.of("\n")).isEqualTo("\"\\u000a\"");
  }
}
