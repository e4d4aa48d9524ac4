package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.client.Credentials;
import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, names and keys that are none are refused before anything is done with them. */
class AddressesAndKeysTest {
  private static final String ENDLESS = "x".repeat(Credentials.LARGEST + 1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://x",
        "not a url",
        "http://",
        "http://user:hidden@host",
        "http://host:65536",
        "javascript:1"
      })
  void anAddressThatIsNoneIsRefusedWhereverItIsGiven(String address) {
    refused(run("login", "--url", address), "--url");
    refused(run("login", "--key", "--url", address), "--url");
    refused(run("profile", "set", "p", "--url", address), "--url");
    if (!address.isEmpty()) {
      refused(cli().with("SSOT_REGISTRY_URL", address).run("login"), "SSOT_REGISTRY_URL");
      refused(cli().with("SSOT_REGISTRY_URL", address).run("health"), "url");
    }
    assertThat(file()).doesNotExist();
  }

  private static void refused(Cli.Result result, String at) {
    assertThat(result.fails(Exit.SETTING).err())
        .contains("[SETTING]")
        .contains("  " + at + "  ")
        .contains("→ ")
        .doesNotContain("hidden");
  }

  @Test
  void aBadAddressInTheConfigFileIsNoMystery() throws IOException {
    Files.writeString(
        file(),
        """
        current: p
        profiles:
          p:
            url: "not a url"
            login:
              access_token: x
              refresh_token: x
              expires_at: 2020-01-01T00:00:00Z
        """);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    refused(run("login"), file() + ", profile p");
    refused(run("whoami"), "url");
    assertThat(run("logout").ok().err()).contains("could not be told").contains("Signed out");
  }

  @Test
  void anAddressIsKeptWithoutItsLastSlash() throws IOException {
    run("profile", "set", "p", "--url", "https://nexus.example.com/registry/").ok();
    assertThat(Files.readString(file())).contains("/registry\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ny", "\u001b[31m", "", " ", "a b", "-x", "a\u202eb", "x/../y"})
  void aProfilesNameIsOneThatCanBeTypedAndShown(String name) {
    assertThat(run("profile", "set", "--url", "http://x", "--", name).fails(Exit.INVALID).err())
        .contains("Letters, digits and . _ - @ are allowed")
        .contains("NAME");
    assertThat(run("login", "--url", "http://127.0.0.1:1", "--profile=" + name).exit())
        .isEqualTo(Exit.INVALID);
    assertThat(file()).doesNotExist();
  }

  @Test
  void namesOfAnyLanguageAreTaken() {
    for (String name : new String[] {"production", "eu-1.test_2", "ann@work", "prüfung", "生産"}) {
      run("profile", "set", name, "--url", "http://x").ok();
    }
  }

  @Test
  void aKeyFileThatNeverEndsIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    tooLong(
        cli()
            .with("SSOT_REGISTRY_URL", "http://127.0.0.1:1")
            .with("SSOT_API_KEY_FILE", "zero")
            .run("whoami"),
        "SSOT_API_KEY_FILE");
    run("profile", "set", "p", "--url", "http://127.0.0.1:1", "--key-file", "zero").ok();
    tooLong(run("whoami"), "/key_file");
  }

  @Test
  void aKeyThatNeverEndsIsRefusedOnStandardInput() {
    tooLong(
        cli().typing(ENDLESS).run("login", "--url", "http://127.0.0.1:1", "--key"),
        "standard input");
    tooLong(
        cli().typing(ENDLESS).run("profile", "set", "p", "--url", "http://x", "--key", "-"),
        "standard input");
    assertThat(file()).doesNotExist();
  }

  private static void tooLong(Cli.Result result, String at) {
    assertThat(result.fails(Exit.SETTING).err())
        .contains("  " + at + "  It has more than 8192 bytes.")
        .doesNotContain("xxx");
  }

  @Test
  void theHomeFolderIsTheVariables() {
    String own = System.getProperty("user.home");
    assertThat(World.home(Map.of("HOME", "/home/other"))).isEqualTo(Path.of("/home/other"));
    assertThat(World.home(Map.of("HOME", ""))).isEqualTo(Path.of(own));
    assertThat(World.home(Map.of("HOME", "not/absolute"))).isEqualTo(Path.of(own));
    assertThat(World.home(Map.of())).isEqualTo(Path.of(own));
  }

  private Path file() {
    return folder.resolve("config.yaml");
  }

  private Cli cli() {
    return new Cli(folder).with("NEXUS_CONFIG", "config.yaml");
  }

  private Cli.Result run(String... arguments) {
    return cli().run(arguments);
  }
}
