package com.nexus.ssot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.model.key.ApiKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What works without a registry: help, keys, profiles, settings, and words nobody understands. */
class LocalCommandsTest {
  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(run("--version").ok().out()).matches("nexus \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\)\n");
    assertThat(run("-o", "json", "--version").ok().out()).startsWith("nexus ");
  }

  @Test
  void everyCommandEndsItsHelpWithAnExample() {
    every(
        Commands.of(
            new Cli(folder)
                .world(new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream())));
  }

  private static void every(CommandLine command) {
    String help = command.getUsageMessage();
    String name = command.getCommandSpec().qualifiedName();
    assertThat(help).as(name).contains("\nExample:\n  ");
    assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
    command.getSubcommands().values().forEach(LocalCommandsTest::every);
  }

  @Test
  void wordsNobodyUnderstandsBringNearOnes() {
    assertThat(run("alais", "list").fails(Exit.INVALID).err())
        .contains("did you mean: alias")
        .contains("see: nexus --help");
    assertThat(run("alias", "lst").fails(Exit.INVALID).err()).contains("list");
    assertThat(run("alias", "list", "--limmit", "3").fails(Exit.INVALID).err())
        .contains("--limmit")
        .contains("did you mean: --limit");
    assertThat(run("alias", "list", "--limit", "many").fails(Exit.INVALID).err())
        .contains("--limit");
    assertThat(run("alias", "list", "--limit", "1", "--limit", "2").fails(Exit.INVALID).err())
        .contains("--limit");
    assertThat(run("alias").fails(Exit.INVALID).err()).contains("Which command?");
    assertThat(run().fails(Exit.INVALID).err()).contains("Which command?");
    assertThat(run("resolve", "frontend").fails(Exit.INVALID).err()).contains("ALIAS");
  }

  @Test
  void helpAndCompletionArePrinted() {
    assertThat(run("alias", "create", "--help").ok().out()).contains("--expires-at");
    assertThat(run("--help").ok().out()).contains("import").contains("Exit codes");
    assertThat(run("completion", "bash").ok().out())
        .contains("_complete_nexus")
        .contains("restore");
    assertThat(run("completion", "bash").ok().out()).startsWith("#!").doesNotContain("nexus.bash");
    assertThat(run("completion", "zsh").ok().out())
        .startsWith("autoload -U +X compinit")
        .doesNotContain("#!");
    run("completion", "fish").fails(Exit.INVALID);
  }

  @Test
  void helpSaysWhatOptionsMeanAndLeavesOutThoseWithoutUse() {
    assertThat(run("alias", "list", "--help").ok().out())
        .contains("--active=true|false")
        .contains("Only those that expire before then")
        .contains("ANCHOR, ENDPOINT, ALIAS, URL.");
    assertThat(run("import", "--help").ok().out())
        .contains("each as an anchor version, endpoints and a service.");
    assertThat(run("key", "create", "--help").ok().out()).contains("1y at most");
    for (String command : new String[] {"serve", "bench", "completion"}) {
      assertThat(run(command, "--help").ok().out()).contains("--help").doesNotContain("--profile");
    }
    assertThat(run("health", "--help").ok().out()).contains("--profile");
  }

  @Test
  void aKeyIsMadeWithoutAServer() {
    assertThat(ApiKey.parse(run("key", "generate").ok().out().strip())).isPresent();
    assertThat(run("key", "generate", "-o", "json").ok().json().path("id").asString()).hasSize(8);
    assertThat(run("key", "generate", "-o", "yaml").ok().out()).startsWith("id: ");
  }

  @Test
  void theMeasurementsStandInTheSourceTreeOnly() {
    assertThat(run("bench", "resolve", "--fast").fails(Exit.INVALID).err()).contains("source tree");
    assertThat(run("bench", "resolve", "--help").fails(Exit.INVALID).err()).contains("source tree");
    assertThat(run("bench", "--help").ok().out()).contains("Measure Nexus");
  }

  @Test
  void nobodyThereIsToldWithWhatToDo() {
    Cli.Result failed =
        new Cli(folder).with("SSOT_REGISTRY_URL", "http://127.0.0.1:1").run("whoami");
    assertThat(failed.fails(Exit.UNAVAILABLE).err())
        .contains("nexus: Nothing answers at http://127.0.0.1:1. [CONNECTION]")
        .contains("nexus serve");
  }

  @Test
  void aBadAddressOrTwoKeysAreSettingsToCorrect() {
    assertThat(
            new Cli(folder)
                .with("SSOT_REGISTRY_URL", "ftp://x")
                .run("whoami")
                .fails(Exit.SETTING)
                .err())
        .contains("not an http or https address");
    Cli two = new Cli(folder).with("SSOT_API_KEY", "a").with("SSOT_API_KEY_FILE", "b");
    assertThat(two.run("whoami").fails(Exit.SETTING).err()).contains("both set");
    Cli missing = new Cli(folder).with("SSOT_API_KEY_FILE", "missing.key");
    assertThat(missing.run("whoami").fails(Exit.SETTING).err()).contains("There is no such file");
  }

  @Test
  void profilesAreKeptInAFileThatOnlyTheOwnerReads() throws IOException {
    String key = ApiKey.generate().text();
    assertThat(run("profile", "list").ok().err()).contains("There are no profiles");
    new Cli(folder)
        .typing(key + "\n")
        .run("profile", "set", "local", "--url", "http://127.0.0.1:1", "--key", "-")
        .ok();
    run("profile", "set", "far", "--url", "https://nexus.example.com", "--key-file", "~/far.key")
        .ok();
    Path file = folder.resolve(".config/nexus/config.yaml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(run("profile", "list").ok().out())
        .contains(ApiKey.parse(key).orElseThrow().id())
        .contains("in ~/far.key")
        .doesNotContain(key);
    assertThat(run("whoami").fails(Exit.UNAVAILABLE).err()).contains("127.0.0.1:1");
    run("profile", "use", "far").ok();
    assertThat(run("whoami").fails(Exit.SETTING).err()).contains("far.key");
    assertThat(run("whoami", "--profile", "local").fails(Exit.UNAVAILABLE).err())
        .contains("127.0.0.1:1");
    assertThat(new Cli(folder).with("NEXUS_PROFILE", "local").run("whoami").exit())
        .isEqualTo(Exit.UNAVAILABLE);
    run("profile", "set", "local", "--url", "http://127.0.0.1:2").ok();
    assertThat(Files.readString(file)).contains(key).contains("127.0.0.1:2");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("whoami").fails(Exit.SETTING).err())
        .contains("others may read it")
        .contains("chmod 600");
  }

  @Test
  void aProfilesKeyIsNotSentToTheAddressOfTheEnvironment() {
    run("profile", "set", "local", "--url", "http://127.0.0.1:1", "--key", ApiKey.generate().text())
        .ok();
    Cli other = new Cli(folder).with("SSOT_REGISTRY_URL", "http://127.0.0.1:2");
    assertThat(
            Connection.find(
                    other.world(
                        new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream()),
                    null)
                .key())
        .isNull();
    Cli ownKey = new Cli(folder).with("SSOT_API_KEY", "mine");
    Connection mixed =
        Connection.find(
            ownKey.world(new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream()),
            null);
    assertThat(mixed.key()).isEqualTo("mine");
    assertThat(mixed.url()).isEqualTo("http://127.0.0.1:1");
    assertThat(mixed.toString()).doesNotContain("mine");
  }

  @Test
  void aProfileThatCannotBeUsedIsToldWithItsPlace() throws IOException {
    assertThat(run("whoami", "--profile", "none").fails(Exit.SETTING).err())
        .contains("There is no profile none");
    assertThat(run("profile", "use", "none").fails(Exit.SETTING).err())
        .contains("profile set none");
    assertThat(run("profile", "set", "new").fails(Exit.INVALID).err()).contains("--url");
    run("profile", "set", "new", "--url", "http://x", "--key", "a", "--key-file", "b")
        .fails(Exit.INVALID);
    Files.writeString(folder.resolve("config.yaml"), "profiles:\n  a:\n    adress: http://x\n");
    Cli.Result typo = new Cli(folder).with("NEXUS_CONFIG", "config.yaml").run("profile", "list");
    assertThat(typo.fails(Exit.SETTING).err()).contains("config.yaml:3:").contains("adress");
    Files.writeString(folder.resolve("config.yaml"), "profiles: [\n");
    assertThat(new Cli(folder).with("NEXUS_CONFIG", "config.yaml").run("profile", "list").exit())
        .isNotZero();
    Cli xdg = new Cli(folder).with("XDG_CONFIG_HOME", folder + "/xdg");
    xdg.run("profile", "set", "p", "--url", "http://x").ok();
    assertThat(folder.resolve("xdg/nexus/config.yaml")).exists();
    Files.writeString(folder.resolve("file"), "");
    assertThat(
            new Cli(folder)
                .with("NEXUS_CONFIG", "file/config.yaml")
                .run("profile", "set", "p", "--url", "http://x")
                .fails(Exit.SETTING)
                .err())
        .contains("not usable");
  }

  @Test
  void aMistakeInNexusIsNoMysteryToItsDevelopers() {
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    World world =
        new Cli(folder).with("NEXUS_DEBUG", "1").world(new java.io.ByteArrayOutputStream(), err);
    assertThat(new Failures(world, new NexusCommand()).failed(new IllegalStateException("odd")))
        .isEqualTo(Exit.FAILED);
    assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
        .contains("at com.nexus")
        .contains("IllegalStateException: odd")
        .contains("[INTERNAL]");
  }

  @Test
  void anArgumentThatBeginsWithAnAtSignIsNoFile() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "--help");
    assertThat(run("alias", "@" + words).fails(Exit.INVALID).err()).contains("@" + words);
  }

  @Test
  void outputThatCannotBeWrittenIsAFailureAndAReaderWhoHasGoneIsNone() {
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    for (String[] command : new String[][] {{"--version"}, {"key", "generate"}}) {
      err.reset();
      assertThat(Nexus.run(new Cli(folder).world(failing("No space left"), err), command))
          .isEqualTo(Exit.FAILED);
      assertThat(err.toString(UTF_8)).contains("could not be written: No space left");
      err.reset();
      assertThat(Nexus.run(new Cli(folder).world(failing("Broken pipe"), err), command))
          .isEqualTo(141);
      assertThat(err.toString(UTF_8)).isEmpty();
    }
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
