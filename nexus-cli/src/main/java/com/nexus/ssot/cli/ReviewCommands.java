package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.WriteOptions;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.CommentDraft;
import com.nexus.ssot.model.api.ReasonDraft;
import com.nexus.ssot.model.api.ScheduleDraft;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The commands that take a change on its way. */
final class ReviewCommands {
  static final String EXAMPLE_ID = " 0198c0de-0000-7000-8000-000000000000";

  private ReviewCommands() {}

  /** How and when a change is to take effect, and what it is about. */
  static final class Terms {
    @Option(names = "--description", paramLabel = "TEXT", description = "What it is about.")
    @Nullable String description;

    @Option(names = "--justification", paramLabel = "TEXT", description = "Why it is needed.")
    @Nullable String justification;

    @Option(
        names = "--manual",
        description = "Once people approved it, somebody applies it; else the last approval does.")
    boolean manual;

    @Option(
        names = "--not-before",
        paramLabel = "TIME",
        description = "Earliest, as 2026-12-01T08:00:00Z.")
    @Nullable Instant notBefore;

    @Option(
        names = "--not-after",
        paramLabel = "TIME",
        description = "Latest, as 2026-12-01T18:00:00Z.")
    @Nullable Instant notAfter;

    void putInto(ObjectNode body) {
      if (description != null) {
        body.put("description", description);
      }
      if (justification != null) {
        body.put("justification", justification);
      }
      if (manual) {
        body.put("apply", "MANUAL");
      }
      if (notBefore != null) {
        body.put("not_before", notBefore.toString());
      }
      if (notAfter != null) {
        body.put("not_after", notAfter.toString());
      }
    }
  }

  /** Tells where a change stands now. */
  static int report(Session session, Change change, boolean dryRun) {
    Printer printer = session.printer();
    if (dryRun && printer.forPeople()) {
      session.world().out().print(Diff.operations(change, new Cells(session.zone())));
      session
          .world()
          .out()
          .println("Nothing was stored. The change would be " + change.state() + ".");
      return 0;
    }
    printer.said(
        "change " + change.id() + " " + Cells.clean(ChangeText.standing(change)),
        Json.tree(change));
    return 0;
  }

  /** An act that needs nothing but the change. */
  static CommandLine plain(Session session, ChangeAct act, String summary) {
    return line(new Plain(session, act), act, summary, "");
  }

  /** An act with a reason that may be left out. */
  static CommandLine reasoned(Session session, ChangeAct act, String summary) {
    return line(new Reasoned(session, act), act, summary, " --reason 'No longer needed'");
  }

  private static CommandLine line(Object command, ChangeAct act, String summary, String more) {
    CommandLine line = new CommandLine(command);
    line.setCommandName(act.word());
    line.getCommandSpec()
        .name(act.word())
        .usageMessage()
        .description(summary)
        .footer("", "Example:", "  nexus change " + act.word() + EXAMPLE_ID + more);
    return line;
  }

  /** What all of them take. */
  @Command
  abstract static class Act implements Callable<Integer> {
    final Session session;

    @Parameters(paramLabel = "ID", description = "The change.")
    UUID id;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Act(Session session) {
      this.session = session;
    }

    int act(ChangeAct act, @Nullable Object body) {
      WriteOptions options = flags.options();
      return report(session, session.client().changes().act(id, act, body, options), flags.dryRun);
    }
  }

  /** Does something that needs nothing more. */
  @Command
  static final class Plain extends Act {
    private final ChangeAct act;

    Plain(Session session, ChangeAct act) {
      super(session);
      this.act = act;
    }

    @Override
    public Integer call() {
      return act(act, null);
    }
  }

  /** Does something for a reason. */
  @Command
  static final class Reasoned extends Act {
    private final ChangeAct act;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    @Nullable String reason;

    Reasoned(Session session, ChangeAct act) {
      super(session);
      this.act = act;
    }

    @Override
    public Integer call() {
      return act(act, reason == null ? null : new ReasonDraft(reason));
    }
  }

  /** Says anew what a change shall do. */
  @Command(
      name = "edit",
      sortOptions = false,
      description = "Say anew what a change shall do; what was approved before counts no more.",
      footer = {"", "Example:", "  nexus change edit" + EXAMPLE_ID + " -f change.yaml"})
  static final class Edit extends Act {
    @Mixin Draft draft = new Draft();
    @Mixin Terms terms = new Terms();

    Edit(Session session) {
      super(session);
    }

    @Override
    public Integer call() throws IOException {
      ObjectNode body = draft.read(session.world());
      terms.putInto(body);
      Change change = session.client().changes().edit(id, body, flags.options());
      return report(session, change, flags.dryRun);
    }
  }

  /** Has a change applied at a time. */
  @Command(
      name = "schedule",
      sortOptions = false,
      description = "Have an approved change applied at a time.",
      footer = {
        "",
        "Example:",
        "  nexus change schedule" + EXAMPLE_ID + " --at 2026-12-01T06:00:00Z"
      })
  static final class Schedule extends Act {
    @Option(names = "--at", required = true, paramLabel = "TIME", description = "When.")
    Instant at;

    @SuppressWarnings("NullAway.Init") // picocli sets the time
    Schedule(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return act(ChangeAct.SCHEDULE, new ScheduleDraft(at));
    }
  }

  /** Says something about a change. */
  @Command(
      name = "comment",
      sortOptions = false,
      description = "Say something about a change.",
      footer = {"", "Example:", "  nexus change comment" + EXAMPLE_ID + " 'Looks right to me'"})
  static final class Say extends Act {
    @Parameters(index = "1", paramLabel = "TEXT", description = "What to say.")
    String text;

    @SuppressWarnings("NullAway.Init") // picocli sets the text
    Say(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return act(ChangeAct.COMMENT, new CommentDraft(text));
    }
  }

  /** Shows what was said of a change. */
  @Command(
      name = "comments",
      description = "Show what was said of a change, oldest first.",
      footer = {"", "Example:", "  nexus change comments" + EXAMPLE_ID})
  static final class Said implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(Column.of("by"), Column.of("at"), Column.of("text"));

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The change.")
    UUID id;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Said(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Query query = pages.query();
      session.printer().page(COLUMNS, Json.tree(session.client().changes().comments(id, query)));
      return 0;
    }
  }
}
