package com.nexus.ssot.bench;

import com.nexus.ssot.model.key.ApiKey;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The product as a process of its own, on a free port, for one run. */
record Server(Process process, int port, ApiKey key, Path data, double secondsToReady)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Starts {@code nexus serve}.
   *
   * @param environment settings beside port, data folder and administrator key
   */
  static Server start(
      Folder folder, ApiKey key, Map<String, String> environment, List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "com.nexus.ssot.cli.Nexus", "serve"));
    return run(folder, key, environment, command);
  }

  /** Starts it by the command that users have. */
  static Server launch(Folder folder, ApiKey key, Map<String, String> environment) {
    String launcher = System.getProperty("nexus.launcher");
    if (launcher == null) {
      throw new BenchFailure("this bench starts the command nexus; run it as nexus bench start");
    }
    return run(folder, key, environment, List.of(launcher, "serve"));
  }

  private static Server run(
      Folder folder, ApiKey key, Map<String, String> environment, List<String> command) {
    int port = Folder.freePort();
    Path data = folder.path().resolve("data");
    File log = folder.path().resolve("server-" + port + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.path().toFile()).redirectErrorStream(true);
    builder.redirectOutput(log);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("API_PORT", Integer.toString(port));
    builder.environment().put("NEXUS_DATA_DIR", data.toString());
    builder.environment().put("NEXUS_ADMIN_KEY", key.text());
    // What is measured is how fast the server is, with one key.
    builder.environment().put("NEXUS_RATE_LIMIT_READS", "100000000");
    builder.environment().put("NEXUS_RATE_LIMIT_WRITES", "100000000");
    builder.environment().put("NEXUS_CONNECTIONS_PER_ADDRESS", "10000");
    builder.environment().putAll(environment);
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      awaitReady(process, port, log);
      return new Server(process, port, key, data, (System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw new BenchFailure("the server cannot be started", e);
    }
  }

  private static void awaitReady(Process process, int port, File log) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new BenchFailure(
              "the server ended; its log is "
                  + Programs.run(List.of("tail", "-n", "20", log.toString())));
        }
        if (answers(client, request)) {
          return;
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
    process.destroyForcibly();
    throw new BenchFailure("the server was not ready after " + PATIENCE.toSeconds() + " s");
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
