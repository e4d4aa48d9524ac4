package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
      "  nexus import openapi examples/ --aliases frontend"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int BEGINNING = 8192;

  /** The first key of an OpenAPI document, in YAML or JSON; no line of an export has it first. */
  private static final Pattern DOCUMENT =
      Pattern.compile("^\\s*\\{?\\s*[\"']?(openapi|swagger)[\"']?\\s*:", Pattern.MULTILINE);

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
    if (DOCUMENT.matcher(beginning(lines)).find()) {
      throw Fault.of(
          FaultCode.INVALID,
          "This looks like an OpenAPI document, not like what export wrote.",
          List.of(Cause.at(file, "It is one document.", "Use: nexus import openapi " + file)));
    }
    Query query =
        Query.of("format", "jsonl")
            .and("conflicts", conflicts.name())
            .and("source", file.equals("-") ? null : file)
            .and("dryRun", dryRun ? true : null);
    try (NexusClient client = session.connect(PATIENCE)) {
      ImportReport report;
      try (Progress _ = Progress.of(session, "Importing " + file + ", " + size(lines) + "…")) {
        report = client.bulk().load(query, "application/x-ndjson", lines);
      }
      return ImportReports.export(session, report, dryRun);
    }
  }

  private static String beginning(byte[] lines) {
    return new String(lines, 0, Math.min(lines.length, BEGINNING), StandardCharsets.UTF_8);
  }

  private static String size(byte[] lines) {
    int count = 0;
    for (byte each : lines) {
      count += each == '\n' ? 1 : 0;
    }
    return count + " lines";
  }
}
