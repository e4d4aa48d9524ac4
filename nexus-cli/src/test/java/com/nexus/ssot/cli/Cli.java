package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Runs commands in a made-up world and keeps what they print. */
final class Cli {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime() & 0xffffff, 36);

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private int columns;
  private boolean terminal;

  Cli(Path folder) {
    this.folder = folder;
  }

  /** A command line that talks to the shared registry as its administrator. */
  static Cli asAdmin(Path folder) {
    return new Cli(folder)
        .with("SSOT_REGISTRY_URL", TestRegistry.shared().url())
        .with("SSOT_API_KEY", TestRegistry.shared().adminKey().text());
  }

  /** A name that no other test uses. */
  static String unique(String word) {
    return word + "-" + RUN + "-" + NUMBER.incrementAndGet();
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli typing(String text) {
    input = text;
    return this;
  }

  Cli onTerminal(int width) {
    columns = width;
    terminal = true;
    return this;
  }

  /** What a command did. */
  record Result(int exit, String out, String err) {
    JsonNode json() {
      return Json.read(out.getBytes(StandardCharsets.UTF_8));
    }

    Result ok() {
      assertThat(exit).as("%s%n%s", out, err).isZero();
      return this;
    }

    Result fails(int code) {
      assertThat(exit).as("%s%n%s", out, err).isEqualTo(code);
      assertThat(out).isEmpty();
      return this;
    }
  }

  World world(OutputStream out, ByteArrayOutputStream err) {
    return new World(
        Map.copyOf(environment),
        folder,
        folder,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new Output(out),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        columns,
        terminal,
        terminal,
        terminal && !environment.containsKey("NO_COLOR"));
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Nexus.run(world(out, err), arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
