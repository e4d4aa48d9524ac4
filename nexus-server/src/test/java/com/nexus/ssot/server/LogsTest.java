package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.settings.LogSettings;
import com.nexus.ssot.server.settings.LogSettings.Format;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The log belongs to the process, so nothing else may run meanwhile. */
@Isolated
class LogsTest {
  private static final String OURS = "com.nexus.ssot.server.Sample";

  @TempDir Path folder;

  @AfterEach
  void quietAgain() {
    Logs.apply(new LogSettings(LogLevel.WARNING, Format.TEXT, null, Map.of()));
  }

  @Test
  void aLineOfTextHasTimeLevelAndPlaceAndCannotBeForged() throws IOException {
    List<String> lines = logged(Format.TEXT, () -> warn("stolen\n2026 ERROR \u001b[31mforged"));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Sample: .*")
        .endsWith("stolen 2026 ERROR  [31mforged");
  }

  @Test
  void aFailureCannotForgeALineEither() throws IOException {
    IllegalStateException inner =
        new IllegalStateException("inner\n2020-01-01T00:00:00.000Z ERROR \u001b[31mforged\u009b");
    Exception outer = new IllegalArgumentException("outer\r\n2020 WARN  forged\u202e", inner);
    List<String> lines =
        logged(Format.TEXT, () -> LoggerFactory.getLogger(OURS).error("failed", outer));
    assertThat(lines.getFirst()).endsWith("Sample: failed");
    assertThat(lines.get(1)).isEqualTo("  java.lang.IllegalArgumentException: outer ");
    assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("  "));
    assertThat(lines).anyMatch(line -> line.matches("\\s+at .*LogsTest.*"));
    assertThat(lines.stream().filter(line -> line.contains("IllegalStateException"))).hasSize(1);
    assertThat(String.join("", lines).replace("\t", ""))
        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202e]");
  }

  @Test
  void aLineOfJsonFollowsTheElasticCommonSchema() throws IOException {
    List<String> lines = logged(Format.JSON, () -> warn("two\nlines"));
    assertThat(lines).hasSize(1);
    JsonNode line = Json.read(lines.getFirst().getBytes(StandardCharsets.UTF_8));
    assertThat(line.at("/message").asString()).isEqualTo("two\nlines");
    assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
    assertThat(line.at("/log/logger").asString()).isEqualTo(OURS);
    assertThat(line.at("/service/name").asString()).isEqualTo("nexus");
    assertThat(line.at("/ecs/version").asString()).isNotBlank();
  }

  @Test
  void levelsHoldForOursAndSingleLoggersAndOthersAreQuieter() throws IOException {
    Path file = folder.resolve("levels.log");
    Logs.apply(
        new LogSettings(
            LogLevel.INFO, Format.TEXT, file, Map.of("org.example.loud", LogLevel.DEBUG)));
    LoggerFactory.getLogger(OURS).info("ours");
    LoggerFactory.getLogger(OURS).debug("too much");
    LoggerFactory.getLogger("org.example.other").info("of nobody's interest");
    LoggerFactory.getLogger("org.example.loud").debug("asked for");
    java.util.logging.Logger.getLogger("org.example.jul").warning("from the JDK");
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.replaceFirst("^.*?: ", ""))
        .containsExactly("ours", "asked for", "from the JDK");
  }

  @Test
  void debugConcernsTheServerAndNotItsLibraries() throws IOException {
    Path file = folder.resolve("debug.log");
    Logs.apply(new LogSettings(LogLevel.DEBUG, Format.TEXT, file, Map.of()));
    LoggerFactory.getLogger(OURS).debug("ours");
    LoggerFactory.getLogger("org.example.other").info("of nobody's interest");
    LoggerFactory.getLogger("org.example.other").warn("theirs");
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.replaceFirst("^.*?: ", ""))
        .containsExactly("ours", "theirs");
  }

  @Test
  void aLogFileThatCannotBeWrittenIsRefused() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file")).resolve("nexus.log");
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> Logs.apply(new LogSettings(LogLevel.INFO, Format.TEXT, blocked, Map.of())));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.detail()).contains(blocked.toString());
  }

  private static void warn(String message) {
    LoggerFactory.getLogger(OURS).warn(message);
  }

  private List<String> logged(Format format, Runnable work) throws IOException {
    Path file = folder.resolve("logs").resolve(format + ".log");
    Logs.apply(new LogSettings(LogLevel.INFO, format, file, Map.of()));
    work.run();
    return Files.readAllLines(file);
  }
}
