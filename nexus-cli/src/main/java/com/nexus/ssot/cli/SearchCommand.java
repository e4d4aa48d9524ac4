package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.SearchAnswer;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds objects by words. */
@Command(
    name = "search",
    description = "Find aliases, anchors and endpoints; typing errors are forgiven.",
    footer = {"", "Example:", "  nexus search bokshop"})
final class SearchCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("TYPE", "type"),
          new Column("NAME", "name"),
          new Column("CONTEXT", "context"),
          new Column("LEADS TO", "canonical"),
          new Column("WHY", "match_reason"),
          new Column("DESCRIPTION", "description"));

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "WORD", description = "What to look for.")
  List<String> words;

  @Option(
      names = {"-c", "--context"},
      paramLabel = "CONTEXT",
      description = "Only aliases of this context.")
  @Nullable String context;

  @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
  @Nullable Integer limit;

  @SuppressWarnings("NullAway.Init") // picocli sets the words
  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SearchAnswer answer =
        session
            .client()
            .names()
            .search(String.join(" ", words), Query.of("context", context).and("limit", limit));
    Printer printer = session.printer();
    printer.page(COLUMNS, Json.tree(answer));
    // What was perhaps meant stands among the items already.
    if (printer.forPeople() && answer.items().isEmpty()) {
      session.note("Nothing found.");
    }
    return 0;
  }
}
