package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityFinding;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** The commands that say whom versions hurt. */
final class CompatibilityCommands {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("severity"),
          Column.of("direction"),
          Column.of("rule"),
          Column.of("operation"),
          Column.of("aliases"),
          Column.of("message"));

  private CompatibilityCommands() {}

  /** What is asked for. */
  static final class Level {
    @Option(
        names = "--level",
        paramLabel = "LEVEL",
        description = "What is asked: ${COMPLETION-CANDIDATES}; the anchor's if not given.")
    @Nullable CompatibilityLevel level;

    Query query() {
      return Query.of("level", level == null ? null : level.name());
    }
  }

  /** Checks a document. */
  @Command(
      name = "check",
      sortOptions = false,
      description = "Say what a document would break as the next version; exit code 4 if anything.",
      footer = {"", "Example:", "  nexus anchor version check bookshop-api examples/bookshop.yaml"})
  static final class Check implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(
        index = "1",
        paramLabel = "FILE",
        description = "The document; - is standard input.")
    String file;

    @picocli.CommandLine.Mixin Level level = new Level();

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Check(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      byte[] document = Draft.bytes(session.world(), file);
      return print(
          session,
          session
              .client()
              .versions(anchor)
              .check(level.query(), VersionCommands.mediaTypeOf(file), document));
    }
  }

  /** Compares two versions. */
  @Command(
      name = "diff",
      sortOptions = false,
      description = "Say what differs between two of them; exit code 4 if it breaks anything.",
      footer = {"", "Example:", "  nexus anchor version diff bookshop-api 1.2.0 1.2.1"})
  static final class Difference implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(index = "1", paramLabel = "FROM", description = "The earlier version.")
    String from;

    @Parameters(index = "2", paramLabel = "TO", description = "The later version.")
    String to;

    @picocli.CommandLine.Mixin Level level = new Level();

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Difference(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return print(session, session.client().versions(anchor).diff(from, to, level.query()));
    }
  }

  /** Shows what was found when a version was added. */
  @Command(
      name = "verdict",
      description = "Show what was found when one of them was added.",
      footer = {"", "Example:", "  nexus anchor version verdict bookshop-api 1.2.0"})
  static final class Verdict implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(index = "1", paramLabel = "LABEL", description = "The version.")
    String label;

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Verdict(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      print(session, session.client().versions(anchor).verdict(label));
      return 0;
    }
  }

  /** Prints a verdict; the exit code says whether it breaks somebody. */
  private static int print(Session session, Compatibility verdict) {
    Printer printer = session.printer();
    if (printer.forPeople()) {
      ArrayNode rows = Json.mapper().createArrayNode();
      for (CompatibilityFinding found : verdict.findings()) {
        rows.addObject()
            .put("severity", found.severity().name())
            .put("direction", found.direction().name())
            .put("rule", found.rule().name())
            .put("operation", found.place())
            .put("aliases", found.aliasCount())
            .put("message", found.message());
      }
      if (!rows.isEmpty()) {
        printer.rows(COLUMNS, rows.iterator());
      }
      session.world().out().println(Cells.clean(sentence(verdict)));
    } else {
      printer.object(Json.tree(verdict));
    }
    return verdict.outcome() == Compatibility.Outcome.INCOMPATIBLE
        ? FaultCode.INCOMPATIBLE.exitCode()
        : 0;
  }

  /** A verdict in one line. */
  static String sentence(Compatibility verdict) {
    if (verdict.reason() != null) {
      return "Not compared: " + verdict.reason();
    }
    String counts =
        verdict.counts().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    boolean breaks = verdict.outcome() == Compatibility.Outcome.INCOMPATIBLE;
    return (breaks ? "Incompatible" : "Compatible")
        + " with "
        + String.join(", ", verdict.against())
        + " ("
        + verdict.level()
        + "): "
        + counts
        + ".";
  }
}
