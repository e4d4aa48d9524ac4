package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.api.ConflictOffer;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about what contradicts each other. */
final class ConflictCommands {
  private static final String EXAMPLE_ID = "0198c0de-0000-7000-8000-000000000000";

  private ConflictCommands() {}

  static CommandLine line(Session session) {
    return Commands.group("What contradicts each other.", "nexus conflict list --state open")
        .addSubcommand(new Conflicts(session))
        .addSubcommand(new Show(session))
        .addSubcommand(new Resolve(session))
        .addSubcommand(new Assign(session))
        .addSubcommand(new Dismiss(session));
  }

  /** Lists conflicts. */
  @Command(
      name = "list",
      sortOptions = false,
      description = "List conflicts, newest first.",
      footer = {"", "Example:", "  nexus conflict list --state open --context frontend"})
  static final class Conflicts implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            new Column("CONFLICT", "id"),
            Column.of("type"),
            Column.of("context"),
            Column.of("alias"),
            Column.of("state"),
            Column.of("owner"),
            Column.of("resolution"),
            new Column("SINCE", "detected_at"));

    private final Session session;

    @Option(names = "--state", paramLabel = "STATE", description = "open, resolved or dismissed.")
    @Nullable String state;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description = "Only of this type, such as dangling.")
    @Nullable String type;

    @Option(
        names = {"-c", "--context"},
        paramLabel = "CONTEXT",
        description = "Only of this context.")
    @Nullable String context;

    @Option(
        names = "--owner",
        paramLabel = "OWNER",
        description = "Only what this team or person looks after.")
    @Nullable String owner;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Conflicts(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ListVerb.print(
          session,
          session.client().conflicts().records().asJson(),
          COLUMNS,
          Query.of("state", upper(state))
              .and("type", upper(type))
              .and("context", context)
              .and("owner", owner),
          pages);
      return 0;
    }

    private static @Nullable String upper(@Nullable String word) {
      return word == null ? null : word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
  }

  /** Shows one conflict. */
  @Command(
      name = "show",
      description = "Show one conflict, its two sides, and the ways to settle it.",
      footer = {"", "Example:", "  nexus conflict show " + EXAMPLE_ID})
  static final class Show implements Callable<Integer> {
    private static final List<Column> SIDES =
        List.of(
            new Column("SIDE", "object_type"),
            new Column("NAME", "key"),
            Column.of("context"),
            Column.of("revision"),
            Column.of("says"),
            Column.of("id"));

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The conflict.")
    UUID id;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ConflictDetails found = session.client().conflicts().get(id).value();
      JsonNode tree = Json.tree(found);
      Printer printer = session.printer();
      if (!printer.forPeople()) {
        printer.object(tree);
        return 0;
      }
      ObjectNode head = ((ObjectNode) tree).deepCopy();
      head.remove(List.of("claims", "resolutions"));
      printer.object(head);
      session.world().out().println();
      printer.rows(SIDES, tree.path("claims").iterator());
      found.resolutions().forEach(this::tell);
      return 0;
    }

    private void tell(ConflictOffer offer) {
      StringBuilder text = new StringBuilder("\n" + offer.resolution());
      for (ConflictOffer.Parameter parameter : offer.parameters()) {
        String option = " --" + parameter.name() + " …";
        text.append(parameter.required() ? option : " [" + option.strip() + "]");
      }
      text.append("\n  ").append(offer.says());
      for (ConflictOffer.Proposed operation : offer.operations()) {
        text.append("\n  ").append(operation.kind()).append(' ').append(operation.body());
      }
      session.world().out().println(Cells.cleanLines(text.toString()));
    }
  }

  /** A command that writes one conflict. */
  abstract static class Write implements Callable<Integer> {
    final Session session;

    @Parameters(index = "0", paramLabel = "ID", description = "The conflict.")
    UUID id;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Write(Session session) {
      this.session = session;
    }

    final int tell(Written<Conflict> written) {
      return WriteReport.print(session, written, this::settled, "conflict " + id);
    }

    final int resolve(ConflictDraft draft) {
      return tell(session.client().conflicts().resolve(id, draft, flags.options()));
    }

    private void settled(Conflict conflict) {
      String state = conflict.state().name().toLowerCase(Locale.ROOT);
      String how = conflict.resolution() == null ? "" : " by " + conflict.resolution();
      String owner = conflict.owner() == null ? "" : ", looked after by " + conflict.owner();
      session
          .printer()
          .said(
              "Conflict about %s is %s%s%s.".formatted(conflict.alias(), state, how, owner),
              Json.tree(conflict));
    }
  }

  /** Settles one. */
  @Command(
      name = "resolve",
      sortOptions = false,
      description = "Settle a conflict in one of the ways that show tells; that is a change.",
      footer = {
        "",
        "Example:",
        "  nexus conflict resolve " + EXAMPLE_ID + " rename --name modem-shop --dry-run"
      })
  static final class Resolve extends Write {
    @Parameters(
        index = "1",
        paramLabel = "WAY",
        description = "keep_first, keep_newest, rename, alias_of_alias, merge, expire or dismiss.")
    String way;

    @Option(names = "--name", paramLabel = "NAME", description = "The new name, for rename.")
    @Nullable String name;

    @Option(
        names = "--alias",
        paramLabel = "ALIAS",
        description = "What to lead to, for alias_of_alias.")
    @Nullable String alias;

    @Option(
        names = "--owner",
        paramLabel = "OWNER",
        description = "Who answers from now on, for keep_first where the owner is gone.")
    @Nullable String owner;

    @Option(
        names = "--ttl",
        paramLabel = "TIME",
        description = "How long it lives, 30d, for keep_first where it has expired.")
    @Nullable String ttl;

    @Option(names = "--justification", paramLabel = "TEXT", description = "Why.")
    @Nullable String justification;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Resolve(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return resolve(
          new ConflictDraft(way.replace('-', '_'), name, alias, owner, ttl, justification));
    }
  }

  /** Gives one to somebody. */
  @Command(
      name = "assign",
      sortOptions = false,
      description = "Say who looks after a conflict; without an owner, nobody.",
      footer = {"", "Example:", "  nexus conflict assign " + EXAMPLE_ID + " shop_team"})
  static final class Assign extends Write {
    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "OWNER",
        description = "A team or person.")
    @Nullable String owner;

    Assign(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return tell(session.client().conflicts().assign(id, owner, flags.options()));
    }
  }

  /** Accepts one as it is. */
  @Command(
      name = "dismiss",
      sortOptions = false,
      description = "Accept a conflict as it is; it is not told again while it stands.",
      footer = {
        "",
        "Example:",
        "  nexus conflict dismiss " + EXAMPLE_ID + " --justification 'Known.'"
      })
  static final class Dismiss extends Write {
    @Option(
        names = "--justification",
        required = true,
        paramLabel = "TEXT",
        description = "Why that is right.")
    String justification;

    @SuppressWarnings("NullAway.Init") // picocli sets the text
    Dismiss(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return resolve(new ConflictDraft("dismiss", null, null, null, null, justification));
    }
  }
}
