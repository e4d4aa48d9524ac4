package com.nexus.ssot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says who the registry takes the caller for. */
@Command(
    name = "whoami",
    description = "Say who the registry takes you for, and what you may do.",
    footer = {"", "Example:", "  nexus whoami"})
final class WhoamiCommand implements Callable<Integer> {
  private final Session session;

  WhoamiCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.printer().object(session.client().whoami());
    return 0;
  }
}
