package com.nexus.ssot.cli;

import com.nexus.ssot.client.Lifetimes;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.AliasCaller;
import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with aliases only. */
final class AliasCommands {
  private AliasCommands() {}

  static void add(Session session, CommandLine group) {
    group.addSubcommand(new Renew(session)).addSubcommand(new Callers(session));
  }

  /** Lets one hold for longer. */
  @Command(
      name = "renew",
      description = "Let one hold for longer, also one that has expired.",
      footer = {"", "Example:", "  nexus alias renew old-shop -c migration --ttl 30d"},
      sortOptions = false)
  static final class Renew implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name;

    @Option(
        names = {"-c", "--context"},
        paramLabel = "CONTEXT",
        description = "Where the name holds; default unless said otherwise.")
    String context = "default";

    @Option(
        names = "--ttl",
        paramLabel = "TIME",
        description = "How much longer, such as 30d; as the rules say if not given.")
    @Nullable String ttl;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    Renew(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return WriteReport.print(
          session,
          session.client().lifetimes().renew(context, name, ttl, flags.options()),
          alias ->
              session
                  .printer()
                  .said(
                      "Renewed alias %s in %s, until %s."
                          .formatted(
                              name,
                              alias.context(),
                              new Cells(session.zone()).text(Json.tree(alias).path("expires_at"))),
                      Json.tree(alias)),
          "alias " + name);
    }
  }

  /** Shows who still calls what is deprecated. */
  @Command(
      name = "callers",
      description = {
        "Show who called a deprecated name in the last 90 days;",
        "without a name, of all that are deprecated."
      },
      footer = {"", "Example:", "  nexus alias callers list-books -c frontend"},
      sortOptions = false)
  static final class Callers implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("alias"),
            Column.of("context"),
            Column.of("successor"),
            Column.of("caller"),
            Column.of("kind"),
            Column.of("calls"),
            Column.of("first_seen"),
            Column.of("last_seen"));

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The name; all if not given.")
    @Nullable String name;

    @Option(
        names = {"-c", "--context"},
        paramLabel = "CONTEXT",
        description = "Where the name holds, default unless said otherwise; all for all names.")
    @Nullable String context;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Callers(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Lifetimes lifetimes = session.client().lifetimes();
      Printer printer = session.printer();
      if (name != null) {
        AliasCallers one = lifetimes.callers(context == null ? "default" : context, name);
        if (printer.forPeople()) {
          printer.rows(COLUMNS, rows(one).iterator());
        } else {
          printer.object(Json.tree(one));
        }
        return 0;
      }
      Query query = Query.of("context", context);
      if (!printer.forPeople()) {
        ListVerb.print(session, lifetimes.callers().asJson(), COLUMNS, query, pages);
      } else if (pages.all) {
        Stream<AliasCallers> all = lifetimes.callers().all(query.and(pages.query()));
        printer.rows(COLUMNS, all.flatMap(alias -> rows(alias).stream()).iterator());
      } else {
        print(lifetimes.callers().list(query.and(pages.query())), printer);
      }
      return 0;
    }

    private void print(Page<AliasCallers> page, Printer printer) {
      printer.rows(
          COLUMNS, page.items().stream().flatMap(alias -> rows(alias).stream()).iterator());
      if (page.items().isEmpty()) {
        session.note("Nothing is deprecated.");
      } else if (page.next() != null) {
        session.note("There is more: --all, or --cursor " + Cells.clean(page.next()));
      }
    }

    /** One row for each caller; one without a caller for a name that nobody calls. */
    private static List<JsonNode> rows(AliasCallers alias) {
      List<JsonNode> rows = new ArrayList<>();
      for (AliasCaller caller : alias.callers()) {
        ObjectNode row = named(alias);
        row.setAll((ObjectNode) Json.tree(caller));
        rows.add(row);
      }
      return rows.isEmpty() ? List.of(named(alias).put("calls", 0)) : rows;
    }

    private static ObjectNode named(AliasCallers alias) {
      return Json.mapper()
          .createObjectNode()
          .put("alias", alias.alias())
          .put("context", alias.context())
          .put("successor", alias.successor());
    }
  }
}
