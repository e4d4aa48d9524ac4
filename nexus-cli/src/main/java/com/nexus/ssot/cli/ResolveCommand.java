package com.nexus.ssot.cli;

import com.nexus.ssot.client.Names;
import com.nexus.ssot.model.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says what a name means. */
@Command(
    name = "resolve",
    description = "Say what a name means in a context.",
    footer = {"", "Example:", "  nexus resolve frontend list-books"})
final class ResolveCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTEXT", description = "Where the name holds.")
  String context;

  @Parameters(index = "1", paramLabel = "ALIAS", description = "The name.")
  String alias;

  @Option(names = "--detail", description = "Everything known about it.")
  boolean detail;

  @Option(
      names = "--as-of",
      paramLabel = "TIME|INDEX",
      description = "What it meant then, 2026-01-31T00:00:00Z or an index of the feed.")
  @Nullable String moment;

  @SuppressWarnings("NullAway.Init") // picocli sets the parameters
  ResolveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Names names = session.client().names();
    Printer printer = session.printer();
    if (moment != null || detail) {
      JsonNode answer =
          Json.tree(
              moment == null ? names.detail(context, alias) : names.asOf(context, alias, moment));
      if (detail) {
        printer.object(answer);
      } else {
        printer.said(answer.path("canonical_name").asString(), answer);
      }
    } else {
      JsonNode answer = names.plain(context, alias);
      printer.said(answer.path("canonical_name").asString(), answer);
    }
    return 0;
  }
}
