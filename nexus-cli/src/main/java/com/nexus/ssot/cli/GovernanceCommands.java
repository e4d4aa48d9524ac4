package com.nexus.ssot.cli;

import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands about the rules that names are held to. */
final class GovernanceCommands {
  private GovernanceCommands() {}

  static CommandLine line(Session session) {
    return Commands.group(
            "The rules that names are held to.",
            "nexus governance adopt config/alias_governance.yaml --dry-run")
        .addSubcommand(new Show(session))
        .addSubcommand(new Sets(session))
        .addSubcommand(new Adopt(session))
        .addSubcommand("check", ValidateCommand.line(session, "governance check"));
  }

  /** Shows the rules in force. */
  @Command(
      name = "show",
      description = "Show the rules in force.",
      footer = {"", "Example:", "  nexus governance show -o yaml"})
  static final class Show implements Callable<Integer> {
    private final Session session;

    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      RuleSet rules = session.client().governance().current().value();
      Printer printer = session.printer();
      if (printer.forPeople() && rules.source() != null) {
        session.note(
            Cells.clean("version %d, adopted by %s".formatted(rules.version(), rules.adoptedBy())));
        // Into a file the rules go as they were adopted.
        boolean terminal = session.world().onTerminal();
        session.world().out().print(terminal ? Cells.cleanLines(rules.source()) : rules.source());
      } else {
        printer.object(Json.tree(rules));
      }
      return 0;
    }
  }

  /** Lists the rule sets there were. */
  @Command(
      name = "list",
      description = "List the rule sets there were, newest first.",
      footer = {"", "Example:", "  nexus governance list"})
  static final class Sets implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("version"),
            Column.of("adopted_at"),
            Column.of("adopted_by"),
            Column.of("checksum"),
            Column.of("change_id"));

    private final Session session;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Sets(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      session
          .printer()
          .page(COLUMNS, Json.tree(session.client().governance().versions(pages.query())));
      return 0;
    }
  }

  /** Takes the rules of a file into force. */
  @Command(
      name = "adopt",
      sortOptions = false,
      description = "Take the rules of a file into force.",
      footer = {"", "Example:", "  nexus governance adopt config/alias_governance.yaml --dry-run"})
  static final class Adopt implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The rules; - is standard input.")
    String file;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the file
    Adopt(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      byte[] rules = Draft.bytes(session.world(), file);
      String mediaType = file.endsWith(".json") ? "application/json" : "application/yaml";
      Written<RuleSet> written =
          session.client().governance().adopt(mediaType, rules, flags.options());
      return WriteReport.print(session, written, this::adopted, "rules of " + file);
    }

    private void adopted(RuleSet rules) {
      session
          .printer()
          .said("The rules in force are version " + rules.version() + ".", Json.tree(rules));
    }
  }
}
