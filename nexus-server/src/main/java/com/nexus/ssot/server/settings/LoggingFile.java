package com.nexus.ssot.server.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file {@code logging.yaml}: level, format, file and the levels of single loggers. Gives its
 * values under the names that the environment variables have.
 */
final class LoggingFile {
  static final String FORMAT = "logging.format";

  /** Before the name of a logger. */
  static final String LOGGER = "logging.loggers.";

  private LoggingFile() {}

  /** The values of the file; none if there is no file. */
  static Map<String, Value> read(Path file, Sources sources, Problems problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    Interpolation variables = new Interpolation(sources, problems);
    Section.file(file, problems)
        .map(whole -> whole.only("logging"))
        .flatMap(whole -> whole.section("logging"))
        .ifPresent(logging -> {
          logging.only("level", "format", "file", "loggers");
          logging.value("level").flatMap(variables::of).ifPresent(v -> values.put("LOG_LEVEL", v));
          logging.value("format").flatMap(variables::of).ifPresent(v -> values.put(FORMAT, v));
          logging
              .value("file")
              .flatMap(variables::of)
              .ifPresent(v -> values.put(EnvironmentsFile.LOG_FILE, v));
          logging.section("loggers").ifPresent(loggers -> loggers(loggers, variables, values));
        });
    return values;
  }

  private static void loggers(Section loggers, Interpolation variables, Map<String, Value> values) {
    for (String name : loggers.keys()) {
      loggers
          .value(name)
          .flatMap(variables::of)
          .ifPresent(level -> values.put(LOGGER + name, level));
    }
  }
}
