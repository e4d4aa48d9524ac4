package com.nexus.ssot.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file that the user named. A regular one, also one that links lead to, is replaced by a
 * whole one that only its owner reads; what is no regular file, such as a device or a pipe, is
 * written into and stays what it is.
 */
final class OutFile {
  private static final int MOST_LINKS = 40; // as many as Linux follows
  private static final Path PROCESSES = Path.of("/proc");
  private static final Path DESCRIPTORS = Path.of("/dev/fd");

  private OutFile() {}

  /** What is to be written. */
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  static void write(World world, Path path, Content content) throws IOException {
    Path file = end(path);
    if (isStandardOutput(file)) {
      content.writeTo(world.out().strictly());
    } else if (isDescriptor(file)) {
      into(file, StandardOpenOption.APPEND, content); // what stands there is not ours to cut off
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      into(file, StandardOpenOption.WRITE, content);
    } else {
      replace(file, content);
    }
  }

  /** Where links lead; a descriptor of a process is an end, though it looks like a link. */
  private static Path end(Path path) throws IOException {
    Path next = path.toAbsolutePath();
    for (int links = 0; links <= MOST_LINKS; links++) {
      Path folder = next.getParent();
      if (folder == null) {
        return next;
      }
      Path file = folder.toRealPath().resolve(next.getFileName());
      if (isDescriptor(file) || !Files.isSymbolicLink(file)) {
        return file;
      }
      next = file.resolveSibling(Files.readSymbolicLink(file));
    }
    throw new FileSystemException(path.toString(), null, "Too many links lead to one another");
  }

  private static boolean isDescriptor(Path file) {
    return file.startsWith(PROCESSES) || file.startsWith(DESCRIPTORS);
  }

  private static boolean isStandardOutput(Path file) throws IOException {
    return isDescriptor(file)
        && Files.exists(DESCRIPTORS)
        && file.equals(DESCRIPTORS.toRealPath().resolve("1"));
  }

  private static void into(Path file, StandardOpenOption how, Content content) throws IOException {
    try (OutputStream stream = named(Files.newOutputStream(file, how), file)) {
      content.writeTo(stream);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), ".nexus-", ".part");
    try {
      try (OutputStream stream = named(Files.newOutputStream(draft), file)) {
        content.writeTo(stream);
      }
      // A file under its final name is a whole one, at any time.
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static OutputStream named(OutputStream stream, Path file) {
    return new BufferedOutputStream(new Named(stream, file));
  }

  /** Says which file cannot be written; the system's word for a full disk does not. */
  private static final class Named extends FilterOutputStream {
    private final Path file;

    Named(OutputStream stream, Path file) {
      super(stream);
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        FileSystemException named =
            new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
        named.initCause(e);
        throw named;
      }
    }
  }
}
