package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once for each version from the archive that the server brings
 * along.
 *
 * @param folder where they stand
 * @param major the first number of their version
 */
record PostgresBinaries(Path folder, int major) {
  private static final String VERSION = "nexus-version";

  /** The programs for this machine; unpacks them if that has not been done. */
  static PostgresBinaries unpacked(Path cacheDir, Consumer<String> progress) {
    URL archive = PostgresBinaries.class.getResource("/" + archiveName());
    if (archive == null) {
      throw unsupported();
    }
    try {
      Path folder = cacheDir.resolve("postgres-" + fingerprint(archive));
      if (!Files.exists(folder)) {
        progress.accept("Unpacking PostgreSQL (only once) to " + folder);
        unpack(archive, cacheDir, folder);
      }
      return new PostgresBinaries(
          folder, Integer.parseInt(Files.readString(folder.resolve(VERSION)).strip()));
    } catch (IOException e) {
      throw DataFolder.unusable(cacheDir, "NEXUS_CACHE_DIR", "PostgreSQL's programs", e);
    }
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static String archiveName() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String os = system.startsWith("mac") ? "darwin" : system;
    return switch (machine) {
      case "amd64", "x86_64" -> "postgres-" + os + "-x86_64.txz";
      case "aarch64" -> "postgres-" + os + "-arm_64.txz";
      default -> "postgres-" + os + "-" + machine + ".txz";
    };
  }

  /** Tells versions apart without reading the whole archive: the checksum in the jar's index. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    long crc =
        connection instanceof JarURLConnection jar && jar.getJarEntry() != null
            ? jar.getJarEntry().getCrc()
            : connection.getContentLengthLong();
    return HexFormat.of().toHexDigits(crc, 8);
  }

  /** Unpacks beside the target and moves, so that a half unpacked folder is never used. */
  private static void unpack(URL archive, Path cacheDir, Path folder) throws IOException {
    Files.createDirectories(cacheDir);
    Path fresh = Files.createTempDirectory(cacheDir, "unpacking-");
    try {
      try (InputStream in = new BufferedInputStream(archive.openStream());
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(entry, tar, fresh);
        }
      }
      Files.writeString(fresh.resolve(VERSION), major(fresh) + "\n");
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
      // Another server was faster: its folder is as good.
    } finally {
      delete(fresh);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("an entry of the archive leads out of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + target + " executable");
      }
    }
  }

  private static int major(Path folder) {
    Command.Result version =
        Command.run(folder.resolve("bin").resolve("postgres"), List.of("--version"), "");
    String number = version.output().replaceFirst("(?s).*\\(PostgreSQL\\) (\\d+).*", "$1");
    if (!version.ok() || !number.strip().matches("\\d+")) {
      throw Fault.of(
          FaultCode.DATABASE_START,
          "PostgreSQL's programs do not run on this system: " + version.output().strip(),
          List.of(useYourOwn()));
    }
    return Integer.parseInt(number.strip());
  }

  private static Fault unsupported() {
    return Fault.of(
        FaultCode.DATABASE_START,
        "There is no embedded PostgreSQL for "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch"),
        List.of(useYourOwn()));
  }

  private static Cause useYourOwn() {
    return Cause.of(
        "The embedded database cannot be started on this system.",
        "Set DATABASE_URL to a PostgreSQL that runs elsewhere.");
  }

  /** Removes a folder with everything in it; nothing happens if there is none. */
  static void delete(@Nullable Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
