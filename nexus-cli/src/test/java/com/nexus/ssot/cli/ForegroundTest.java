package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in the foreground, inside this process. */
class ForegroundTest {
  @TempDir Path folder;

  @Test
  void aServerSaysWhereItIsShowsItsKeyAndStops() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Foreground foreground =
        new Foreground(
            new Cli(folder)
                .with("NEXUS_DEBUG", "1")
                .with("LOG_LEVEL", "WARNING")
                .world(out, new ByteArrayOutputStream()));
    Thread server =
        Thread.ofPlatform().start(() -> serve(foreground, folder.resolve("data").toString()));
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (out.size() == 0 && server.isAlive() && System.nanoTime() < limit) {
      server.join(50);
    }
    String greeting = out.toString(StandardCharsets.UTF_8);
    foreground.stop();
    server.join();
    assertThat(greeting)
        .contains("Nexus is ready at http://")
        .contains(folder.resolve("data").toString())
        .containsPattern("nxs_live_\\w{8}_\\w{49}")
        .contains("export SSOT_API_KEY=");
  }

  private static void serve(Foreground foreground, String data) {
    try {
      foreground.serve(Map.of("API_PORT", "0", "NEXUS_DATA_DIR", data));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void optionsThatAreNotAllowedAreToldBeforeAnythingStarts() {
    Cli.Result refused =
        new Cli(folder)
            .run(
                "serve",
                "--port",
                "99999999",
                "--host",
                "here",
                "--log-level",
                "LOUD",
                "--data-dir",
                "d",
                "--database-url",
                "mysql://x");
    assertThat(refused.fails(Exit.SETTING).err())
        .contains("--port")
        .contains("--log-level")
        .contains("--database-url");
  }
}
