package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b|b",
        "export A=b|b",
        "A = b c |b c",
        "A=b # comment|b",
        "A=b#c|b#c",
        "A=#nothing|``",
        "A=|``",
        "A=\"b # c\" # comment|b # c",
        "A='b \"c\" \\n'|b \"c\" \\n",
        "A=\"b\\\"c\\\\\"|b\"c\\",
        "A=postgresql://u:p@h/d?sslmode=require|postgresql://u:p@h/d?sslmode=require",
      })
  void aLineGivesItsValue(String line, String value) throws IOException {
    assertThat(read(line)).containsEntry("A", new Value(value, ".env:1"));
  }

  @Test
  void anEscapedLineBreakIsOne() throws IOException {
    assertThat(read("A=\"b\\nc\"")).containsEntry("A", new Value("b\nc", ".env:1"));
  }

  @Test
  void commentsAndEmptyLinesAreSkippedAndValuesKnowTheirLine() throws IOException {
    Map<String, Value> values = read("# one\n\n  # two\nA=b\n");
    assertThat(values).isEqualTo(Map.of("A", new Value("b", ".env:4")));
  }

  @ParameterizedTest
  @CsvSource({"just words,1", "A-B=c,1", "\"A=\"\"open\",1", "A='open,1"})
  void aBrokenLineIsRefusedWithItsNumber(String line, int number) {
    Fault fault = catchThrowableOfType(Fault.class, () -> read(line));
    assertThat(fault.causes()).extracting(Cause::at).containsExactly(".env:" + number);
  }

  @Test
  void withoutAFileThereAreNoValues() {
    assertThat(DotEnv.read(folder.resolve(".env"), new Problems())).isEmpty();
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Path file = folder.resolve(".env");
    Files.write(file, "A=\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    Problems problems = new Problems();
    DotEnv.read(file, problems);
    assertThat(problems.any()).isTrue();
  }

  private Map<String, Value> read(String text) throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(file, text);
    Problems problems = new Problems();
    Map<String, Value> values = DotEnv.read(file, problems);
    problems.raise();
    return values;
  }
}
