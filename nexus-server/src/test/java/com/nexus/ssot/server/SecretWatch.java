package com.nexus.ssot.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Reads along everything that the tests and the servers in them print and log. A whole API key, a
 * token, or a text that a test planted as a secret ends up in the file {@code
 * target/leaked-secrets.txt}, and the build fails where that file exists.
 */
public final class SecretWatch implements LauncherSessionListener {
  /** What tests put into secrets so that they are found where they must not be. */
  public static final String PLANTED = "planted-secret";

  private static volatile boolean watching;
  private static final Path LEAKS = Path.of("target", "leaked-secrets.txt");
  private static final Pattern SECRET =
      Pattern.compile(
          "nxs_(live|test)_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}"
              + "|whsec_[0-9A-Za-z+/]{43}="
              + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}"
              + "|"
              + PLANTED);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      Files.deleteIfExists(LEAKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setOut(watched(System.out));
    System.setErr(watched(System.err));
    watching = true;
  }

  private static PrintStream watched(PrintStream stream) {
    return new PrintStream(new Watched(stream), true, StandardCharsets.UTF_8);
  }

  /** Whether it is in place: without it nothing would ever be found. */
  static boolean isWatching() {
    return watching;
  }

  /** The first secret in a line. */
  static Optional<String> secretIn(String line) {
    Matcher matcher = SECRET.matcher(line);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Passes everything on, and looks at each line. */
  private static final class Watched extends OutputStream {
    private final PrintStream behind;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Watched(PrintStream behind) {
      this.behind = behind;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (bytes[i] == '\n') {
          look();
        } else {
          line.write(bytes[i]);
        }
      }
      behind.write(bytes, from, length);
    }

    @Override
    public void flush() {
      behind.flush();
    }

    private void look() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      if (secretIn(text).isPresent()) {
        try {
          Files.writeString(
              LEAKS, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
