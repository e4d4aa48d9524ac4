package com.nexus.ssot.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks before something is done that somebody might regret. */
final class Question {
  private Question() {}

  /** Whether to go on; yes where nobody can be asked, because scripts mean what they say. */
  static boolean ask(World world, String question) {
    if (!world.answering()) {
      return true;
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
