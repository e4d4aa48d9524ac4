package com.nexus.ssot.cli;

import com.nexus.ssot.cli.TokenDoor.Answer;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Keeps the login of a profile going. Commands that run at the same time take turns, because a
 * refresh token works once.
 */
final class Refreshing {
  private static final Duration EARLY = Duration.ofSeconds(30);

  private Refreshing() {}

  /** The access token of a profile with a login; a new one when the old one is about to end. */
  static String token(World world, Profiles profiles, String name) {
    Profile.Login login = Objects.requireNonNull(profiles.named(name).login());
    return isFresh(login) ? login.accessToken() : refreshed(world, profiles.file(), name);
  }

  private static boolean isFresh(Profile.Login login) {
    return Instant.now().plus(EARLY).isBefore(login.expiresAt());
  }

  private static String refreshed(World world, Path file, String name) {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Objects.requireNonNull(lock);
      Profiles profiles = Profiles.load(world); // another command may have been faster
      Profile profile = profiles.named(name);
      Profile.Login login = profile.login();
      if (login == null) {
        throw over(name);
      }
      if (isFresh(login)) {
        return login.accessToken();
      }
      try (TokenDoor door = new TokenDoor(profile.url())) {
        return switch (door.refresh(login.refreshToken())) {
          case Answer.Token(TokenAnswer token) -> {
            profiles.with(name, signedIn(profile.url(), token)).save(world);
            yield token.accessToken();
          }
          case Answer.Refused _ -> throw over(name);
        };
      }
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.SETTING,
          "The login cannot be kept going.",
          List.of(Cause.at(beside.toString(), Failures.reason(e), "Check who may write there.")),
          e);
    }
  }

  /** A profile with the login that an answer gives. */
  static Profile signedIn(String url, TokenAnswer token) {
    return new Profile(
        url,
        null,
        null,
        new Profile.Login(
            token.accessToken(),
            Objects.requireNonNull(token.refreshToken()),
            Instant.now().plusSeconds(token.expiresIn())));
  }

  private static Fault over(String name) {
    return Fault.of(
        FaultCode.UNAUTHENTICATED,
        "The login of profile " + name + " has ended.",
        List.of(Cause.of("A login lasts a day.", "Sign in again: nexus login")));
  }
}
