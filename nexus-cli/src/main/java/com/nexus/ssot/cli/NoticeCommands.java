package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what one is told. */
final class NoticeCommands {
  private NoticeCommands() {}

  static CommandLine line(Session session) {
    return Commands.group("What you are told.", "nexus notice list --unread")
        .addSubcommand(new Notices(session))
        .addSubcommand(new Read(session));
  }

  /** Lists notices. */
  @Command(
      name = "list",
      description = "List what you are told, newest first.",
      footer = {"", "Example:", "  nexus notice list --unread"})
  static final class Notices implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            new Column("NOTICE", "id"),
            Column.of("about"),
            Column.of("text"),
            new Column("WHEN", "at"),
            new Column("READ", "read_at"));

    private final Session session;

    @Option(names = "--unread", description = "Only what you have not marked as read.")
    boolean unread;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Notices(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Query query = pages.query().and("unread", unread ? true : null);
      session.printer().page(COLUMNS, Json.tree(session.client().changes().notices(query)));
      return 0;
    }
  }

  /** Marks a notice as read. */
  @Command(
      name = "read",
      description = "Mark a notice as read.",
      footer = {"", "Example:", "  nexus notice read 0198c0de-0000-7000-8000-000000000000"})
  static final class Read implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The notice.")
    UUID id;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Read(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      session.client().changes().seen(id);
      return 0;
    }
  }
}
