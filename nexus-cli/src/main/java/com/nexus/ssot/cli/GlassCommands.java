package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.FindingDraft;
import com.nexus.ssot.model.api.OverrideDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands for emergencies: applying without approval, and ending the review of that. */
final class GlassCommands {
  private GlassCommands() {}

  /** Breaks the glass. */
  @Command(
      name = "override",
      sortOptions = false,
      description = {
        "Let a change take effect without the approvals it needs, in an emergency.",
        "Every approver is told, and a review is open until somebody else closes it."
      },
      footer = {
        "",
        "Example:",
        "  nexus change override"
            + ReviewCommands.EXAMPLE_ID
            + " --reason 'Checkout is down' --reference INC-42"
      })
  static final class BreakGlass extends ReviewCommands.Act {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    String reason;

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "TEXT",
        description = "Where the emergency is told of, such as an incident's number.")
    String reference;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not show it and ask; needed where there is no terminal.")
    boolean yes;

    @SuppressWarnings("NullAway.Init") // picocli sets the texts
    BreakGlass(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      Change change = session.client().changes().get(id).value();
      if (!yes && !flags.dryRun) {
        session.world().err().print(ChangeText.of(change, new Cells(session.zone())));
        if (!Question.ask(session.world(), "Apply this without approval?")) {
          session.note("Nothing was applied.");
          return 1;
        }
      }
      return act(ChangeAct.OVERRIDE, new OverrideDraft(change.digest(), reason, reference));
    }
  }

  /** Ends the review of a change that was overridden. */
  @Command(
      name = "close-review",
      sortOptions = false,
      description = "End the review of a change that took effect without approval.",
      footer = {
        "",
        "Example:",
        "  nexus change close-review" + ReviewCommands.EXAMPLE_ID + " --finding 'Was right'"
      })
  static final class CloseReview extends ReviewCommands.Act {
    @Option(
        names = "--finding",
        required = true,
        paramLabel = "TEXT",
        description = "What it found.")
    String finding;

    @SuppressWarnings("NullAway.Init") // picocli sets the text
    CloseReview(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return act(ChangeAct.CLOSE_REVIEW, new FindingDraft(finding));
    }
  }
}
