package com.nexus.ssot.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, in UTF-8 whatever the locale says, because JSON and YAML must be. Remembers why
 * it could not be written, which a {@link PrintStream} alone keeps to itself.
 */
final class Output extends PrintStream {
  private final Target target;

  Output(OutputStream stream) {
    this(new Target(stream));
  }

  private Output(Target target) {
    super(target, true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Writes to the same place, and fails when that does. */
  OutputStream strictly() {
    return target;
  }

  /** The first failure to write; null if everything was written. */
  @Nullable IOException failure() {
    flush();
    return target.failure;
  }

  /** Whether nobody reads on, as after {@code | head}. */
  static boolean isClosedPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  private static final class Target extends FilterOutputStream {
    private @Nullable IOException failure;

    Target(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    private IOException remembered(IOException e) {
      failure = failure == null ? e : failure;
      return e;
    }
  }
}
