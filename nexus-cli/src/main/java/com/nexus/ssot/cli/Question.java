package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Asks before something is done that somebody might regret. */
final class Question {
  private Question() {}

  /** Whether to go on; where nobody can be asked, that must have been said before. */
  static boolean ask(World world, String question) {
    if (!world.answering()) {
      throw Fault.of(
          FaultCode.INVALID,
          question + " Without a terminal nobody can be asked.",
          List.of(Cause.at("--yes", "It was not given.", "Give -y to do it without a question.")));
    }
    world.err().print(Cells.clean(question) + " [y/N] ");
    world.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(world.in(), StandardCharsets.UTF_8)).readLine();
      String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
      return word.equals("y") || word.equals("yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
