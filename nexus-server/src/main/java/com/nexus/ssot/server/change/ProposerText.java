package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A proposal whose free text is cleaned and of bounded length.
 *
 * @param removed what was taken out, in words; empty when nothing was
 */
record ProposerText(Proposal proposal, List<String> removed) {
  private static final int MOST_CHARACTERS = 4000;

  /** What is never trusted is not worth a refusal: it is cut. */
  private static final int MOST_STATED = 255;

  static ProposerText of(Proposal given) {
    List<Cause> causes = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    String description = read("/description", given.description(), removed, causes);
    String justification = read("/justification", given.justification(), removed, causes);
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The text of the change is too long.", causes);
    }
    Proposal cleaned =
        new Proposal(
            given.actor(),
            given.operations(),
            description,
            justification,
            given.idempotencyKey(),
            given.dryRun(),
            stated(given.stated(), removed),
            given.terms());
    return new ProposerText(cleaned, List.copyOf(removed));
  }

  private static Map<String, String> stated(Map<String, String> given, List<String> removed) {
    Map<String, String> kept = new TreeMap<>();
    new TreeMap<>(given)
        .forEach((field, written) -> {
          CleanText clean = CleanText.of(written);
          String text = clean.text();
          if (!clean.removed().isEmpty()) {
            removed.add("/" + field + ": " + clean.removed());
          }
          if (text.codePointCount(0, text.length()) > MOST_STATED) {
            text = text.substring(0, text.offsetByCodePoints(0, MOST_STATED));
            removed.add("/" + field + ": what came after " + MOST_STATED + " characters");
          }
          kept.put(field, text);
        });
    return kept;
  }

  /** One text that somebody wrote about a change, cleaned; refused when it is empty or too long. */
  static String one(String at, String written) {
    List<Cause> causes = new ArrayList<>();
    String text = read(at, written, new ArrayList<>(), causes);
    if (text == null || text.isBlank()) {
      causes.add(Cause.at(at, "It says nothing.", "Write why, for those who read it later."));
    }
    if (!causes.isEmpty() || text == null) {
      throw Fault.of(FaultCode.INVALID, "The text cannot be taken.", causes);
    }
    return text;
  }

  private static @Nullable String read(
      String at, @Nullable String written, List<String> removed, List<Cause> causes) {
    if (written == null) {
      return null;
    }
    if (written.length() > MOST_CHARACTERS) {
      causes.add(
          Cause.at(
              at,
              "It has " + written.length() + " characters.",
              "Use at most " + MOST_CHARACTERS + " characters."));
    }
    CleanText clean = CleanText.of(written);
    if (!clean.removed().isEmpty()) {
      removed.add(at + ": " + clean.removed());
    }
    return clean.text();
  }
}
