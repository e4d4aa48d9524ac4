package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.NextAct;
import com.nexus.ssot.model.api.Verdict;
import com.nexus.ssot.model.json.Json;

/** A change as people read it before they decide: what it does, who said what, what is next. */
final class ChangeText {
  private ChangeText() {}

  static String of(Change change, Cells cells) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(Diff.operations(change, cells));
    for (Verdict verdict : change.verdicts()) {
      String word = verdict.verdict() == Verdict.Kind.APPROVED ? "approved" : "rejected";
      text.append(Cells.clean(verdict.by() + " " + word + " revision " + verdict.revision()))
          .append(" at ")
          .append(cells.text(Json.tree(verdict.at())));
      if (verdict.comment() != null) {
        text.append(": ").append(Cells.clean(verdict.comment()));
      }
      text.append('\n');
    }
    for (String missing : change.waitsFor()) {
      text.append("Waits for ").append(Cells.clean(missing)).append(".\n");
    }
    for (NextAct next : change.next()) {
      text.append("Can be done: ")
          .append(next.act().word())
          .append(", by ")
          .append(Cells.clean(next.by()))
          .append(".\n");
    }
    return text.toString();
  }

  /** One line about where a change stands. */
  static String standing(Change change) {
    return switch (change.state()) {
      case DRAFT -> "is a draft; put it up for review with: nexus change submit " + change.id();
      case IN_REVIEW ->
          "waits for "
              + (change.waitsFor().isEmpty() ? "approval" : String.join("; ", change.waitsFor()));
      case APPROVED -> "is approved; apply it with: nexus change apply " + change.id();
      case SCHEDULED -> "is applied at " + change.scheduledFor();
      case STALE -> "is stale; plan it again with: nexus change rebase " + change.id();
      case FAILED -> "could not be applied: " + change.note();
      case APPLIED -> "took effect";
      case OVERRIDDEN ->
          change.glassBreak() != null && change.glassBreak().reviewedAt() != null
              ? "took effect without approval and was reviewed"
              : "took effect without approval; its review is open";
      case REJECTED -> "is rejected";
      case WITHDRAWN -> "is withdrawn";
      case EXPIRED -> "has expired";
    };
  }
}
