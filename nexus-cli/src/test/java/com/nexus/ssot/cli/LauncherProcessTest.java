package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.model.key.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the server as real processes. */
class LauncherProcessTest {
  private static final Path DISTRIBUTION = Path.of("target", "nexus").toAbsolutePath();
  private static final String TARGET = "https://users.example.com/v1";

  @TempDir static Path shared;

  private static NexusProcess server;
  private static Path data;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    data = shared.resolve("data");
    server =
        NexusProcess.start(
            shared, Map.of("NEXUS_DATA_DIR", data.toString()), "serve", "--port", "0");
    server.url();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private Map<String, String> with(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    variables.put("HOME", folder.toString());
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  @Test
  void theLauncherPrintsItsVersionAndMakesKeys() throws Exception {
    assertThat(NexusProcess.run(folder, with(), "--version").out()).startsWith("nexus ");
    NexusProcess.Ended key = NexusProcess.run(folder, with(), "key", "generate");
    assertThat(ApiKey.parse(key.out().strip())).isPresent();
    assertThat(key.err()).isEmpty();
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    NexusProcess.Ended ended = NexusProcess.runTo(full, folder, with(), "key", "generate");
    assertThat(ended.exit()).isEqualTo(Exit.FAILED);
    assertThat(ended.err()).contains("could not be written");
  }

  @Test
  void theDistributionRunsFromAFolderWithSpacesThroughALink() throws Exception {
    Path home = Files.createDirectory(folder.resolve("with a space"));
    Path launcher = Files.copy(DISTRIBUTION.resolve("nexus"), home.resolve("nexus"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("lib"), DISTRIBUTION.resolve("lib"));
    Path link = Files.createSymbolicLink(folder.resolve("n"), Path.of("with a space", "nexus"));
    try (NexusProcess process = NexusProcess.start(link, folder, with(), "--version")) {
      NexusProcess.Ended ended = process.ended();
      assertThat(ended.out()).as(ended.err()).startsWith("nexus ");
    }
  }

  @Test
  void whatAFailedStartLeavesBehindDoesNotSpeakInTheNext() throws Exception {
    Path home = Files.createDirectory(folder.resolve("own"));
    Path launcher = Files.copy(DISTRIBUTION.resolve("nexus"), home.resolve("nexus"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("lib"), DISTRIBUTION.resolve("lib"));
    Map<String, String> archiving = with("NEXUS_NO_BUILD", "");
    String first = refused(launcher, archiving);
    assertThat(home.resolve("serve.jsa")).exists();
    assertThat(refused(launcher, archiving)).isEqualTo(first).doesNotContain("[");
  }

  private String refused(Path launcher, Map<String, String> variables) throws Exception {
    try (NexusProcess process =
        NexusProcess.start(launcher, folder, variables, "serve", "--nothing-of-the-kind")) {
      NexusProcess.Ended ended = process.ended();
      assertThat(ended.exit()).isNotZero();
      return ended.out() + ended.err();
    }
  }

  @Test
  void aFolderThatIsNoJdkIsToldApart() throws Exception {
    NexusProcess.Ended ended =
        NexusProcess.run(folder, with("NEXUS_JAVA_HOME", folder.toString()), "--version");
    assertThat(ended.exit()).isEqualTo(Exit.START);
    assertThat(ended.err()).contains("which is no JDK 25 or newer");
  }

  @Test
  void whatWasAcknowledgedOutlivesKillAndTheKeyIsHandedOverOnce() throws Exception {
    Path own = folder.resolve("data");
    String key;
    try (NexusProcess first =
        NexusProcess.start(
            folder, with("NEXUS_DATA_DIR", own.toString()), "serve", "--port", "0")) {
      String url = first.url();
      assertThat(first.out()).doesNotContain("nxs_");
      key = Files.readString(own.resolve("administrator-key")).strip();
      NexusProcess.Ended made =
          NexusProcess.run(
              folder,
              with("SSOT_REGISTRY_URL", url, "SSOT_API_KEY", key),
              "alias",
              "create",
              "user-profile",
              TARGET,
              "-c",
              "frontend");
      assertThat(made.exit()).as(made.err()).isZero();
      first.killed();
    }
    try (NexusProcess second =
        NexusProcess.start(
            folder, with("NEXUS_DATA_DIR", own.toString()), "serve", "--port", "0")) {
      String url = second.url();
      assertThat(second.out()).doesNotContain("nxs_").doesNotContain("administrator-key");
      NexusProcess.Ended resolved =
          NexusProcess.run(
              folder,
              with("SSOT_REGISTRY_URL", url, "SSOT_API_KEY", key),
              "resolve",
              "frontend",
              "user-profile");
      assertThat(resolved.out()).as(resolved.err()).isEqualTo(TARGET + "\n");
      NexusProcess.Ended ended = second.terminated();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("Stopping…");
    }
  }

  @Test
  void aKeyOfOnesOwnIsNotShown() throws Exception {
    String key = ApiKey.generate().text();
    Map<String, String> variables =
        with("NEXUS_DATA_DIR", folder.resolve("data").toString(), "NEXUS_ADMIN_KEY", key);
    try (NexusProcess process = NexusProcess.start(folder, variables, "serve", "--port", "0")) {
      String url = process.url();
      NexusProcess.Ended who =
          NexusProcess.run(folder, with("SSOT_REGISTRY_URL", url, "SSOT_API_KEY", key), "whoami");
      assertThat(who.exit()).as(who.err()).isZero();
      NexusProcess.Ended ended = process.terminated();
      assertThat(ended.exit()).isZero();
      assertThat(ended.out() + ended.err()).doesNotContain(key);
    }
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() throws Exception {
    NexusProcess.Ended ended =
        NexusProcess.run(folder, with("NEXUS_DATA_DIR", data.toString()), "serve", "--port", "0");
    assertThat(ended.exit()).isEqualTo(Exit.START);
    assertThat(ended.err()).contains("[DATA_DIR_IN_USE]").contains("→ ");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NexusProcess.Ended ended =
          NexusProcess.run(
              folder,
              with("NEXUS_DATA_DIR", folder.resolve("data").toString()),
              "serve",
              "--host",
              "127.0.0.1",
              "--port",
              String.valueOf(taken.getLocalPort()));
      assertThat(ended.exit()).isEqualTo(Exit.START);
      assertThat(ended.err()).contains("[PORT_IN_USE]");
    }
  }

  @Test
  void aDataFolderThatCannotBeIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    NexusProcess.Ended ended =
        NexusProcess.run(folder, with(), "serve", "--port", "0", "--data-dir", file + "/data");
    assertThat(ended.exit()).isEqualTo(Exit.START);
    assertThat(ended.err()).contains("[DATA_DIR]");
  }

  @Test
  void aDatabaseThatIsAwayOrRefusesTheLoginIsTold() throws Exception {
    NexusProcess.Ended away =
        NexusProcess.run(
            folder,
            with("DATABASE_URL", "postgresql://a:secret@127.0.0.1:1/db"),
            "serve",
            "--port",
            "0");
    assertThat(away.exit()).isEqualTo(Exit.START);
    assertThat(away.err()).contains("[DATABASE_AWAY]").doesNotContain("secret");
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    NexusProcess.Ended refused =
        NexusProcess.run(
            folder,
            with("DATABASE_URL", "postgresql://nexus:secret@127.0.0.1:" + port + "/nexus"),
            "serve",
            "--port",
            "0");
    assertThat(refused.exit()).isEqualTo(Exit.START);
    assertThat(refused.err()).contains("[DATABASE_LOGIN]").doesNotContain("secret");
  }

  @Test
  void whatSpringWouldObeyHasNoEffectOnWhereTheServerListens() throws Exception {
    Path config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(config.resolve("application.properties"), "server.address=0.0.0.0\n");
    Map<String, String> variables =
        with(
            "NEXUS_DATA_DIR",
            folder.resolve("data").toString(),
            "SERVER_ADDRESS",
            "0.0.0.0",
            "SERVER_PORT",
            "tcp://10.0.0.1:80",
            "SPRING_APPLICATION_JSON",
            "{\"server.port\":1}");
    int port = freePort();
    try (NexusProcess process =
        NexusProcess.start(folder, variables, "serve", "--port", String.valueOf(port))) {
      assertThat(process.url()).isEqualTo("http://127.0.0.1:" + port);
      // Every address of 127/8 is this machine: one that the server was not given is free.
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.2"))) {
        assertThat(other.isBound()).isTrue();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void aSettingThatDoesNotExistIsTold() throws Exception {
    NexusProcess.Ended ended =
        NexusProcess.run(folder, with("NEXUS_DATA_DRI", "x"), "serve", "--port", "0");
    assertThat(ended.exit()).isEqualTo(Exit.SETTING);
    assertThat(ended.err()).contains("NEXUS_DATA_DRI").contains("NEXUS_DATA_DIR");
  }
}
