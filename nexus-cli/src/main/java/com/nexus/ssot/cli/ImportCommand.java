package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.ImportReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes lines of JSON in, as export wrote them. */
@Command(
    name = "import",
    sortOptions = false,
    description = "Take in what export wrote; for OpenAPI documents see: nexus import openapi.",
    synopsisSubcommandLabel = "[openapi]",
    footer = {
      "",
      "Example:",
      "  nexus import registry.jsonl --conflicts skip",
      "  nexus import openapi apis/ --aliases frontend"
    })
final class ImportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Session session;

  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The lines; - is standard input.")
  String file = "";

  @Option(
      names = "--conflicts",
      paramLabel = "HOW",
      defaultValue = "abort",
      description = "What to do where a name is taken: ${COMPLETION-CANDIDATES}.")
  Conflicts conflicts = Conflicts.abort;

  @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
  boolean dryRun;

  /** What to do where a name is taken. */
  enum Conflicts {
    abort,
    skip,
    overwrite
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  ImportCommand(Session session) {
    this.session = session;
  }

  static CommandLine line(Session session) {
    return new CommandLine(new ImportCommand(session)).addSubcommand(new OpenApiImport(session));
  }

  @Override
  public Integer call() throws IOException {
    if (file.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Which file?");
    }
    byte[] lines = Draft.bytes(session.world(), file);
    Query query =
        Query.of("format", "jsonl")
            .and("conflicts", conflicts.name())
            .and("source", file.equals("-") ? null : file)
            .and("dryRun", dryRun ? true : null);
    try (NexusClient client = session.connect(PATIENCE)) {
      ImportReport report = client.bulk().load(query, "application/x-ndjson", lines);
      return ImportReports.print(session, List.of(report));
    }
  }
}
