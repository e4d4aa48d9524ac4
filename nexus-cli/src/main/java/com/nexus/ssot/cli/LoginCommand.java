package com.nexus.ssot.cli;

import com.nexus.ssot.cli.TokenDoor.Answer;
import com.nexus.ssot.client.Credentials;
import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.model.api.DeviceAnswer;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs in and keeps what shows it in the profile. */
@Command(
    name = "login",
    sortOptions = false,
    description = {
      "Sign in at a registry, and keep the login in the profile.",
      "Shows an address and a code; whoever opens the address and confirms the code is signed in",
      "here. Commands then refresh the login by themselves, for a day."
    },
    footer = {
      "",
      "Example:",
      "  nexus login --url https://nexus.example.com",
      "  nexus login --profile production --key < key.txt"
    })
final class LoginCommand implements Callable<Integer> {
  private static final String USUAL_NAME = "default";
  private static final Duration SLOWER = Duration.ofSeconds(5);

  private final Session session;

  @Option(
      names = "--url",
      paramLabel = "ADDRESS",
      description = "Where the registry is; the profile's address unless said otherwise.")
  @Nullable String url;

  @Option(
      names = "--key",
      description = "Keep an API key instead: asked for on a terminal, else from standard input.")
  boolean key;

  LoginCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Profiles profiles = Profiles.load(session.world());
    String name = name(profiles);
    profiles.checkName("profile", name);
    String address = address(profiles, name);
    Profile profile =
        key
            ? new Profile(address, readKey(), null, null)
            : Refreshing.signedIn(address, device(address));
    String who = who(profile);
    Profiles.load(session.world()).with(name, profile).using(name).save(session.world());
    session.note(
        "Signed in as " + Cells.clean(who) + ", kept in profile " + Cells.clean(name) + ".");
    return 0;
  }

  private String name(Profiles profiles) {
    String asked = session.profile();
    String chosen = asked == null ? profiles.chosen(session.world()) : asked;
    return chosen == null ? USUAL_NAME : chosen;
  }

  private String address(Profiles profiles, String name) {
    if (url != null) {
      return NexusClient.address("--url", url).toString();
    }
    Profile known = profiles.profiles().get(name);
    if (known != null) {
      return NexusClient.address(profiles.file() + ", profile " + name, known.url()).toString();
    }
    String variable = session.world().variable("SSOT_REGISTRY_URL");
    return variable == null
        ? Connection.DEFAULT_URL
        : NexusClient.address("SSOT_REGISTRY_URL", variable).toString();
  }

  private String readKey() throws IOException {
    Console console = session.world().answering() ? System.console() : null;
    if (console != null) {
      char[] typed = console.readPassword("API key: ");
      return typed == null ? "" : new String(typed).strip();
    }
    return Credentials.read("standard input", session.world().in());
  }

  private TokenAnswer device(String address) throws InterruptedException {
    try (TokenDoor door = new TokenDoor(address)) {
      DeviceAnswer device = door.device();
      session.note("Open " + Cells.clean(device.verificationUri()));
      session.note("and confirm the code " + Cells.clean(device.userCode()));
      Instant end = Instant.now().plusSeconds(device.expiresIn());
      Duration pause = Duration.ofSeconds(Math.max(1, device.interval()));
      while (Instant.now().isBefore(end)) {
        Thread.sleep(pause);
        switch (door.poll(device.deviceCode())) {
          case Answer.Token(TokenAnswer token) -> {
            return token;
          }
          case Answer.Refused(String error, String description) -> {
            switch (error) {
              case "authorization_pending" -> {}
              case "slow_down" -> pause = pause.plus(SLOWER);
              default -> throw refused(description);
            }
          }
        }
      }
      throw refused("The code was not confirmed in time.");
    }
  }

  private static Fault refused(String why) {
    return Fault.of(
        FaultCode.UNAUTHENTICATED,
        why,
        List.of(Cause.of("Nobody is signed in.", "Begin again: nexus login")));
  }

  /** Asks the registry, so that what does not work is not kept. */
  private static String who(Profile profile) {
    Profile.Login login = profile.login();
    try (NexusClient client =
        NexusClient.builder()
            .url(profile.url())
            .key(login == null ? profile.key() : login.accessToken())
            .agent("nexus-cli/" + Nexus.version())
            .build()) {
      return client.whoami().path("name").asString("");
    }
  }
}
