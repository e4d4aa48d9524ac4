package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.model.key.ApiKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in the foreground, inside this process. */
class ForegroundTest {
  @TempDir Path folder;

  @Test
  void aServerSaysWhereItIsShowsItsKeyAndStops() throws Exception {
    assertThat(greeting(new Cli(folder).onTerminal(120)))
        .contains("Nexus is ready at http://")
        .contains(folder.resolve("data").toString())
        .containsPattern("nxs_live_\\w{8}_\\w{49}")
        .containsPattern("It opens until \\d{4}-\\d{2}-\\d{2};")
        .contains("export SSOT_API_KEY=");
    assertThat(folder.resolve("data/administrator-key")).doesNotExist();
  }

  @Test
  void withoutATerminalTheKeyGoesIntoAFileOfItsOwner() throws Exception {
    Path file = folder.resolve("data/administrator-key");
    assertThat(greeting(new Cli(folder)))
        .contains("Nexus is ready at http://")
        .contains("export SSOT_API_KEY_FILE='" + file + "'")
        .containsPattern("It opens until \\d{4}-\\d{2}-\\d{2};")
        .doesNotContain("nxs_");
    assertThat(ApiKey.parse(Files.readString(file).strip())).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** What a server prints until it is stopped. */
  private String greeting(Cli cli) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Foreground foreground =
        new Foreground(
            cli.with("NEXUS_DEBUG", "1")
                .with("LOG_LEVEL", "WARNING")
                .world(out, new ByteArrayOutputStream()));
    Thread server =
        Thread.ofPlatform().start(() -> serve(foreground, folder.resolve("data").toString()));
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (out.size() == 0 && server.isAlive() && System.nanoTime() < limit) {
      server.join(50);
    }
    foreground.stop();
    server.join();
    return out.toString(StandardCharsets.UTF_8);
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
