package com.nexus.ssot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds one run of the command.
 *
 * @param directory what relative paths start from
 * @param home the user's home folder
 * @param columns width of the terminal; 0 where lines may be as long as they like
 * @param answering whether somebody can be asked a question
 * @param watching whether somebody watches the errors, and so the progress
 * @param colour whether output may be coloured
 */
record World(
    Map<String, String> environment,
    Path directory,
    Path home,
    InputStream in,
    Output out,
    PrintStream err,
    int columns,
    boolean answering,
    boolean watching,
    boolean colour) {
  private static final int USUAL_COLUMNS = 100;

  /** The world of this process; the launcher says what is a terminal. */
  static World ofThisProcess() {
    Map<String, String> environment = System.getenv();
    String[] terminals = System.getProperty("nexus.tty", "false,false,false").split(",", 3);
    boolean in = Boolean.parseBoolean(terminals[0]);
    boolean out = Boolean.parseBoolean(terminals[1]);
    boolean err = Boolean.parseBoolean(terminals[2]);
    return new World(
        environment,
        Path.of("").toAbsolutePath(),
        home(environment),
        System.in,
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        out ? columns(environment.get("COLUMNS")) : 0,
        in && err,
        err,
        out && environment.get("NO_COLOR") == null && !"dumb".equals(environment.get("TERM")));
  }

  /** The variable first, as everywhere: Java itself asks the password database only. */
  static Path home(Map<String, String> environment) {
    String home = environment.get("HOME");
    return Path.of(
        home != null && home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  private static int columns(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
  }

  /** Whether what is printed goes to a terminal, which obeys what it reads. */
  boolean onTerminal() {
    return columns > 0;
  }

  /** A variable of the environment; null when it is not set or empty. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** A path as the user wrote it. */
  Path path(String written) {
    String text = written.startsWith("~/") ? home + written.substring(1) : written;
    return directory.resolve(text);
  }
}
