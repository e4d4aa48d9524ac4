package com.nexus.ssot.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.LogSettings;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Sets up the log of the process: to standard error, and to a file if one is set. Done here and not
 * by Spring, so that what happens before Spring is logged the same way.
 */
final class Logs {
  private static final String OURS = "com.nexus.ssot";
  private static final int FILES_KEPT = 5;

  /** What could command a terminal or turn the direction of a line. */
  private static final String UNSEEN = "\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069";

  /**
   * Control characters in a message could forge lines or command a terminal. A failure takes
   * several lines; none but the first of an entry starts without a space.
   */
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}:"
          + (" %replace(%msg){'[\\x00-\\x1f" + UNSEEN + "]+', ' '}%n")
          + "%replace(%replace(%ex)"
          + ("{'[\\x00-\\x08\\x0b-\\x1f" + UNSEEN + "]+', ' '}")
          + "){'(?m)^(?=.)', '  '}";

  private Logs() {}

  /** Takes the settings into force for the whole process. */
  static void apply(LogSettings settings) {
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    levels(context, settings);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    attach(context, console, settings);
    if (settings.file() != null) {
      attach(context, file(context, settings.file()), settings);
    }
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  private static void levels(LoggerContext context, LogSettings settings) {
    Level ours = level(settings.level());
    // What libraries say below a warning is of use to nobody but their authors.
    Level theirs = ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN;
    set(context, Logger.ROOT_LOGGER_NAME, theirs);
    set(context, OURS, ours);
    // A start that fails is reported once, in plain words.
    set(context, "org.springframework.boot.SpringApplication", Level.OFF);
    set(context, "org.springframework.boot.web.server.servlet.context", Level.ERROR);
    // Who asks for what is not there is told so; the log need not be.
    set(context, "org.springframework.web.servlet.PageNotFound", Level.ERROR);
    // We say once that Redis is away, and once that it is back.
    set(context, "io.lettuce.core.protocol.ConnectionWatchdog", Level.ERROR);
    settings.loggers().forEach((name, level) -> set(context, name, level(level)));
  }

  private static void set(LoggerContext context, String name, Level level) {
    context.getLogger(name).setLevel(level);
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }

  private static void attach(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogSettings settings) {
    appender.setContext(context);
    appender.setEncoder(encoder(context, settings.format()));
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings.Format format) {
    return switch (format) {
      case TEXT -> {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        yield encoder;
      }
      case JSON -> {
        StandardEnvironment environment = new StandardEnvironment();
        environment
            .getPropertySources()
            .addFirst(new MapPropertySource("nexus", Map.of("spring.application.name", "nexus")));
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        yield encoder;
      }
    };
  }

  /** A file that begins anew at 10 MB; the five before are kept. */
  private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path path) {
    requireWritable(path);
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(path.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(path + ".%i");
    rolling.setMaxIndex(FILES_KEPT);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf("10MB"));
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    return appender;
  }

  private static void requireWritable(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (!Files.exists(path)) {
        Files.createFile(path);
      }
      if (Files.isWritable(path)) {
        return;
      }
    } catch (IOException e) {
      throw refused(path, e);
    }
    throw refused(path, new IOException("permission denied"));
  }

  private static Fault refused(Path path, IOException e) {
    return Fault.of(
        FaultCode.SETTING,
        "The log file " + path + " cannot be written",
        List.of(
            Cause.at(
                "log file",
                "The server logs there as the configuration files ask.",
                "Correct the folder's owner, or set another file.")),
        e);
  }
}
