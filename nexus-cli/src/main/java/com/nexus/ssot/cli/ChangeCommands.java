package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about changes. */
final class ChangeCommands {
  private ChangeCommands() {}

  static CommandLine line(Session session) {
    return Commands.group("Changes, applied and waiting.", "nexus change list --state in_review")
        .addSubcommand(new Changes(session))
        .addSubcommand(new Show(session))
        .addSubcommand(new ProposeCommand(session))
        .addSubcommand(new ReviewCommands.Edit(session))
        .addSubcommand(DecisionCommands.Verdict.approve(session))
        .addSubcommand(DecisionCommands.Verdict.reject(session))
        .addSubcommand(
            ReviewCommands.plain(session, ChangeAct.SUBMIT, "Put a draft up for review."))
        .addSubcommand(
            ReviewCommands.plain(session, ChangeAct.APPLY, "Let an approved change take effect."))
        .addSubcommand(
            ReviewCommands.plain(
                session,
                ChangeAct.REBASE,
                "Plan the same again on what there is now; it is approved anew."))
        .addSubcommand(
            ReviewCommands.reasoned(
                session, ChangeAct.WITHDRAW, "Take a change back before it takes effect."))
        .addSubcommand(
            ReviewCommands.reasoned(
                session, ChangeAct.REVERT, "Propose what takes back a change that took effect."))
        .addSubcommand(new ReviewCommands.Schedule(session))
        .addSubcommand(DecisionCommands.BreakGlass.line(session))
        .addSubcommand(DecisionCommands.CloseReview.line(session))
        .addSubcommand(new ReviewCommands.Say(session))
        .addSubcommand(new ReviewCommands.Said(session));
  }

  /** Lists changes. */
  @Command(
      name = "list",
      description = "List changes, newest first.",
      footer = {"", "Example:", "  nexus change list --state in_review"})
  static final class Changes implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            new Column("CHANGE", "id"),
            new Column("STATE", "state"),
            new Column("DOES", "/operations/0/kind"),
            new Column("TO", "/operations/0/object_key"),
            new Column("IN", "/operations/0/context"),
            new Column("BY", "proposed_by"),
            new Column("WHEN", "proposed_at"));

    private final Session session;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = {
          "draft, in_review, approved, scheduled, stale, failed, applied, overridden,",
          "rejected, withdrawn or expired."
        })
    @Nullable String state;

    @Option(names = "--open", description = "Only those that something can still become of.")
    boolean open;

    @Option(names = "--unreviewed", description = "Only those that were overridden unreviewed.")
    boolean unreviewed;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Changes(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      String wanted = state == null ? null : state.toUpperCase(java.util.Locale.ROOT);
      ListVerb.print(
          session,
          session.client().changes().records().asJson(),
          COLUMNS,
          Query.of("state", wanted)
              .and("open", open ? true : null)
              .and("unreviewed", unreviewed ? true : null),
          pages,
          Changes::tellMore);
      return 0;
    }

    /** The table has room for the first thing that a change does; says how many others follow. */
    private static void tellMore(JsonNode change) {
      JsonNode operations = change.path("operations");
      if (operations.size() > 1 && operations.get(0) instanceof ObjectNode first) {
        String more = " and " + (operations.size() - 1) + " more";
        first.put("object_key", first.path("object_key").asString("") + more);
      }
    }
  }

  /** Shows one change. */
  @Command(
      name = "show",
      description = "Show one change and what it does.",
      footer = {"", "Example:", "  nexus change show 0198c0de-0000-7000-8000-000000000000"})
  static final class Show implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The change.")
    String id;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      JsonNode found = session.client().changes().records().asJson().get(id).value();
      Printer printer = session.printer();
      if (printer.forPeople()) {
        ObjectNode head = ((ObjectNode) found).deepCopy();
        Change change = Json.convert(found, Change.class);
        head.remove(List.of("operations", "verdicts", "waits_for", "next"));
        printer.object(head);
        session.world().out().print(ChangeText.of(change, new Cells(session.zone())));
      } else {
        printer.object(found);
      }
      return 0;
    }
  }
}
