package com.nexus.ssot.server;

import com.nexus.ssot.server.settings.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own, so that it can be killed. Its main method is what it runs. */
public final class ServerProcess implements AutoCloseable {
  private static final String READY = "listening at ";

  private final Process process;
  private final String url;

  private ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param environment its settings; nothing else of this process's environment reaches it
   */
  static ServerProcess start(Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ServerProcess.class.getName()));
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().putAll(environment);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(READY)) {
          return new ServerProcess(process, line.substring(READY.length()));
        }
      }
      throw new IllegalStateException("the server ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    kill();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a server until the process is killed. */
  public static void main(String[] arguments) {
    RunningServer server =
        NexusServer.start(
            ServerSettings.load(
                System.getenv(), Path.of(System.getenv("NEXUS_DATA_DIR")), Map.of()),
            line -> {});
    System.out.println(READY + server.url());
    while (true) {
      LockSupport.park();
    }
  }
}
