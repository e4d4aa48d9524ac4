package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the texts of settings into values. What is wrong goes to the problems. */
final class Values {
  private final Sources sources;
  private final Problems problems;
  private final Path workingDir;

  /**
   * @param workingDir what relative paths start from
   */
  Values(Sources sources, Problems problems, Path workingDir) {
    this.sources = sources;
    this.problems = problems;
    this.workingDir = workingDir;
  }

  Optional<Value> get(String name) {
    return sources.get(name);
  }

  /** Where a setting stands; its name if nobody set it. */
  String at(String name) {
    return get(name).map(Value::at).orElse(name);
  }

  void problem(String at, String message, String fix) {
    problems.add(at, message, fix);
  }

  boolean flag(String name, boolean otherwise) {
    return get(name).map(value -> flag(name, value, otherwise)).orElse(otherwise);
  }

  private boolean flag(String name, Value value, boolean otherwise) {
    return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        String message = name + " is " + quoted(value) + ", which is neither true nor false.";
        problem(value.at(), message, "Use true or false.");
        yield otherwise;
      }
    };
  }

  /** A whole number between two bounds, both allowed. */
  int number(String name, int least, int most, int otherwise, String fix) {
    Optional<Value> value = get(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get().text().strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers out of bounds.
    }
    problem(value.get().at(), name + " is " + quoted(value.get()) + ".", fix);
    return otherwise;
  }

  Path path(String name, Path otherwise) {
    return get(name).map(value -> path(name, value, otherwise)).orElse(otherwise);
  }

  private Path path(String name, Value value, Path otherwise) {
    String text = value.text().strip();
    try {
      Path home = Path.of(System.getProperty("user.home"));
      Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
      return workingDir.resolve(path).normalize();
    } catch (InvalidPathException e) {
      problem(value.at(), name + " is not a path.", "Name a file or folder.");
      return otherwise;
    }
  }

  Optional<LogLevel> logLevel(Value value) {
    return switch (value.text().strip().toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Optional.of(LogLevel.DEBUG);
      case "INFO" -> Optional.of(LogLevel.INFO);
      case "WARNING", "WARN" -> Optional.of(LogLevel.WARNING);
      case "ERROR" -> Optional.of(LogLevel.ERROR);
      default -> {
        String message = "The log level " + quoted(value) + " does not exist.";
        problem(value.at(), message, "Use DEBUG, INFO, WARNING or ERROR.");
        yield Optional.empty();
      }
    };
  }

  /** The address of a web server, without a slash at its end. */
  @Nullable URI webAddress(String name) {
    Optional<Value> value = get(name);
    if (value.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(value.get().text().strip().replaceFirst("/+$", ""));
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for other addresses.
    }
    problem(
        value.get().at(),
        name + " is " + quoted(value.get()) + ", which is not the address of a web server.",
        "Write http://host or https://host, with a port and path if needed.");
    return null;
  }

  /** A text for a message, short and on one line. */
  static String quoted(Value value) {
    return Quoted.of(value.text().strip());
  }
}
