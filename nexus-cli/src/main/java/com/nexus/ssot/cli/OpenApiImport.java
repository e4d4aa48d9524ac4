package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.SsotException;
import com.nexus.ssot.client.SsotPermissionException;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Take OpenAPI documents in, each as an anchor version, endpoints and a service.",
      "The same document again changes nothing.",
      "",
      "A document is known again by its title and by its path below the folder given, for a file",
      "by its name. With another title it becomes another anchor; with another path too. So",
      "import the same folder each time, and give APIs of different folders different titles."
    },
    footer = {"", "Example:", "  nexus import openapi examples/ --aliases frontend"})
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

  @Option(
      names = "--owner",
      paramLabel = "TEAM",
      description = "Who owns these aliases, where a context asks for it.")
  @Nullable String owner;

  @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
  boolean dryRun;

  @SuppressWarnings("NullAway.Init") // picocli sets the sources
  OpenApiImport(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String source : sources) {
      collect(source, documents);
    }
    List<Document> files = toldApart(documents);
    long start = System.nanoTime();
    List<ImportReport> reports = new ArrayList<>();
    try (NexusClient client = session.connect(PATIENCE)) {
      for (Document file : files) {
        ImportReport report = load(client, file);
        reports.add(report);
        if (session.world().watching() || System.nanoTime() - start > QUIET_NANOS) {
          progress(reports.size(), files.size(), report);
        }
      }
    }
    return ImportReports.documents(session, reports, dryRun);
  }

  /**
   * A document to import.
   *
   * @param name what the registry knows it by: the same name is the same document
   * @param full a longer name, for when several have the same
   */
  private record Document(Path file, String name, String full) {}

  private void collect(String source, List<Document> documents) throws IOException {
    Path path = session.world().path(source);
    if (!Files.isDirectory(path)) {
      documents.add(new Document(path, slashed(path.getFileName()), slashed(Path.of(source))));
      return;
    }
    try (Stream<Path> found = Files.walk(path)) {
      List<Path> files =
          found.filter(Files::isRegularFile).filter(OpenApiImport::document).sorted().toList();
      if (files.isEmpty()) {
        throw Fault.of(
            FaultCode.INVALID,
            "There is nothing to import.",
            List.of(Cause.at(source, "The folder holds no .json, .yaml or .yml file.", null)));
      }
      for (Path file : files) {
        Path below = path.relativize(file);
        documents.add(new Document(file, slashed(below), slashed(Path.of(source).resolve(below))));
      }
    }
  }

  /** Gives those that have the same name their longer one. */
  private static List<Document> toldApart(List<Document> documents) {
    Map<String, Long> count =
        documents.stream().collect(Collectors.groupingBy(Document::name, Collectors.counting()));
    return documents.stream()
        .map(each ->
            count.getOrDefault(each.name(), 0L) > 1
                ? new Document(each.file(), each.full(), each.full())
                : each)
        .toList();
  }

  private static String slashed(Path path) {
    return path.normalize().toString().replace(File.separatorChar, '/');
  }

  private static boolean document(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  // One bad document must not keep the others out; a missing right concerns them all.
  private ImportReport load(NexusClient client, Document document) throws IOException {
    String name = document.name();
    Query query =
        Query.of("format", "openapi")
            .and("source", name)
            .and("aliases", aliases)
            .and("owner", owner)
            .and("dryRun", dryRun ? true : null);
    byte[] content = Files.readAllBytes(document.file());
    if (!document(document.file())) {
      return failed(name, List.of("It is no .json, .yaml or .yml file."));
    }
    try {
      return client.bulk().load(query, VersionCommands.mediaTypeOf(name), content);
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
      Cause told = OptionWords.in(cause);
      reasons.add(
          (told.at() == null ? "" : told.at() + "  ")
              + told.message()
              + (told.fix() == null ? "" : " → " + told.fix()));
    }
    return failed(name, reasons);
  }

  private static ImportReport failed(String name, List<String> reasons) {
    return new ImportReport(
        name,
        null,
        null,
        ImportReport.State.FAILED,
        null,
        List.of(),
        Map.of(),
        List.of(),
        reasons,
        null);
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
