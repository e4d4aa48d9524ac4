package com.nexus.ssot.server.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and how.
 *
 * @param file where the log is written besides standard error; null for nowhere
 * @param loggers levels of single loggers
 */
public record LogSettings(
    LogLevel level, Format format, @Nullable Path file, Map<String, LogLevel> loggers) {

  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** For collectors: the Elastic Common Schema. */
    JSON
  }

  /** The levels of the settings. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  public LogSettings {
    loggers = Map.copyOf(loggers);
  }
}
