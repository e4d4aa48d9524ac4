package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what of the registry would fail by a rule set. */
@Command(
    sortOptions = false,
    description = {
      "Tell what of the registry would fail by the rules of a file; nothing is adopted.",
      "Without a file, by the rules in force. Exit code 2 when something would fail."
    })
final class ValidateCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("TYPE", "object_type"),
          Column.of("context"),
          Column.of("name"),
          Column.of("rule"),
          new Column("WHAT IS WRONG", "message"),
          new Column("WHAT TO DO", "fix"));

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The rules; - is standard input.")
  @Nullable String file;

  @Option(
      names = {"-c", "--context"},
      paramLabel = "CONTEXT",
      description = "Look at this context only.")
  @Nullable String context;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many findings to tell, 1000 unless said otherwise; all are counted.")
  @Nullable Integer limit;

  private ValidateCommand(Session session) {
    this.session = session;
  }

  static CommandLine line(Session session, String name) {
    CommandLine line = new CommandLine(new ValidateCommand(session));
    line.getCommandSpec()
        .usageMessage()
        .footer("", "Example:", "  nexus " + name + " config/alias_governance.yaml");
    return line;
  }

  @Override
  public Integer call() throws IOException {
    byte[] rules = file == null ? null : Draft.bytes(session.world(), file);
    boolean json = file != null && file.endsWith(".json");
    Query query = Query.of("context", context).and("limit", limit);
    RuleReport report;
    try (NexusClient client = session.connect(PATIENCE);
        Progress _ = Progress.of(session, "Checking all that is registered…")) {
      report =
          client.governance().check(json ? "application/json" : "application/yaml", rules, query);
    }
    Printer printer = session.printer();
    JsonNode tree = Json.tree(report);
    if (printer.forPeople()) {
      printer.rows(COLUMNS, tree.path("findings").iterator());
      tell(report);
    } else {
      printer.object(tree);
    }
    return report.total() == 0 ? 0 : FaultCode.Exit.INVALID;
  }

  private static String counted(String objects, long count) {
    return count == 1 ? objects.replaceFirst("(?<=alias)es$|s$", "") : objects;
  }

  private void tell(RuleReport report) {
    StringJoiner looked = new StringJoiner(" and ");
    report.checked().forEach((objects, count) -> looked.add(count + " " + counted(objects, count)));
    String all = looked.length() == 0 ? "nothing" : looked.toString();
    if (report.total() == 0) {
      session.world().out().println("Nothing would fail. Looked at " + all + ".");
      return;
    }
    StringJoiner rules = new StringJoiner(", ");
    report.rules().forEach((rule, count) -> rules.add(count + " " + rule));
    session.note("Would fail: " + rules + ". Looked at " + all + ".");
    if (report.findings().size() < report.total()) {
      session.note("Shown are the first " + report.findings().size() + "; see --limit.");
    }
  }
}
