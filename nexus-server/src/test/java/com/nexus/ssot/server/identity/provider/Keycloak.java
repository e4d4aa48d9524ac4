package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A real Keycloak as a process of its own, with one realm; the folder it is in goes with it. */
final class Keycloak implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final int port;

  private Keycloak(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param home an unpacked distribution
   * @throws IllegalStateException with the end of its log when it does not start
   */
  static Keycloak start(Path home) throws IOException, InterruptedException {
    if (!Files.isRegularFile(home.resolve("bin/kc.sh"))) {
      throw new IllegalStateException("There is no Keycloak in " + home);
    }
    if (Files.exists(home.resolve("data"))) {
      TestServer.delete(home.resolve("data"));
    }
    Path realm = home.resolve("data/import/nexus-realm.json");
    Files.createDirectories(realm.getParent());
    try (InputStream in = Keycloak.class.getResourceAsStream("keycloak-realm.json")) {
      Files.copy(Objects.requireNonNull(in), realm);
    }
    int port = freePort();
    Path log = home.resolve("data/log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    // Its threads want to be used again, which JDK 24 and later do not let them without this.
    builder.environment().put("JAVA_OPTS_APPEND", "--add-opens=java.base/java.lang=ALL-UNNAMED");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Keycloak keycloak = new Keycloak(process, port);
    try {
      keycloak.awaitReady(log);
    } catch (RuntimeException | IOException | InterruptedException e) {
      keycloak.close();
      throw e;
    }
    return keycloak;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    URI document = URI.create(issuer() + "/.well-known/openid-configuration");
    try (HttpClient http = HttpClient.newHttpClient()) {
      // A process that has ended is waited for no longer.
      while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
        if (isThere(http, document)) {
          return;
        }
        if (System.nanoTime() > deadline) {
          break;
        }
      }
    }
    List<String> lines = Files.readAllLines(log);
    throw new IllegalStateException(
        "Keycloak does not start: "
            + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
  }

  private static boolean isThere(HttpClient http, URI address) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).GET().build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/nexus";
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process
        .onExit()
        .orTimeout(20, TimeUnit.SECONDS)
        .exceptionally(_ -> process.destroyForcibly())
        .join();
  }
}
