package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Records;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A command that does something with people, teams or roles. */
@Command(sortOptions = false)
abstract class DirectoryVerb implements Callable<Integer> {
  final Session session;
  final DirectoryType type;

  DirectoryVerb(Session session, DirectoryType type) {
    this.session = session;
    this.type = type;
  }

  /** The command, with its description and an example; what follows the verb is given. */
  final CommandLine line(String name, String summary, String rest) {
    CommandLine line = new CommandLine(this);
    String example = ("nexus " + type.word() + " " + name + " " + rest).strip();
    line.getCommandSpec()
        .name(name)
        .usageMessage()
        .description(summary)
        .footer("", "Example:", "  " + example);
    return line;
  }

  final Records<JsonNode> records() {
    return type.in(session.client());
  }

  final String called(String name) {
    return type.word() + " " + name;
  }

  /** Lists them. */
  static final class Listing extends DirectoryVerb {
    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Listing(Session session, DirectoryType type) {
      super(session, type);
    }

    @Override
    public Integer call() {
      ListVerb.print(session, records(), type.columns(), Query.none(), pages);
      return 0;
    }
  }

  /** Shows one. */
  static final class Show extends DirectoryVerb {
    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Show(Session session, DirectoryType type) {
      super(session, type);
    }

    @Override
    public Integer call() {
      session.printer().object(records().get(name).value());
      return 0;
    }
  }

  /** Deletes one. */
  static final class Delete extends DirectoryVerb {
    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask; needed where there is no terminal.")
    boolean yes;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Delete(Session session, DirectoryType type) {
      super(session, type);
    }

    @Override
    public Integer call() {
      if (!flags.dryRun && !yes && !Question.ask(session.world(), "Delete " + called(name) + "?")) {
        session.note("Nothing was deleted.");
        return 1;
      }
      return WriteReport.print(
          session, records().remove(name, flags.options()), "Deleted", called(name));
    }
  }
}
