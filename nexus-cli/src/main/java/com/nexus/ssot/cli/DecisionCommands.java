package com.nexus.ssot.cli;

import com.nexus.ssot.client.WriteOptions;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.FindingDraft;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.VerdictDraft;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands by which people decide about changes, each on the page of the change. */
final class DecisionCommands {
  private DecisionCommands() {}

  /** What all of them do. */
  @Command
  abstract static class Decision implements Callable<Integer> {
    private final Session session;
    private final ChangeAct act;

    @Parameters(paramLabel = "ID", description = "The change.")
    UUID id;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Decision(Session session, ChangeAct act) {
      this.session = session;
      this.act = act;
    }

    /** What the page's form begins with, by field. */
    abstract Map<String, String> words();

    /** The same as a request. */
    abstract Object body(Change change);

    CommandLine line(String summary, String more) {
      CommandLine line = new CommandLine(this);
      line.setCommandName(act.word());
      line.getCommandSpec()
          .name(act.word())
          .usageMessage()
          .sortOptions(false)
          .description(summary, "Prints the address of the change's page, and waits.")
          .footer(
              "", "Example:", "  nexus change " + act.word() + ReviewCommands.EXAMPLE_ID + more);
      return line;
    }

    @Override
    public Integer call() throws InterruptedException {
      Change change = session.client().changes().get(id).value();
      if (session.signedIn()) {
        session.world().err().print(ChangeText.of(change, new Cells(session.zone())));
        return new PageDecision(session, id, act).make(change, words());
      }
      // Keys decide about nothing: the registry says so, and writes down that one tried.
      WriteOptions once = WriteOptions.none();
      change = session.client().changes().act(id, act, body(change), once);
      return ReviewCommands.report(session, change, false);
    }
  }

  /** Says yes or no. */
  @Command
  static final class Verdict extends Decision {
    @Option(names = "--comment", paramLabel = "TEXT", description = "What you have to say.")
    @Nullable String comment;

    private Verdict(Session session, ChangeAct act) {
      super(session, act);
    }

    static CommandLine approve(Session session) {
      return new Verdict(session, ChangeAct.APPROVE)
          .line("Approve exactly what a change does now.", "");
    }

    static CommandLine reject(Session session) {
      return new Verdict(session, ChangeAct.REJECT)
          .line("Say no to a change, and why.", " --comment 'Not now'");
    }

    @Override
    Map<String, String> words() {
      return comment == null ? Map.of() : Map.of("comment", comment);
    }

    @Override
    Object body(Change change) {
      return new VerdictDraft(change.digest(), comment);
    }
  }

  /** Breaks the glass. */
  @Command
  static final class BreakGlass extends Decision {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    String reason;

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "TEXT",
        description = "Where the emergency is told of, such as an incident's number.")
    String reference;

    @SuppressWarnings("NullAway.Init") // picocli sets the texts
    private BreakGlass(Session session) {
      super(session, ChangeAct.OVERRIDE);
    }

    static CommandLine line(Session session) {
      return new BreakGlass(session)
          .line(
              "Let a change take effect without the approvals it needs, in an emergency."
                  + " Every approver is told, and a review is open until somebody else closes it.",
              " --reason 'Checkout is down' --reference INC-42");
    }

    @Override
    Map<String, String> words() {
      return Map.of("reason", reason, "reference", reference);
    }

    @Override
    Object body(Change change) {
      return new OverrideDraft(change.digest(), reason, reference);
    }
  }

  /** Ends the review of a change that was overridden. */
  @Command
  static final class CloseReview extends Decision {
    @Option(
        names = "--finding",
        required = true,
        paramLabel = "TEXT",
        description = "What it found.")
    String finding;

    @SuppressWarnings("NullAway.Init") // picocli sets the text
    private CloseReview(Session session) {
      super(session, ChangeAct.CLOSE_REVIEW);
    }

    static CommandLine line(Session session) {
      return new CloseReview(session)
          .line(
              "End the review of a change that took effect without approval.",
              " --finding 'Was right'");
    }

    @Override
    Map<String, String> words() {
      return Map.of("comment", finding);
    }

    @Override
    Object body(Change change) {
      return new FindingDraft(finding);
    }
  }
}
