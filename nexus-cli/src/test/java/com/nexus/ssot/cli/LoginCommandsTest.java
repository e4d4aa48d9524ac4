package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.token.DeviceCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in and out at a real registry. */
class LoginCommandsTest {
  private static final Pattern CODE = Pattern.compile("([A-Z]{4}-[A-Z]{4})");

  @TempDir Path folder;

  @Test
  void aPersonSignsInByACodeAndStaysSignedIn() throws Exception {
    assertThat(signIn()).contains("/device").contains("Signed in as administrator");
    String kept = Files.readString(file());
    assertThat(kept).contains("access_token").contains("refresh_token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(run("whoami", "-o", "json").ok().json().path("via").asString()).startsWith("token:");
    assertThat(run("profile", "list").ok().out()).contains("signed in").doesNotContain("nxr_");

    // An access token that is about to end is replaced, once and without being asked.
    Files.writeString(
        file(), kept.replaceAll("expires_at: .*", "expires_at: 2020-01-01T00:00:00Z"));
    run("whoami").ok();
    String next = Files.readString(file());
    assertThat(next).isNotEqualTo(kept).doesNotContain("2020-01-01");
    assertThat(refreshToken(next)).isNotEqualTo(refreshToken(kept));

    assertThat(run("logout").ok().err()).contains("Signed out");
    assertThat(Files.readString(file())).doesNotContain("nxr_");
    run("whoami").fails(Exit.DENIED);
    Files.writeString(file(), next);
    run("whoami").fails(Exit.DENIED);
    assertThat(run("logout").ok().err()).contains("Signed out");
    assertThat(run("logout").ok().err()).contains("Nobody is signed in");
  }

  @Test
  void aLoginThatHasEndedSaysHowToBeginAnother() throws IOException {
    Files.writeString(
        file(),
        """
        current: p
        profiles:
          p:
            url: %s
            login:
              access_token: x
              refresh_token: nxr_x
              expires_at: 2020-01-01T00:00:00Z
        """
            .formatted(TestRegistry.shared().url()));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertThat(run("whoami").fails(Exit.DENIED).err()).contains("nexus login");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("whoami").fails(Exit.SETTING).err()).contains("chmod 600");
  }

  @Test
  void aKeyIsKeptWhenTheRegistryKnowsIt() throws IOException {
    String url = TestRegistry.shared().url();
    String key = TestRegistry.shared().adminKey().text();
    cli().typing(ApiKey.generate().text()).run("login", "--url", url, "--key").fails(Exit.DENIED);
    assertThat(Files.exists(file())).isFalse();
    cli().typing(key + "\n").run("login", "--url", url, "--key", "--profile", "mine").ok();
    assertThat(Files.readString(file())).contains(key).contains("current: mine");
    run("whoami").ok();
    run("logout").ok();
    assertThat(Files.readString(file())).doesNotContain(key);
  }

  @Test
  void whereNothingAnswersNobodySignsIn() {
    assertThat(run("login", "--url", "http://127.0.0.1:1").fails(Exit.UNAVAILABLE).err())
        .contains("Nothing answers");
    assertThat(run("logout").ok().err()).contains("nobody is signed in");
  }

  /** Signs in while a person confirms the code that is shown. */
  private String signIn() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    World world = cli().world(new ByteArrayOutputStream(), err);
    CompletableFuture<Integer> login =
        CompletableFuture.supplyAsync(
            () -> Nexus.run(world, "login", "--url", TestRegistry.shared().url()),
            work -> Thread.ofVirtual().start(work));
    Matcher code = CODE.matcher("");
    while (!code.find()) {
      assertThat(login.isDone()).as(err.toString(StandardCharsets.UTF_8)).isFalse();
      Thread.onSpinWait();
      code = CODE.matcher(err.toString(StandardCharsets.UTF_8));
    }
    TestRegistry.shared().server().bean(DeviceCodes.class).confirm(code.group(1), person());
    assertThat(login.get()).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Actor person() {
    Callers callers = TestRegistry.shared().server().bean(Callers.class);
    Actor byKey =
        callers.authenticate(TestRegistry.shared().adminKey(), Actor.Origin.INTERNAL).orElseThrow();
    return callers
        .actor(
            byKey.principalId(),
            new Actor.Credential("session:test", byKey.verbs(), Set.of("*"), Instant.now()),
            Actor.Origin.INTERNAL)
        .orElseThrow();
  }

  private static String refreshToken(String file) {
    Matcher token = Pattern.compile("nxr_[\\w-]+").matcher(file);
    assertThat(token.find()).isTrue();
    return token.group();
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
