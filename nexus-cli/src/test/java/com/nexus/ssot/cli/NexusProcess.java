package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command as a user starts it: the launcher, a process of its own, what was packaged. */
final class NexusProcess implements AutoCloseable {
  static final Path LAUNCHER = Path.of("..", "nexus").toAbsolutePath().normalize();
  private static final Pattern READY = Pattern.compile("Nexus is ready at (\\S+)");
  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final Path out;
  private final Path err;

  private NexusProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a process left behind. */
  record Ended(int exit, String out, String err) {}

  /** Starts a command in a folder, with no variables of this process that mean something to it. */
  static NexusProcess start(Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    return start(LAUNCHER, folder, variables, arguments);
  }

  static NexusProcess start(
      Path launcher, Path folder, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command =
        Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList();
    return start(Files.createTempFile(folder, "out", ".txt"), folder, variables, command);
  }

  private static NexusProcess start(
      Path out, Path folder, Map<String, String> variables, List<String> command)
      throws IOException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name ->
            name.matches("(NEXUS|SSOT|API)_.*|DATABASE_URL|REDIS_URL|LOG_LEVEL|JAVA_TOOL.*"));
    environment.put("NEXUS_NO_BUILD", "1");
    environment.putAll(variables);
    return new NexusProcess(builder.start(), out, err);
  }

  static Ended run(Path folder, Map<String, String> variables, String... arguments)
      throws Exception {
    try (NexusProcess process = start(folder, variables, arguments)) {
      return process.ended();
    }
  }

  /** Runs a command whose output goes to a device. */
  static Ended runTo(Path device, Path folder, Map<String, String> variables, String... arguments)
      throws Exception {
    List<String> command =
        Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments)).toList();
    try (NexusProcess process = start(device, folder, variables, command)) {
      assertThat(process.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      return new Ended(process.process.exitValue(), "", Files.readString(process.err));
    }
  }

  /** Waits until a server answers and gives its address. */
  String url() throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < limit) {
      Matcher ready = READY.matcher(Files.readString(out));
      if (ready.find()) {
        return ready.group(1);
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("not ready:\n" + Files.readString(out) + Files.readString(err));
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  /** Asks it to stop, as a service manager does. */
  Ended terminated() throws Exception {
    process.destroy();
    return ended();
  }

  /** Ends it without a chance to do anything. */
  void killed() throws Exception {
    process.destroyForcibly().waitFor();
  }

  Ended ended() throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      process.destroy();
      process.onExit().join();
    }
  }
}
