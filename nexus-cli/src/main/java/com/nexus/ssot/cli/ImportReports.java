package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what imports did. */
final class ImportReports {
  private static final int MOST_TOLD = 50;
  private static final Set<State> TOLD =
      Set.of(State.UPDATED, State.DEACTIVATED, State.SKIPPED, State.WAITING);
  private static final Set<String> ANCHORS = Set.of("anchor_id", "version");
  private static final List<Column> COLUMNS =
      List.of(
          new Column("DOCUMENT", "document"),
          new Column("RESULT", "result"),
          new Column("ANCHOR", "anchor_id"),
          new Column("VERSION", "version"),
          new Column("ROWS", "rows"));

  /** What an export became has no anchor and no version. */
  private static final List<Column> EXPORT_COLUMNS =
      COLUMNS.stream().filter(column -> !ANCHORS.contains(column.field())).toList();

  private ImportReports() {}

  /** Prints what became of documents, and answers the exit code as {@link #export} does. */
  static int documents(Session session, List<ImportReport> reports, boolean dryRun) {
    return print(session, COLUMNS, reports, dryRun);
  }

  /** Prints what became of an export; the exit code says whether a row or all of it failed. */
  static int export(Session session, ImportReport report, boolean dryRun) {
    return print(session, EXPORT_COLUMNS, List.of(report), dryRun);
  }

  private static int print(
      Session session, List<Column> columns, List<ImportReport> reports, boolean dryRun) {
    Printer printer = session.printer();
    if (printer.forPeople()) {
      ArrayNode rows = Json.mapper().createArrayNode();
      reports.forEach(report -> row(rows.addObject(), report));
      printer.rows(columns, rows.iterator());
      reports.forEach(report -> details(session, report));
      if (dryRun) {
        session.world().out().println("Nothing was stored.");
      } else if (reports.stream().anyMatch(ImportReports::waits)) {
        session.note("See what waits with: nexus change list --open");
      }
    } else {
      printer.object(Json.tree(Map.of("items", reports)));
    }
    boolean failed = reports.stream().anyMatch(ImportReports::failed);
    return failed ? FaultCode.Exit.INVALID : 0;
  }

  static boolean failed(ImportReport report) {
    return report.state() == State.FAILED
        || report.rows().stream().anyMatch(row -> row.state() == State.FAILED);
  }

  private static void row(ObjectNode row, ImportReport report) {
    row.put("document", report.document())
        .put("result", word(report.state()))
        .put("anchor_id", report.anchorId())
        .put("version", report.version())
        .put("rows", counts(report));
  }

  /** How many rows ended how, in words. */
  static String counts(ImportReport report) {
    StringJoiner counts = new StringJoiner(", ");
    new TreeMap<>(report.counts())
        .forEach((state, count) -> {
          if (count > 0) {
            counts.add(count + " " + state.toLowerCase(java.util.Locale.ROOT));
          }
        });
    return counts.toString();
  }

  static String word(State state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  // Every failure is told; of what went well only so many rows that the failures stay in sight.
  private static void details(Session session, ImportReport report) {
    report.warnings().forEach(warning -> note(session, report, warning));
    if (report.compatibility() != null) {
      note(session, report, CompatibilityCommands.sentence(report.compatibility()));
      report.compatibility().breaking().stream()
          .limit(MOST_TOLD)
          .forEach(found -> note(session, report, found.place() + ": " + found.message()));
    }
    int told = 0;
    for (ImportReport.Row row : report.rows()) {
      boolean failed = row.state() == State.FAILED;
      if (failed || (TOLD.contains(row.state()) && told++ < MOST_TOLD)) {
        String line = row.line() == null ? "" : "line " + row.line() + ", ";
        String why = row.message() == null ? "" : ": " + row.message();
        note(session, report, line + row.kind() + " " + row.name() + " " + word(row.state()) + why);
      }
    }
    if (told > MOST_TOLD) {
      note(session, report, "and " + (told - MOST_TOLD) + " more; -o json tells them all");
    }
    if (waits(report)) {
      note(session, report, "waits for approval: change " + report.changeId());
    }
  }

  private static boolean waits(ImportReport report) {
    return report.state() == State.WAITING && report.changeId() != null;
  }

  private static void note(Session session, ImportReport report, String text) {
    session.note("  " + Cells.clean(report.document() + ": " + text));
  }
}
