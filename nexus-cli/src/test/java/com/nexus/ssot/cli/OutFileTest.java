package com.nexus.ssot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are replaced by whole ones; what is no file, and every link, stays what it is. */
class OutFileTest {
  private static final Path NOWHERE = Path.of("/dev/null");
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  @Test
  void aDeviceIsWrittenIntoAndTheLinkToItStays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("nowhere"), NOWHERE);
    assertThat(export("nowhere").ok().err()).contains("bytes written to nowhere");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(NOWHERE);
    assertThat(Files.isRegularFile(link)).isFalse();
    assertThat(names()).containsExactly("nowhere");
  }

  @Test
  void aFullDeviceIsToldByItsName() throws IOException {
    assumeTrue(Files.exists(FULL), "there is no such device here");
    Path link = Files.createSymbolicLink(folder.resolve("full"), FULL);
    assertThat(export("full").fails(Exit.INVALID).err())
        .contains("/dev/full: No space left on device.");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(FULL);
    assertThat(names()).containsExactly("full");
  }

  @Test
  void aPipeIsWrittenInto() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Who opens it for both does not wait for another.
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      write(pipe, "through\n");
      assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
      assertThat(reader.readLine()).isEqualTo("through");
    }
    assertThat(names()).containsExactly("pipe");
  }

  @Test
  void aLinkStaysAndTheFileItLeadsToIsReplaced() throws IOException {
    Path far = Files.createDirectory(folder.resolve("far"));
    Path file = Files.writeString(far.resolve("file"), "old");
    Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("far/middle"));
    Files.createSymbolicLink(far.resolve("middle"), Path.of("file"));
    write(near, "new");
    assertThat(Files.isSymbolicLink(near)).isTrue();
    assertThat(Files.isSymbolicLink(far.resolve("middle"))).isTrue();
    assertThat(Files.isRegularFile(file)).isTrue();
    assertThat(Files.readString(file)).isEqualTo("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Path early = Files.createSymbolicLink(folder.resolve("early"), Path.of("far/later"));
    write(early, "first");
    assertThat(Files.isSymbolicLink(early)).isTrue();
    assertThat(Files.readString(far.resolve("later"))).isEqualTo("first");
    assertThat(names()).containsExactly("early", "far", "near");
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() ->
            OutFile.write(
                world(new ByteArrayOutputStream()),
                file,
                stream -> {
                  stream.write('n');
                  throw new IOException("halfway");
                }))
        .hasMessage("halfway");
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void standardOutputByItsFileNameIsStandardOutput() throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/dev/stdout"));
    Cli.Result exported = export("out").ok();
    assertThat(exported.out()).startsWith("{");
    assertThat(exported.err()).contains("bytes written to out");
    assertThat(Files.isSymbolicLink(folder.resolve("out"))).isTrue();
  }

  @Test
  void aFileThatIsOpenAlreadyIsAddedTo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before\n");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      write(descriptorOf(file.toRealPath()), "after\n");
      assertThat(open.length()).isEqualTo("before\nafter\n".length());
    }
    assertThat(Files.readString(file)).isEqualTo("before\nafter\n");
  }

  @Test
  void foldersAndCirclesOfLinksAreRefused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertThat(export("empty").fails(Exit.INVALID).err()).contains("Is a directory");
    assertThat(folder.resolve("empty")).isEmptyDirectory();
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThat(export("circle").fails(Exit.INVALID).err()).contains("Too many links");
    assertThat(export("missing/file").fails(Exit.INVALID).err()).contains("There is no such");
    export("/").fails(Exit.INVALID);
    assertThat(names()).containsExactly("circle", "empty");
  }

  @Test
  void theConfigFileIsWrittenAlike() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.yaml"), "");
    Path link = Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("kept.yaml"));
    setProfile("config.yaml").ok();
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(kept)).contains("http://127.0.0.1:1");
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), NOWHERE);
    setProfile("nowhere").ok();
    assertThat(Files.readSymbolicLink(nowhere)).isEqualTo(NOWHERE);
    assertThat(names()).containsExactly("config.yaml", "kept.yaml", "nowhere");
  }

  private Cli.Result setProfile(String config) {
    return new Cli(folder)
        .with("NEXUS_CONFIG", config)
        .run("profile", "set", "p", "--url", "http://127.0.0.1:1");
  }

  private Cli.Result export(String out) {
    return Cli.asAdmin(folder).run("export", "--out", out);
  }

  private void write(Path path, String text) throws IOException {
    OutFile.write(
        world(new ByteArrayOutputStream()), path, stream -> stream.write(text.getBytes(UTF_8)));
  }

  private World world(OutputStream out) {
    return new Cli(folder).world(out, new ByteArrayOutputStream());
  }

  private static Path descriptorOf(Path file) throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.exists(descriptors), "descriptors have no names here");
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(each -> leadsTo(each, file)).findFirst().orElseThrow();
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException _) {
      return false; // closed since
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
