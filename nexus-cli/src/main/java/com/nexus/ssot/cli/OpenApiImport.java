package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.SsotException;
import com.nexus.ssot.client.SsotPermissionException;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes OpenAPI documents in. */
@Command(
    name = "openapi",
    sortOptions = false,
    description = {
      "Take OpenAPI documents in: each becomes an anchor version, its operations endpoints,",
      "its servers a service. The same document again changes nothing."
    },
    footer = {"", "Example:", "  nexus import openapi apis/ --aliases frontend"})
final class OpenApiImport implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  private final Session session;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|FOLDER",
      description = "Documents, or folders of .json, .yaml and .yml files.")
  List<String> sources;

  @Option(
      names = "--aliases",
      paramLabel = "CONTEXT",
      description = "Also give every operation an alias there.")
  @Nullable String aliases;

  @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
  boolean dryRun;

  @SuppressWarnings("NullAway.Init") // picocli sets the sources
  OpenApiImport(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      collect(source, files);
    }
    long start = System.nanoTime();
    List<ImportReport> reports = new ArrayList<>();
    try (NexusClient client = session.connect(PATIENCE)) {
      for (Path file : files) {
        ImportReport report = load(client, file);
        reports.add(report);
        if (session.world().watching() || System.nanoTime() - start > QUIET_NANOS) {
          progress(reports.size(), files.size(), report);
        }
      }
    }
    return ImportReports.print(session, reports);
  }

  private void collect(String source, List<Path> files) throws IOException {
    Path path = session.world().path(source);
    if (!Files.isDirectory(path)) {
      files.add(path);
      return;
    }
    try (Stream<Path> found = Files.walk(path)) {
      List<Path> documents =
          found.filter(Files::isRegularFile).filter(OpenApiImport::document).sorted().toList();
      if (documents.isEmpty()) {
        throw Fault.of(
            FaultCode.INVALID,
            "There is nothing to import.",
            List.of(Cause.at(source, "The folder holds no .json, .yaml or .yml file.", null)));
      }
      files.addAll(documents);
    }
  }

  private static boolean document(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  // One bad document must not keep the others out; a missing right concerns them all.
  private ImportReport load(NexusClient client, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Query query =
        Query.of("format", "openapi")
            .and("source", name)
            .and("aliases", aliases)
            .and("dryRun", dryRun ? true : null);
    try {
      return client.bulk().load(query, VersionCommands.mediaTypeOf(name), Files.readAllBytes(file));
    } catch (SsotPermissionException e) {
      throw e;
    } catch (SsotException e) {
      return refused(name, e);
    }
  }

  private static ImportReport refused(String name, SsotException refusal) {
    List<String> reasons = new ArrayList<>();
    reasons.add(String.valueOf(refusal.getMessage()));
    for (Cause cause : refusal.problem().causes()) {
      reasons.add(
          (cause.at() == null ? "" : cause.at() + "  ")
              + cause.message()
              + (cause.fix() == null ? "" : " → " + cause.fix()));
    }
    return new ImportReport(
        name, null, null, ImportReport.State.FAILED, null, List.of(), Map.of(), List.of(), reasons);
  }

  private void progress(int done, int all, ImportReport report) {
    session.note(
        "[%d/%d] %s  %s  %s"
            .formatted(
                done,
                all,
                Cells.clean(report.document()),
                ImportReports.word(report.state()),
                ImportReports.counts(report)));
  }
}
