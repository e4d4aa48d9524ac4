package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the rows of an import report. Not thread-safe. */
final class Rows {
  private final List<ImportReport.Row> rows = new ArrayList<>();

  void add(String kind, String name, State state, @Nullable String message) {
    rows.add(new ImportReport.Row(null, kind, name, state, message));
  }

  void add(int line, String kind, String name, State state, @Nullable String message) {
    rows.add(new ImportReport.Row(line, kind, name, state, message));
  }

  /** Tells of the rows of a kind that are to be created that they wait for people. */
  void holdBack(String kind) {
    rows.replaceAll(row ->
        row.kind().equals(kind) && row.state() == State.CREATED
            ? new ImportReport.Row(row.line(), kind, row.name(), State.WAITING, row.message())
            : row);
  }

  boolean anyWaits() {
    return rows.stream().anyMatch(row -> row.state() == State.WAITING);
  }

  List<ImportReport.Row> all() {
    return List.copyOf(rows);
  }

  /** How many rows ended in each state, by the state's name in lower case. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
    return counts;
  }
}
