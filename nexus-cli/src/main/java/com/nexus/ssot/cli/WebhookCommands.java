package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Records;
import com.nexus.ssot.client.Webhooks;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.api.WebhookRotation;
import com.nexus.ssot.model.api.WebhookSecret;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about webhooks. */
final class WebhookCommands {
  private WebhookCommands() {}

  static CommandLine line(Session session) {
    return Commands.group(
            "Who is told of what happens.",
            "nexus webhook create shop https://hooks.example.com/nexus --event 'alias.*'")
        .addSubcommand(new Listing(session).line("list", "List webhooks.", ""))
        .addSubcommand(new Show(session).line("show", "Show one, and how far it has come.", "shop"))
        .addSubcommand(
            new Create(session)
                .line(
                    "create",
                    "Make a webhook; its secret is shown once.",
                    "shop https://hooks.example.com/nexus --event 'alias.*' -c frontend"))
        .addSubcommand(
            new Update(session)
                .line(
                    "update",
                    "Change a webhook. It is told what whoever changed it last may read.",
                    "shop --event 'alias.*' --event 'context.*'"))
        .addSubcommand(new Delete(session).line("delete", "Delete a webhook.", "shop -y"))
        .addSubcommand(
            new Rotate(session)
                .line(
                    "rotate",
                    "Replace a webhook's secret; both sign for a while.",
                    "shop --overlap 24h"))
        .addSubcommand(
            new Test(session)
                .line("test", "Send an event that did not happen, and see the answer.", "shop"))
        .addSubcommand(
            new Rows(
                    session,
                    List.of("at", "action", "index", "attempt", "outcome", "status", "millis"),
                    name -> session.client().webhooks().deliveries(name).asJson())
                .line("deliveries", "List the latest attempts, latest first.", "shop"))
        .addSubcommand(
            new Rows(
                    session,
                    List.of("id", "action", "index", "attempts", "outcome", "status", "failed_at"),
                    name -> session.client().webhooks().deadLetters(name).asJson())
                .line("dead-letters", "List what could not be delivered.", "shop"))
        .addSubcommand(
            new Replay(session)
                .line("replay", "Have what could not be delivered sent again.", "shop --all"))
        .addSubcommand(
            new Resume(session).line("resume", "Go on at once with what comes next.", "shop"));
  }

  /** A command about webhooks. */
  @Command(sortOptions = false)
  abstract static class WebhookVerb implements Callable<Integer> {
    final Session session;

    WebhookVerb(Session session) {
      this.session = session;
    }

    /** The command, with its description and an example; what follows the verb is given. */
    final CommandLine line(String verb, String summary, String rest) {
      CommandLine line = new CommandLine(this);
      line.getCommandSpec()
          .name(verb)
          .usageMessage()
          .description(summary)
          .footer("", "Example:", "  " + ("nexus webhook " + verb + " " + rest).strip());
      return line;
    }

    final Webhooks webhooks() {
      return session.client().webhooks();
    }

    final Records<JsonNode> records() {
      return webhooks().records().asJson();
    }
  }

  /** A command about one webhook. */
  abstract static class NamedVerb extends WebhookVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the name
    NamedVerb(Session session) {
      super(session);
    }

    final String called() {
      return "webhook " + name;
    }

