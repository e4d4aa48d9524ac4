package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what imports did. */
final class ImportReports {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("DOCUMENT", "document"),
          new Column("RESULT", "result"),
          new Column("ANCHOR", "anchor_id"),
          new Column("VERSION", "version"),
          new Column("ROWS", "rows"));

  private ImportReports() {}

  /** Prints reports and answers the exit code: a failed row or document is a failure. */
  static int print(Session session, List<ImportReport> reports) {
    Printer printer = session.printer();
    if (printer.forPeople()) {
      ArrayNode rows = Json.mapper().createArrayNode();
      reports.forEach(report -> row(rows.addObject(), report));
      printer.rows(COLUMNS, rows.iterator());
      reports.forEach(report -> troubles(session, report));
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

  private static void troubles(Session session, ImportReport report) {
    report.warnings().forEach(warning -> note(session, report, warning));
    for (ImportReport.Row row : report.rows()) {
      if (row.state() == State.FAILED || row.state() == State.SKIPPED) {
        String line = row.line() == null ? "" : "line " + row.line() + ", ";
        String why = row.message() == null ? "" : ": " + row.message();
        note(session, report, line + row.kind() + " " + row.name() + " " + word(row.state()) + why);
      }
    }
    if (report.state() == State.WAITING && report.changeId() != null) {
      note(session, report, "waits for approval: change " + report.changeId());
    }
  }

  private static void note(Session session, ImportReport report, String text) {
    session.note("  " + Cells.clean(report.document() + ": " + text));
  }
}
