package com.nexus.ssot.cli;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.NexusServer;
import com.nexus.ssot.server.RunningServer;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A real registry on a free port, shared by all tests of the JVM; names keep them apart. */
record TestRegistry(RunningServer server, ApiKey adminKey) {

  static TestRegistry shared() {
    return Shared.REGISTRY;
  }

  String url() {
    return server.url();
  }

  // The work stands outside of the holder: other threads run its lambdas while it is initialised.
  private static final class Shared {
    private static final TestRegistry REGISTRY = start();
  }

  private static TestRegistry start() {
    try {
      Path data = Files.createTempDirectory("nexus-cli-test-");
      ApiKey key = ApiKey.generate();
      Map<String, String> environment = new HashMap<>();
      environment.put("API_PORT", "0");
      environment.put("NEXUS_DATA_DIR", data.toString());
      environment.put("NEXUS_CONFIG_DIR", data.toString());
      environment.put("NEXUS_ADMIN_KEY", key.text());
      environment.put("LOG_LEVEL", "WARNING");
      environment.put("NEXUS_EGRESS_ALLOW", "127.0.0.1");
      // The tests of all commands search with one key.
      environment.put("NEXUS_RATE_LIMIT_SEARCHES", "100000000");
      String external = System.getenv("NEXUS_TEST_DATABASE_URL");
      if (external != null) {
        environment.put("DATABASE_URL", external);
      }
      RunningServer server =
          NexusServer.start(ServerSettings.load(environment, data, Map.of()), _ -> {});
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(server, data)));
      return new TestRegistry(server, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(RunningServer server, Path data) {
    server.close();
    delete(data);
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