    // The secret alone goes to standard output, so that a script can take it.
    final void show(WebhookSecret secret) {
      Printer printer = session.printer();
      if (printer.forPeople()) {
        session.note("Secret of webhook " + Cells.clean(secret.name()) + ", shown only now:");
        session.world().out().println(Cells.clean(secret.secret()));
        if (secret.previousUntil() != null) {
          session.note("The one before signs beside it until " + secret.previousUntil() + ".");
        }
      } else {
        printer.object(Json.tree(secret));
      }
    }
  }

  /** Lists webhooks. */
  static final class Listing extends WebhookVerb {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("name"),
            Column.of("url"),
            Column.of("events"),
            Column.of("contexts"),
            Column.of("active"),
            Column.of("description"));

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Listing(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      ListVerb.print(session, records(), COLUMNS, Query.none(), pages);
      return 0;
    }
  }

  /** Shows one. */
  static final class Show extends NamedVerb {
    Show(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      ObjectNode shown = (ObjectNode) records().get(name).value();
      shown.set("delivery", Json.tree(webhooks().status(name)));
      session.printer().object(shown);
      return 0;
    }
  }

  /** What can be said of a webhook. */
  static final class Fields {
    @Option(
        names = "--event",
        paramLabel = "PATTERN",
        split = ",",
        description = "What is told: *, alias.* or alias.update; repeated or with commas.")
    List<String> events = List.of();

    @Option(
        names = {"-c", "--context"},
        paramLabel = "CONTEXT",
        split = ",",
        description = "Only events of these contexts, repeated or with commas; * for all.")
    List<String> contexts = List.of();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Option(names = "--active", negatable = true, description = "Whether anything is sent.")
    @Nullable Boolean active;

    ObjectNode record() {
      ObjectNode record = Json.mapper().createObjectNode();
      events.forEach(record.withArray("events")::add);
      contexts.forEach(record.withArray("contexts")::add);
      for (String list : List.of("events", "contexts")) {
        if (record.path(list).isEmpty()) {
          record.remove(list);
        }
      }
      if (description != null) {
        record.put("description", description);
      }
      if (active != null) {
        record.put("active", active);
      }
      return record;
    }
  }

  /** Makes one. */
  static final class Create extends NamedVerb {
    @Parameters(index = "1", paramLabel = "URL", description = "Where events are posted to.")
    String url;

    @Mixin Fields fields = new Fields();

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the address
    Create(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      ObjectNode draft = fields.record().put("name", name).put("url", url);
      if (!draft.has("events")) {
        throw Fault.of(FaultCode.INVALID, "Say what is told: --event 'alias.*', or --event '*'.");
      }
      return WriteReport.print(session, webhooks().create(draft, dryRun), this::show, called());
    }
  }

  /** Changes one. */
  static final class Update extends NamedVerb {
    @Option(names = "--url", paramLabel = "URL", description = "Where events are posted to.")
    @Nullable String url;

    @Mixin Fields fields = new Fields();
    @Mixin WriteFlags flags = new WriteFlags();

    Update(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      ObjectNode patch = fields.record();
      if (url != null) {
        patch.put("url", url);
      }
      return WriteReport.changed(
          session, records().change(name, patch, flags.options()), null, called());
    }
  }

  /** Deletes one. */
  static final class Delete extends NamedVerb {
    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask; needed where there is no terminal.")
    boolean yes;

    @Mixin WriteFlags flags = new WriteFlags();

    Delete(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      if (!flags.dryRun && !yes && !Question.ask(session.world(), "Delete " + called() + "?")) {
        session.note("Nothing was deleted.");
        return FaultCode.Exit.FAILED;
      }
      return WriteReport.print(
          session, records().remove(name, flags.options()), "Deleted", called());
    }
  }

  /** Replaces a secret. */
  static final class Rotate extends NamedVerb {
    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        description = "How long the old secret signs on: 7d unless said otherwise, and at most.")
    @Nullable String overlap;

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    Rotate(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      return WriteReport.print(
          session,
          webhooks().rotate(name, new WebhookRotation(overlap), dryRun),
          this::show,
          called());
    }
  }

  /** Tries one. */
  static final class Test extends NamedVerb {
    Test(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      WebhookAttempt attempt = webhooks().test(name);
      String status = attempt.status() == null ? "" : ", status " + attempt.status();
      session
          .printer()
          .said(
              "%s%s, after %d ms."
                  .formatted(
                      attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      status,
                      attempt.millis()),
              Json.tree(attempt));
      return attempt.outcome() == WebhookOutcome.DELIVERED ? 0 : FaultCode.Exit.FAILED;
    }
  }

  /** Lists what became of events. */
  static final class Rows extends NamedVerb {
    private final List<Column> columns;
    private final Function<String, Records<JsonNode>> rows;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Rows(Session session, List<String> fields, Function<String, Records<JsonNode>> rows) {
      super(session);
      this.columns = fields.stream().map(Column::of).toList();
      this.rows = rows;
    }

    @Override
    public Integer call() {
      ListVerb.print(session, rows.apply(name), columns, Query.none(), pages);
      return 0;
    }
  }

  /** Sends again. */
  static final class Replay extends NamedVerb {
    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ID",
        description = "The dead letter's id.")
    @Nullable String id;

    @Option(names = "--all", description = "All dead letters.")
    boolean all;

    Replay(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      if ((id == null) != all) {
        throw Fault.of(FaultCode.INVALID, "Give the id of a dead letter, or --all.");
      }
      JsonNode answer = Json.tree(webhooks().replay(name, id));
      session.printer().said("To be sent again: " + answer.path("requested").asInt() + ".", answer);
      return 0;
    }
  }

  /** Goes on. */
  static final class Resume extends NamedVerb {
    Resume(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      session.printer().said("Resumed " + called() + ".", Json.tree(webhooks().resume(name)));
      return 0;
    }
  }
}
