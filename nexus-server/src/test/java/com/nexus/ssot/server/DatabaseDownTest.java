package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.identity.Callers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What works while the embedded database is gone, and that it comes back. */
class DatabaseDownTest {
  private static final String NAME = "/api/aliases/resolve/default/while-it-is-down";

  @Test
  void namesResolveWhileTheDatabaseIsDownAndWritesGoOnWhenItIsBack() throws Exception {
    assumeTrue(System.getenv("NEXUS_TEST_DATABASE_URL") == null, "about the embedded database");
    try (TestServer server = TestServer.start(Map.of())) {
      assertThat(create(server, "while-it-is-down").status()).isEqualTo(201);
      Path cluster = server.dataDir().resolve("postgres");
      Path configuration = cluster.resolve("postgresql.conf");
      String right = Files.readString(configuration);
      // What cannot be read keeps it from starting until the test lets it.
      Files.writeString(configuration, "nonsense\n", StandardOpenOption.APPEND);
      kill(cluster);

      assertThat(create(server, "not-now").status()).isEqualTo(503);
      assertThat(create(server, "not-now").header("Retry-After")).isNotBlank();
      assertThat(server.get(NAME).status()).isEqualTo(200);
      assertThat(server.get("/health").status()).isEqualTo(200);
      assertThat(server.http("GET", "/ready", null).status()).isEqualTo(503);
      // A key that cannot be looked up is neither right nor wrong.
      String[] unseen = {"Authorization", "Bearer " + ApiKey.generate().text(), "Via", "1.1 proxy"};
      assertThat(server.http("GET", "/health", null, unseen).status()).isEqualTo(200);
      assertThat(server.http("GET", "/metrics", null, unseen).status()).isEqualTo(503);
      // What cannot be a key is never looked up.
      String admin = server.adminKey().text();
      String broken = admin.substring(0, 66) + (admin.endsWith("x") ? "y" : "x");
      for (String path : new String[] {"/api/whoami", NAME}) {
        assertThat(server.http("GET", path, null, "X-API-Key", broken).status()).isEqualTo(401);
      }
      nobodySignsIn(server);
      whoUsesOneKeyWaitsForTheDatabaseAndNotForEachOther(server);

      Files.writeString(configuration, right);
      TestEngine.eventually(() -> create(server, "now-again").status() == 201);
      assertThat(server.get(NAME).status()).isEqualTo(200);
      assertThat(server.get("/api/aliases/while-it-is-down").status()).isEqualTo(200);
      TestEngine.eventually(() -> server.http("GET", "/ready", null).status() == 200);
    }
  }

  private static void whoUsesOneKeyWaitsForTheDatabaseAndNotForEachOther(TestServer server) {
    server.bean(Callers.class).reset();
    long begin = System.nanoTime();
    IntStream.range(0, 8)
        .mapToObj(_ ->
            CompletableFuture.supplyAsync(
                () -> server.get("/api/whoami").status(), Thread::startVirtualThread))
        .toList()
        .forEach(status -> assertThat(status.join()).isEqualTo(503));
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("five seconds each, at once")
        .isLessThan(Duration.ofSeconds(30));
  }

  private static void nobodySignsIn(TestServer server) {
    String login = "{\"username\":\"administrator\",\"password\":\"seven grey otters hum\"}";
    assertThat(server.http("POST", "/api/auth/login", login).status()).isEqualTo(503);
    String key = "grant_type=client_credentials&client_secret=" + server.adminKey().text();
    String form = "application/x-www-form-urlencoded";
    assertThat(server.http("POST", "/api/auth/token", key, "Content-Type", form).status())
        .isEqualTo(503);
  }

  private static TestServer.Reply create(TestServer server, String name) {
    return server.post(
        "/api/aliases",
        "{\"alias\":\"%s\",\"canonical\":\"https://example.com/x\"}".formatted(name));
  }

  private static void kill(Path cluster) throws IOException {
    String pid = Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }
}
