package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Fault;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the login of a profile, and forgets its key. */
@Command(
    name = "logout",
    description = {
      "End the login of the profile; the registry takes its tokens no more.",
      "A key is forgotten here and stays valid; nexus key revoke ends one."
    },
    footer = {"", "Example:", "  nexus logout"})
final class LogoutCommand implements Callable<Integer> {
  private final Session session;

  LogoutCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Profiles profiles = Profiles.load(session.world());
    String asked = session.profile();
    String name = asked == null ? profiles.chosen(session.world()) : asked;
    if (name == null) {
      session.note("There is no profile, so nobody is signed in.");
      return 0;
    }
    Profile profile = profiles.named(name);
    Profile.Login login = profile.login();
    if (login == null && profile.key() == null && profile.keyFile() == null) {
      session.note("Nobody is signed in with profile " + name + ".");
      return 0;
    }
    profiles.with(name, profile.signedOut()).save(session.world());
    if (login != null) {
      end(profile.url(), login);
    }
    session.note("Signed out of profile " + name + ".");
    return 0;
  }

  /** What is forgotten here should not live on there; but forgetting does not wait for that. */
  private void end(String url, Profile.Login login) {
    try (TokenDoor door = new TokenDoor(url)) {
      door.revoke(login.refreshToken());
    } catch (Fault e) {
      session.note(
          "The registry could not be told, so its tokens end by themselves within a day: "
              + Cells.clean(e.detail()));
    }
  }
}
