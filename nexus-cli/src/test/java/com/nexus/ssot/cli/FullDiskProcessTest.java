package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nexus.ssot.model.key.ApiKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk fills up: a small file system that only it and its database see. */
class FullDiskProcessTest {
  private static final String MEGABYTES = "200";
  private static final int MOST_WRITES = 20_000;
  private static final String DESCRIPTION = "x".repeat(2_000);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiKey key = ApiKey.generate();

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereWhenThereIsRoomAgain() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    try (Disk disk = Disk.mounted(small)) {
      Path launcher = disk.launcher(folder);
      Map<String, String> variables =
          Map.of("NEXUS_DATA_DIR", small + "/data", "NEXUS_ADMIN_KEY", key.text());
      List<String> acknowledged = new ArrayList<>();
      try (NexusProcess server =
          NexusProcess.start(launcher, folder, variables, "serve", "--port", "0")) {
        String url = server.url();
        acknowledged.add(create(url, 0).body());
        disk.fill();
        HttpResponse<String> refused = writeUntilRefused(url, acknowledged);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("STORAGE_FULL").contains("Make room");
        assertThat(refused.body()).contains("nothing was stored").doesNotContain("Exception");
        assertThat(resolve(url, 0).statusCode()).isEqualTo(200);
      }
      disk.empty();
      try (NexusProcess server =
          NexusProcess.start(launcher, folder, variables, "serve", "--port", "0")) {
        String url = server.url();
        for (int i = 0; i < acknowledged.size(); i++) {
          assertThat(resolve(url, i).statusCode()).as("alias-" + i).isEqualTo(200);
        }
        assertThat(create(url, MOST_WRITES).statusCode()).isEqualTo(201);
      }
    }
  }

  private HttpResponse<String> writeUntilRefused(String url, List<String> acknowledged)
      throws Exception {
    for (int i = 1; i < MOST_WRITES; i++) {
      HttpResponse<String> answer = create(url, i);
      if (answer.statusCode() != 201) {
        return answer;
      }
      acknowledged.add(answer.body());
    }
    throw new AssertionError("the disk did not fill up");
  }

  private HttpResponse<String> create(String url, int number) throws Exception {
    String body =
        "{\"alias\":\"alias-%d\",\"canonical\":\"https://example.com/%d\",\"description\":\"%s\"}"
            .formatted(number, number, DESCRIPTION);
    return send(
        HttpRequest.newBuilder(URI.create(url + "/api/aliases"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> resolve(String url, int number) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/api/aliases/resolve/default/alias-" + number)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(
        request.header("Authorization", "Bearer " + key.text()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A file system of its own, in a mount namespace that a sleeping process keeps. */
  private record Disk(Process keeper, Path mountPoint) implements AutoCloseable {

    static Disk mounted(Path mountPoint) throws IOException {
      Process keeper =
          new ProcessBuilder(
                  "unshare",
                  "--map-root-user",
                  "--mount",
                  "sh",
                  "-c",
                  "mount -t tmpfs -o mode=755,size="
                      + MEGABYTES
                      + "m none \"$0\" && echo mounted"
                      + " && exec sleep 600",
                  mountPoint.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader said = keeper.inputReader();
      assumeTrue("mounted".equals(said.readLine()), "user namespaces are not allowed here");
      return new Disk(keeper, mountPoint);
    }

    /** The launcher, run where the file system is seen. */
    Path launcher(Path folder) throws IOException {
      String script =
          """
          #!/bin/sh
          exec nsenter --target %d --user --mount --preserve-credentials --wd="$PWD" '%s' "$@"
          """
              .formatted(keeper.pid(), NexusProcess.LAUNCHER);
      return Files.setPosixFilePermissions(
          Files.writeString(folder.resolve("launcher"), script),
          PosixFilePermissions.fromString("rwx------"));
    }

    void fill() throws IOException {
      try (OutputStream ballast = Files.newOutputStream(ballast())) {
        byte[] block = new byte[4096];
        for (int i = 0; i < Integer.parseInt(MEGABYTES) * 256; i++) {
          ballast.write(block);
        }
      } catch (IOException e) {
        return; // that was the aim
      }
      throw new AssertionError("the disk is larger than it was made");
    }

    void empty() throws IOException {
      Files.delete(ballast());
    }

    /** Seen from outside through the process that keeps the namespace. */
    private Path ballast() {
      return Path.of("/proc/" + keeper.pid() + "/root" + mountPoint + "/ballast");
    }

    @Override
    public void close() {
      keeper.destroyForcibly().onExit().join();
    }
  }
}
